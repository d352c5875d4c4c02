import 'reflect-metadata';
import { EMPTY_REPORT } from '../../../../src/bureaus/normalised-report';
import { summarise } from '../../../../src/bureaus/summary/summarise';
import { toCreditSummary } from '../../../../src/bureaus/summary/to-credit-summary';

const AT = new Date('2026-06-30T01:00:00Z');

it('shows each figure with its source, bounds in yuan, and what is missing by its outcome', () => {
  const summary = summarise([
    {
      bureau: 'BAIHANG',
      outcome: {
        inquiryId: '1',
        asOf: AT,
        body: {
          kind: 'CreditReport',
          provenance: { observedAt: AT, retrievedAt: AT, consentNo: 'C-1' },
          report: {
            ...EMPTY_REPORT,
            openLoanCount: 2,
            openBalanceMinor: 150n,
            overdueMinor: 200n,
            worstDelinquency24m: '2',
            issuedWindows: [
              { days: 30, loanCount: 1, institutionCount: 1, amountMinor: 5n, largestMinor: 5n },
            ],
          },
        },
      },
    },
    { bureau: 'NIFA', outcome: { inquiryId: '2', asOf: AT, body: { kind: 'InquiryPending' } } },
  ]);
  const shown = JSON.parse(JSON.stringify(toCreditSummary(summary, 'LOAN_APPROVAL')));
  const provenance = {
    source: 'BAIHANG',
    observedAt: AT.toISOString(),
    retrievedAt: AT.toISOString(),
    consentNo: 'C-1',
  };
  expect(shown).toMatchObject({
    reported: ['BAIHANG'],
    withoutRecord: [],
    missing: [{ bureau: 'NIFA', purpose: 'LOAN_APPROVAL', inquiryId: '2' }],
    openLoanCount: { values: [{ count: 2, provenance }], atLeast: 2, atMost: null },
    openBalance: { values: [{ amount: { value: '1.50', currency: 'CNY' }, provenance }], atMost: null },
    openLenderCount: { values: [], atLeast: null, atMost: null },
    worstDelinquency24m: { values: [{ grade: '2', provenance }], worst: '2' },
    issuedLoans: [{ days: 30, amount: { atLeast: { value: '0.05' } } }],
    disagreements: [{ kind: 'IMPOSSIBLE', figure: 'overdueAmount', bureaus: ['BAIHANG'] }],
  });
});
