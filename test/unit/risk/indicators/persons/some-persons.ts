import type {
  ApplicationWindow,
  ReportedGuarantee,
  SpecialTrade,
} from '../../../../../src/bureaus/normalised-report';
import type { PersonFacts } from '../../../../../src/risk/facts/borrower-facts';
import { known, missing } from '../../../../../src/risk/facts/fact';
import { assess } from '../../../../../src/risk/indicators/assess';
import type { Indicator, IndicatorKind } from '../../../../../src/risk/indicators/indicator';
import { aLoan, aNetwork, aPerson, aReport, POLICY } from '../../some-facts';

export const judged = (kind: IndicatorKind, facts: Partial<PersonFacts>): Indicator =>
  assess(aPerson(facts), POLICY).find((one) => one.kind === kind) as Indicator;

export type Case = readonly [
  name: string,
  facts: Partial<PersonFacts>,
  level: Indicator['level'],
  code: string | null,
];

export const loans = (...all: Parameters<typeof aLoan>[0][]) => ({
  loans: known(
    all.map((one, index) => aLoan({ id: String(index + 1), loanNo: `L-${index + 1}`, ...one })),
    'loans',
  ),
});
export const report = (facts: Parameters<typeof aReport>[0]) => ({
  reports: [{ bureau: 'NIFA', report: aReport(facts) }],
});
export const noReport = { reports: [{ bureau: 'NIFA', report: missing('STALE', 'NIFA') }] };
export const income = (monthlyIncomeMinor: bigint, monthlyRepaymentMinor = 0n, otherLenders = 0) => ({
  cashflow: known(
    [{ currency: 'CNY', months: 12, monthlyIncomeMinor, monthlyRepaymentMinor, otherLenders }],
    'ledger',
  ),
});
export const split = (parts: Partial<ApplicationWindow>) =>
  report({ applicationWindows: [{ days: 30, applicationCount: null, institutionCount: null, ...parts }] });
export const lines = (creditLineMinor: bigint | null, lineBalanceMinor: bigint | null) =>
  report({ creditLineMinor, lineBalanceMinor });
export const special = (kind: SpecialTrade['kind']) =>
  report({ specialTrades: [{ kind, date: null, amountMinor: null }] });
export const guaranteeing = (standing: ReportedGuarantee['standing']) =>
  report({
    guarantees: [{ standing, amountMinor: null, balanceMinor: null, openedOn: null, dueOn: null }],
  });
export const applied = (institutionCount: number | null, days = 30) =>
  report({ applicationWindows: [{ days, applicationCount: 9, institutionCount }] });
export const asked = (approvalCount: number | null, days = 90) =>
  report({ inquiryWindows: [{ days, inquiryCount: 9, approvalCount, institutionCount: 5 }] });
export const joint = (openBalanceMinor: bigint, openLenderCount = 2) =>
  report({ openLenderCount, openBalanceMinor });
export const leads = { network: known(aNetwork({ firmsLed: ['bo:9'] }), 'graph') };
export const NEW = { issuedOn: '2026-06-30' };
export const months = (tail: string) => tail.padStart(24, 'N');
