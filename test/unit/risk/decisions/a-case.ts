import type { CaseFile, Input, LoanRequest, Signal } from '../../../../src/risk/decisions/case/case-file';
import type { Rulebook } from '../../../../src/risk/decisions/core/decide-from';
import { loadDecisionModel } from '../../../../src/risk/decisions/core/decision-model';
import demoPolicy from '../../../../src/risk/decisions/demo/decision-policy.json';
import firmModel from '../../../../src/risk/decisions/demo/firm.scorecard.json';
import personModel from '../../../../src/risk/decisions/demo/person.scorecard.json';
import { loadDecisionPolicy } from '../../../../src/risk/decisions/policy/decision-policy';
import { loadRateCaps } from '../../../../src/risk/pricing/rate-caps';
import rateCaps from '../../../../src/risk/pricing/rate-caps.json';

/** What the demo decides by, with changes to its policy. */
export const rulebook = (kind: CaseFile['kind'] = 'PERSON', policy: object = {}): Rulebook => ({
  model: loadDecisionModel(kind === 'PERSON' ? personModel : firmModel, kind),
  policy: loadDecisionPolicy({ ...demoPolicy, ...policy }),
  rateCaps: loadRateCaps(rateCaps),
});

export const REQUEST: LoanRequest = {
  applicationNo: 'APP-1',
  purpose: 'LOAN_APPROVAL',
  amountMinor: '2000000',
  currency: 'CNY',
  termMonths: 12,
  method: 'EQUAL_INSTALMENT',
  guarantee: 'CREDIT',
};

export const input = (value: number | string | null, source = 'loans'): Input => ({
  value,
  missing: value === null ? 'NOT_SAID' : null,
  source,
  observedAt: '2026-07-01',
  consentNo: null,
});

export const signal = (over: Partial<Signal> = {}): Signal => ({
  kind: 'OVERDUE',
  code: 'OVERDUE_LOAN',
  level: 'SEVERE',
  en: 'A loan is overdue',
  zh: '借款逾期',
  value: '95',
  threshold: '90',
  source: 'loans',
  reference: 'L-1',
  version: 'person-overdue-1',
  policyVersion: '2021-1',
  ...over,
});

/** A person of whom nothing speaks against a loan of 20,000 yuan. */
export const goodCase = (over: Partial<CaseFile> = {}): CaseFile => ({
  form: 1,
  subjectId: '42',
  kind: 'PERSON',
  asOf: '2026-07-01',
  request: REQUEST,
  features: {
    ownWorstDaysLate24m: input(0),
    ownOverdueDays: input(0),
    bureauOpenLenders: input(1, 'SHANGHAI_CREDIT'),
    bureauDelinquentMonths24m: input(0, 'SHANGHAI_CREDIT'),
    bureauOverdueYuan: input(0, 'SHANGHAI_CREDIT'),
    bureauApprovals90d: input(0, 'SHANGHAI_CREDIT'),
    debtServiceToIncome: input(0.1, 'ledger'),
  },
  means: { monthlyIncomeMinor: input('1200000', 'ledger'), monthlyDueMinor: input('120000', 'ledger') },
  bureaus: [
    { bureau: 'SHANGHAI_CREDIT', missing: null, observedAt: '2026-06-30T00:00:00.000Z', consentNo: 'C-1' },
  ],
  signals: [],
  disputed: [],
  ...over,
});

/** The same person as one who will hardly pay. */
export const poorFeatures = (): CaseFile['features'] => ({
  ...goodCase().features,
  ownWorstDaysLate24m: input(60),
  bureauOpenLenders: input(6, 'SHANGHAI_CREDIT'),
  bureauDelinquentMonths24m: input(5, 'SHANGHAI_CREDIT'),
  bureauApprovals90d: input(5, 'SHANGHAI_CREDIT'),
});
