import { accepted, type IdentityCheck, type IdentityWarning, normalised, refused } from './identity-check';
import { regionOf } from './region';

/** Without I O S V Z, which look like digits or like each other. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const SHAPE = /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/;

/** The standard's weights are 3^i mod 31. */
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];

/** Registering authority (登记管理部门), then the categories (机构类别) that it registers. */
const CATEGORIES: Readonly<Record<string, string>> = {
  '1': '1239', // public institutions (机构编制)
  '2': '19', // foreign affairs (外交)
  '3': '123459', // justice (司法行政)
  '4': '19', // culture (文化)
  '5': '1239', // civil affairs (民政)
  '6': '129', // tourism (旅游)
  '7': '129', // religion (宗教)
  '8': '19', // trade unions (工会)
  '9': '123', // market regulation (市场监管): enterprise, individual business, farmers' cooperative
  A: '19', // armed forces (军队)
  G: '19', // public security (公安): offices of foreign non-governmental organisations
  N: '1239', // agriculture (农业农村): village economic collectives
  Y: '1', // others
};

export interface CreditCodeOptions {
  /**
   * `WARN` lets a code with a wrong check character through with a warning: some authorities did issue such codes, and
   * whoever has the licence in hand may insist on one. `REFUSE` by default.
   */
  readonly onCheckFailure?: 'REFUSE' | 'WARN';
}

/** Check character of the first 17 characters of a credit code. */
export function creditCodeCheckCharacter(first17: string): string {
  let sum = 0;
  for (const [index, weight] of WEIGHTS.entries()) sum += weight * ALPHABET.indexOf(first17.charAt(index));
  return ALPHABET.charAt((31 - (sum % 31)) % 31);
}

/** Check character of the 8 characters of an organisation code (GB 11714), which may be `X`. */
export function organisationCodeCheckCharacter(first8: string): string {
  let sum = 0;
  for (const [index, weight] of ORGANISATION_WEIGHTS.entries()) {
    sum += weight * Number.parseInt(first8.charAt(index), 36);
  }
  const check = 11 - (sum % 11);
  return check === 10 ? 'X' : check === 11 ? '0' : String(check);
}

/**
 * Checks a unified social credit code (统一社会信用代码, GB 32100): shape, registering authority, its own check
 * character and that of the organisation code inside. An unknown area only warns: development zones use codes of their
 * own. Never throws.
 */
export function checkCreditCode(raw: string, options: CreditCodeOptions = {}): IdentityCheck {
  const text = normalised(raw);
  if (text?.length !== 18) return refused('LENGTH');
  if (!SHAPE.test(text)) return refused('CHARACTERS');
  if (!CATEGORIES[text.charAt(0)]?.includes(text.charAt(1))) return refused('PREFIX');

  const warnings: IdentityWarning[] = [];
  const lenient = options.onCheckFailure === 'WARN';
  if (creditCodeCheckCharacter(text.slice(0, 17)) !== text[17]) {
    if (!lenient) return refused('CHECK_DIGIT');
    warnings.push('CHECK_DIGIT_OVERRIDDEN');
  }
  if (organisationCodeCheckCharacter(text.slice(8, 16)) !== text[16]) {
    if (!lenient) return refused('ORGANISATION_CODE');
    warnings.push('ORGANISATION_CODE_OVERRIDDEN');
  }

  const regionCode = text.slice(2, 8);
  if (regionOf(regionCode) === undefined) warnings.push('AREA_UNKNOWN');
  return accepted(text, warnings, { regionCode });
}
