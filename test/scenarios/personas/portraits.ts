import { PERSONAS } from '../../../src/demo';
import type { RunningGateway } from '../../support/gateway';
import { keyOf } from './ask-bureaus';

const PORTRAIT = `query ($keys: [BorrowerKey!]!, $purpose: InquiryPurpose, $sections: [PortraitSectionKind!]) {
  borrowers(keys: $keys) { ... on Borrower { id kind portrait(purpose: $purpose, sections: $sections) {
    purpose asOf creditFile { state text textZh } completeness { known total share missing { input } }
    sections { kind sources freshness { newestAt ageDays stale staleAfterDays }
      completeness { known total share missing { input reason source text textZh } }
      items { code name nameZh about unit value amounts { value currency } source observedAt consentNo missing } } } } } }`;

interface Item {
  readonly code: string;
  readonly about: string | null;
  readonly unit: string | null;
  readonly value: string | null;
  readonly amounts: readonly { readonly value: string; readonly currency: string }[];
  readonly consentNo: string | null;
  readonly missing: string | null;
}

interface Portrait {
  readonly purpose: string | null;
  readonly asOf: string;
  readonly creditFile: { readonly state: string; readonly textZh: string };
  readonly completeness: { readonly known: number; readonly total: number; readonly share: number };
  readonly sections: readonly {
    readonly kind: string;
    readonly sources: readonly string[];
    readonly freshness: { readonly newestAt: string | null; readonly stale: boolean | null };
    readonly completeness: {
      readonly known: number;
      readonly total: number;
      readonly missing: readonly {
        readonly input: string;
        readonly reason: string;
        readonly textZh: string;
      }[];
    };
    readonly items: readonly Item[];
  }[];
}

/**
 * What the portrait of each persona shows of its story, once the bureaus have been asked about those who agreed: the state of
 * the credit file, then items as `CODE=value`, or `CODE:REASON` for what is missing.
 */
const STORIES: Readonly<Record<string, readonly [state: string, ...items: string[]]>> = {
  'clean-person': [
    'ON_FILE',
    'ROLES=ACCOUNT_HOLDER BORROWER',
    'OPEN_LENDERS=0',
    'FRAUD=NONE',
    'INCOME=11800.00',
  ],
  'supplier-owner': [
    'ON_FILE',
    'ROLES=ACCOUNT_HOLDER BORROWER GUARANTOR LEGAL_REPRESENTATIVE',
    'GUARANTEED_AMOUNT=300000.00',
  ],
  'dealer-owner': ['ON_FILE', 'DEFAULT_NEARBY=1', 'OVERDUE=HIGH'],
  'multi-platform': ['ON_FILE', 'MULTI_PLATFORM=SEVERE', 'ACCOUNTS=1'],
  'over-indebted': ['ON_FILE', 'OVER_INDEBTEDNESS=SEVERE', 'INCOME=14500.00', 'OWN_OVERDUE_DAYS=0'],
  'circle-owner-a': ['ON_FILE', 'ROLES=ACCOUNT_HOLDER LEGAL_REPRESENTATIVE', 'LATEST_LOAN:NOT_RECORDED'],
  'circle-owner-b': ['ON_FILE', 'DEFAULT_NEARBY=1'],
  'circle-owner-c': ['ON_FILE', 'OVERDUE=SEVERE'],
  'ring-1': ['ON_FILE', 'SHARED_RINGS=2', 'FRAUD=SEVERE', 'INCOME:NOT_RECORDED', 'NEW_DEVICES=1'],
  'ring-2': ['ON_FILE', 'FRAUD=SEVERE', 'SHARED_CONTACTS=1'],
  'ring-3': ['ON_FILE', 'FRAUD=SEVERE', 'SHARED_CONTACTS=1'],
  'ring-4': ['ON_FILE', 'FRAUD=SEVERE', 'SHARED_CONTACTS=1'],
  'ring-5': ['ON_FILE', 'FRAUD=SEVERE', 'SHARED_CONTACTS=1'],
  'outside-haier': ['ON_FILE', 'ROLES:NOT_RECORDED', 'ACCOUNTS=0', 'OPEN_LENDERS=2', 'INCOME:NOT_RECORDED'],
  'no-record': ['THIN_FILE', 'OWN_LOANS=0', 'OPEN_LENDERS:NO_RECORD', 'INCOME=6100.00'],
  'bureau-error': ['NOT_KNOWN', 'OWN_LOANS=0', 'OPEN_LENDERS:NOT_STORED'],
  'no-consent': ['ON_FILE', 'OPEN_LENDERS:CONSENT_REQUIRED'],
  'consent-expired': ['ON_FILE', 'OPEN_LENDERS:CONSENT_REQUIRED'],
  'consent-revoked': ['ON_FILE', 'OPEN_LENDERS:CONSENT_REQUIRED'],
  'shared-mobile-a': ['ON_FILE', 'FRAUD=NONE'],
  'shared-mobile-b': ['ON_FILE', 'FRAUD=NONE'],
  'past-overdue': ['ON_FILE', 'OVERDUE=WATCH', 'OWN_OVERDUE_DAYS=0'],
  'slow-bureau': ['ON_FILE', 'OPEN_LENDERS:NOT_STORED'],
  'fictitious-owner': ['ON_FILE', 'OVER_INDEBTEDNESS=HIGH'],
  'clean-supplier': ['THIN_FILE', 'TRADE_GRADE=A', 'TRADE_FINDINGS=NONE', 'FRAUD=NONE'],
  'overdue-dealer': ['ON_FILE', 'OWN_OVERDUE_DAYS=47', 'OVERDUE_PAYABLES=300620.00', 'CREDIT_LINE=600000.00'],
  'circle-dealer-a': ['ON_FILE', 'GUARANTEE_CIRCLES=1'],
  'circle-dealer-b': ['ON_FILE', 'GUARANTEE_CIRCLES=1'],
  'circle-dealer-c': ['ON_FILE', 'GUARANTEE_CIRCLES=1', 'OVERDUE=SEVERE'],
  'fictitious-supplier': ['ON_FILE', 'TRADE_GRADE=D', 'FRAUD=SEVERE', 'BEHAVIOUR_SIGNALS=MONEY_TO_AND_FRO'],
  'fictitious-buyer': ['THIN_FILE', 'FRAUD=SEVERE'],
  'large-supplier': ['ON_FILE', 'FRAUD=NONE'],
  'clean-dealer': ['ON_FILE', 'TRADE_FINDINGS=NONE', 'OVERDUE=NONE'],
  'sued-dealer': ['THIN_FILE', 'OVERDUE=HIGH'],
  'mutual-dealer-a': ['ON_FILE', 'GUARANTEE_CIRCLES=1', 'GUARANTEED_AMOUNT=380000.00'],
  'mutual-dealer-b': ['ON_FILE', 'GUARANTEE_CIRCLES=1'],
  'joint-dealer-a': ['ON_FILE', 'OVER_INDEBTEDNESS=HIGH'],
  'joint-dealer-b': ['ON_FILE', 'OVER_INDEBTEDNESS=HIGH'],
  'joint-dealer-c': ['ON_FILE', 'OVERDUE=HIGH'],
  'chain-dealer': ['THIN_FILE', 'OWNERS=3', 'TRADES=0'],
  'chain-holding': ['THIN_FILE', 'ROLES:NOT_RECORDED', 'TRADE_GRADE:NOT_RECORDED'],
  'cross-dealer': ['THIN_FILE', 'TRADES=0'],
  'cross-holding': ['THIN_FILE', 'ROLES:NOT_RECORDED'],
  'round-dealer-a': ['THIN_FILE', 'FRAUD=SEVERE'],
  'round-dealer-b': ['THIN_FILE', 'FRAUD=SEVERE'],
  'round-dealer-c': ['THIN_FILE', 'FRAUD=SEVERE'],
  'twice-supplier': ['ON_FILE', 'FRAUD=SEVERE'],
};

const itemsIn = ({ sections }: Portrait): Item[] => sections.flatMap(({ items }) => [...items]);
const said = ({ value, amounts, missing }: Item): string =>
  missing ? `:${missing}` : `=${value ?? amounts.map((one) => one.value).join('+')}`;

async function portraits(
  running: RunningGateway,
  keys: readonly object[],
  caller: 'analyst' | 'auditor' = 'analyst',
  asked: object = {},
): Promise<{ all: Portrait[]; cost: { bureauCalls: number } }> {
  const { data, errors, extensions } = await running.query(PORTRAIT, { keys, ...asked }, caller);
  expect(errors).toBeUndefined();
  return {
    all: data.borrowers.map((one: { portrait: Portrait }) => one.portrait),
    cost: (extensions as { cost: { bureauCalls: number } }).cost,
  };
}

export function portraitsOfPersonas(gateway: () => RunningGateway): void {
  it('ask no bureau, and say what to do for what is missing', async () => {
    const { all, cost } = await portraits(gateway(), [keyOf('clean-person'), keyOf('no-consent')]);
    expect(cost.bureauCalls).toBe(0);
    const reasons = all.map(({ sections }) =>
      sections
        .find(({ kind }) => kind === 'CREDIT')
        ?.completeness.missing.filter(({ input }) => input === 'BUREAU_REPORT')
        .map(({ reason }) => reason),
    );
    expect(reasons).toEqual([
      ['NOT_STORED', 'NOT_STORED', 'NOT_STORED'],
      ['CONSENT_REQUIRED', 'CONSENT_REQUIRED', 'CONSENT_REQUIRED'],
    ]);
    const { all: blind } = await portraits(gateway(), [keyOf('clean-person')], 'analyst', { purpose: null });
    expect(itemsIn(blind[0] as Portrait).find(({ code }) => code === 'BUREAU_REPORT')?.missing).toBe(
      'NOT_ASKED',
    );
  });

  it('show the sections that are wanted, and count all of them', async () => {
    const [whole, part] = await Promise.all([
      portraits(gateway(), [keyOf('clean-person')]),
      portraits(gateway(), [keyOf('clean-person')], 'analyst', { sections: ['RISK', 'CREDIT'] }),
    ]);
    expect(whole.all[0]?.sections.map(({ kind }) => kind)).toEqual([
      'IDENTITY',
      'ECOSYSTEM',
      'TRADE',
      'CREDIT',
      'BEHAVIOUR',
      'NETWORK',
      'RISK',
    ]);
    expect(part.all[0]?.sections.map(({ kind }) => kind)).toEqual(['CREDIT', 'RISK']);
    expect(part.all[0]?.completeness).toEqual(whole.all[0]?.completeness);
  });

  it('mask what is personal, and show it in clear to who may see it, on the record', async () => {
    const personal = ({ all }: { all: Portrait[] }) =>
      Object.fromEntries(
        itemsIn(all[0] as Portrait)
          .filter(({ unit }) => unit === 'PERSONAL')
          .map(({ code, value }) => [code, value]),
      );
    const key = [keyOf('clean-person')];
    const { residentId, mobile, name } = PERSONAS.find((one) => one.key === 'clean-person') ?? {};
    expect(personal(await portraits(gateway(), key))).toEqual({
      NAME: '林某',
      IDENTITY_NUMBER: expect.stringMatching(/^\d{3}\*+\d{4}$/),
      MOBILE: expect.stringMatching(/^\d{3}\*+\d{4}$/),
      BIRTH_DATE: '1985-**-**',
    });
    expect(personal(await portraits(gateway(), key, 'auditor'))).toEqual({
      NAME: name,
      IDENTITY_NUMBER: residentId,
      MOBILE: mobile,
      BIRTH_DATE: '1985-03-12',
    });
    const looks = await gateway().gateway.database.rows<{ facts: string }>(
      "SELECT facts FROM audit_event WHERE action = 'PII_READ'",
    );
    expect(looks).toHaveLength(1);
    expect(JSON.parse(looks[0]?.facts ?? '{}').fields.sort()).toEqual([
      'birthDate',
      'displayName',
      'identifier.MOBILE',
      'identifier.RESIDENT_ID',
    ]);
    const refused = await gateway().query(PORTRAIT, { keys: key }, 'operator');
    expect(refused.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
}

export function portraitsOnceAsked(gateway: () => RunningGateway): void {
  it('come out as the stories say', async () => {
    const { all } = await portraits(
      gateway(),
      PERSONAS.map(({ key }) => keyOf(key)),
    );
    const told = PERSONAS.map(({ key }, n) => {
      const portrait = all[n] as Portrait;
      const wanted = (STORIES[key] ?? []).slice(1).map((one) => one.split(/[=:]/)[0]);
      const items = itemsIn(portrait);
      return [
        key,
        portrait.creditFile.state,
        ...wanted.map((code) => {
          const item = items.find((one) => one.code === code);
          return `${code}${item ? said(item) : ' is not asked'}`;
        }),
      ];
    });
    expect(told).toEqual(PERSONAS.map(({ key }) => [key, ...(STORIES[key] ?? ['has no story here'])]));
    for (const { sections, completeness } of all) {
      expect(completeness.known).toBe(sections.reduce((sum, one) => sum + one.completeness.known, 0));
      for (const { items, completeness: part, sources } of sections) {
        expect(part.total).toBe(items.length);
        expect(part.missing.length).toBe(part.total - part.known);
        expect(sources.length > 0).toBe(part.known > 0);
        for (const { textZh } of part.missing) expect(textZh).toMatch(/[一-鿿]/);
      }
    }
    const thin = all[PERSONAS.findIndex(({ key }) => key === 'no-record')] as Portrait;
    expect(thin.creditFile.textZh).toContain('白户');
    const reports = itemsIn(all[0] as Portrait).filter(({ code }) => code === 'BUREAU_REPORT');
    expect(reports.map(({ consentNo }) => consentNo)).toEqual(
      reports.map(() => expect.stringMatching(/^DEMO-/)),
    );
  });
}
