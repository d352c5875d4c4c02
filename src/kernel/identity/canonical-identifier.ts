import type { BusinessDate } from '../calendar';
import { checkBankCard } from './bank-card';
import { type CreditCodeOptions, checkCreditCode } from './credit-code';
import { accepted, type IdentityCheck, normalised, refused } from './identity-check';
import type { IdentityScheme } from './identity-scheme';
import { checkMobile } from './mobile';
import { checkPassport } from './passport';
import { checkResidentId } from './resident-id';

export interface IdentifierContext extends CreditCodeOptions {
  /** The business date against which birth dates are judged. */
  readonly today: BusinessDate;
  /**
   * Who gave the identifier out. `EXTERNAL` needs the name of its source system; a `PASSPORT` may name its country,
   * and is China's (`CHN`) without. The other schemes ignore it.
   */
  readonly issuer?: string;
}

const LONGEST_ACCOUNT_NO = 40;
const LONGEST_EXTERNAL = 80;

/**
 * The one spelling of an identifier, or why there is none. Every identifier that is stored or looked up goes through
 * here, so that two spellings of one identifier meet. Identifiers that are unique only within their issuer carry it:
 * `CHN:E12345678`, `berka:1787`. Never throws.
 */
export function canonicalIdentifier(
  scheme: IdentityScheme,
  raw: string,
  context: IdentifierContext,
): IdentityCheck {
  switch (scheme) {
    case 'RESIDENT_ID':
      return checkResidentId(raw, context.today);
    case 'CREDIT_CODE':
      return checkCreditCode(raw, context);
    case 'PASSPORT':
      return issued(checkPassport(raw), countryOf(context.issuer ?? 'CHN'));
    case 'MOBILE':
      return checkMobile(raw);
    case 'BANK_CARD':
      return checkBankCard(raw);
    case 'ACCOUNT_NO':
      return checkAccountNo(raw);
    case 'EXTERNAL':
      return issued(checkExternal(raw), sourceOf(context.issuer ?? ''));
  }
}

function checkAccountNo(raw: string): IdentityCheck {
  const text = normalised(raw)?.replace(/\s+/g, '');
  if (!text || text.length > LONGEST_ACCOUNT_NO) return refused('LENGTH');
  return /^[0-9A-Z][0-9A-Z._/-]*$/.test(text) ? accepted(text) : refused('CHARACTERS');
}

/** The identifier of another system: its spelling is that system's own, so nothing is folded but the outer spaces. */
function checkExternal(raw: string): IdentityCheck {
  if (raw.length > 2 * LONGEST_EXTERNAL) return refused('LENGTH');
  const text = raw.trim();
  if (text.length === 0 || text.length > LONGEST_EXTERNAL) return refused('LENGTH');
  return /^[\p{L}\p{N}\p{P}\p{S}]+$/u.test(text) ? accepted(text) : refused('CHARACTERS');
}

function countryOf(issuer: string): string | undefined {
  return /^[A-Za-z]{3}$/.test(issuer) ? issuer.toUpperCase() : undefined;
}

function sourceOf(issuer: string): string | undefined {
  return /^[A-Za-z0-9][\w.-]{0,39}$/.test(issuer) ? issuer.toLowerCase() : undefined;
}

function issued(check: IdentityCheck, issuer: string | undefined): IdentityCheck {
  if (issuer === undefined) return refused('ISSUER');
  return check.ok ? { ...check, value: `${issuer}:${check.value}` } : check;
}
