import type { NormalisedReport } from '../../../src/bureaus';
import { EMPTY_REPORT } from '../../../src/bureaus/normalised-report';
import type {
  FirmFacts,
  LoanFacts,
  NetworkFacts,
  PersonFacts,
  TradeFacts,
  TradeSuspicion,
} from '../../../src/risk/facts/borrower-facts';
import { type Fact, known, missing } from '../../../src/risk/facts/fact';
import type { Indicator } from '../../../src/risk/indicators/indicator';
import { loadPolicies } from '../../../src/risk/policies/load-policies';
import type { Policy } from '../../../src/risk/policies/policy-file';

export const AS_OF = '2026-06-30';

export const POLICY = loadPolicies(null).on(null, AS_OF);

/** As the one that is shipped, with a limit wherever that one has none. */
export const LIMITING: Policy = limiting(structuredClone(POLICY));

function limiting(policy: Policy): Policy {
  const { person, firm } = policy.limits;
  Object.assign(person.multiPlatform, { bankApplications: [{ days: 30, watch: 1, high: 3, severe: 6 }] });
  for (const part of [person, firm])
    Object.assign(part.overIndebtedness, { ownBalanceYuan: 200_000, allBalanceYuan: 1_000_000 });
  return policy;
}

export const aLoan = (facts: Partial<LoanFacts> = {}): LoanFacts => ({
  id: '1',
  loanNo: 'LOAN-1',
  status: 'CURRENT',
  currency: 'CNY',
  outstandingMinor: 1_000_000n,
  monthlyDueMinor: 100_000n,
  issuedOn: '2025-01-10',
  overdueDays: 0,
  overdueMinor: 0n,
  overdueTerms: 0,
  tier: 'NORMAL',
  paymentState24m: `${'/'.repeat(6)}${'N'.repeat(18)}`,
  worstDaysLate24m: 0,
  ...facts,
});

export const aNetwork = (facts: Partial<NetworkFacts> = {}): NetworkFacts => ({
  firmsLed: [],
  suspectFirms: [],
  creditors: [],
  devices: [],
  contacts: [],
  badNeighbours: [],
  ...facts,
});

export const aReport = (facts: Partial<NormalisedReport> = {}): Fact<NormalisedReport> =>
  known({ ...EMPTY_REPORT, ...facts }, 'NIFA', { observedAt: '2026-06-30T01:00:00.000Z', consentNo: 'C-1' });

const common = {
  subjectId: '7',
  asOf: AS_OF,
  purpose: 'LOAN_APPROVAL',
  loans: known([], 'loans'),
  lawsuits: known([], 'lawsuits'),
  guarantees: known([], 'relations'),
  network: known(aNetwork(), 'graph'),
  circles: known([], 'graph'),
  rings: known([], 'graph'),
} as const;

/** Of whom every source says that there is nothing. */
export const aPerson = (facts: Partial<PersonFacts> = {}): PersonFacts => ({
  ...common,
  kind: 'PERSON',
  reports: [{ bureau: 'NIFA', report: missing('NO_RECORD', 'NIFA') }],
  biometrics: known([], 'biometrics'),
  cashflow: known(
    [
      {
        currency: 'CNY',
        months: 12,
        monthlyIncomeMinor: 1_000_000n,
        monthlyRepaymentMinor: 0n,
        otherLenders: 0,
      },
    ],
    'ledger',
  ),
  ...facts,
});

/** In so many trades, each with a waybill of its own. */
export const aSuspicion = (code: TradeSuspicion['code'], many: number): TradeSuspicion => ({
  code,
  orderIds: Array.from({ length: many }, (_, n) => String(n + 1)),
  references: Array.from({ length: many }, (_, n) => `W-${n + 1}`),
});

export const aTrade = (facts: Partial<TradeFacts> = {}): TradeFacts => ({
  counterparties: [{ node: 'bo:9', currency: 'CNY', soldMinor: 0n, boughtMinor: 100_000_000n }],
  findings: [],
  overduePayables: [],
  receivables: [],
  ...facts,
});

export const aFirm = (facts: Partial<FirmFacts> = {}): FirmFacts => ({
  ...common,
  kind: 'ENTERPRISE',
  reports: [{ bureau: 'NIFA', report: missing('NOT_COVERED', 'NIFA') }],
  trade: known(aTrade(), 'trade'),
  lines: missing('NOT_RECORDED', 'dealers'),
  owners: missing('NOT_RECORDED', 'graph'),
  ...facts,
});

/** Each word of a judgement stands in English and in Chinese, and neither in the other's place. */
export function expectBilingual({ evidence, missing: absent, nullRule }: Indicator): void {
  for (const { en, zh } of [...evidence, ...absent, nullRule]) {
    expect(en).toMatch(/^[^一-鿿]+$/);
    expect(zh).toMatch(/[一-鿿]/);
  }
}
