import fc from 'fast-check';
import type { OutcomeBody } from '../../../../src/bureaus/inquiry/credit-outcome';
import { EMPTY_REPORT, type NormalisedReport } from '../../../../src/bureaus/normalised-report';
import { boundedAmount, boundedCount } from '../../../../src/bureaus/summary/figure';
import { type BureauFinding, summarise } from '../../../../src/bureaus/summary/summarise';

const AT = new Date('2026-06-30T01:00:00Z');
const provenance = { observedAt: AT, retrievedAt: AT, consentNo: 'C-1' };
const finding = (bureau: string, body: OutcomeBody): BureauFinding => ({
  bureau,
  outcome: { body, inquiryId: null, asOf: AT },
});
const report = (bureau: string, figures: Partial<NormalisedReport>): BureauFinding =>
  finding(bureau, { kind: 'CreditReport', report: { ...EMPTY_REPORT, ...figures }, provenance });
const NOTHING = finding('C', { kind: 'NoRecord', provenance });
const DOWN = finding('D', { kind: 'BureauUnavailable', cause: 'CIRCUIT_OPEN', retryAfterSeconds: 3 });

const partial = { coverage: { asked: 17, answered: 15 } };
const whole = { coverage: { asked: 17, answered: 17 } };

describe('a figure', () => {
  it.each<[string, readonly BureauFinding[], number | null, number | null, number]>([
    ['of nobody', [], null, null, 0],
    ['of one bureau', [report('A', { openLoanCount: 3 })], 3, 3, 1],
    [
      'of two, which may know the same loans or others',
      [report('A', { openLoanCount: 3 }), report('B', { openLoanCount: 2 })],
      3,
      5,
      2,
    ],
    ['of one beside one that does not say', [report('A', { openLoanCount: 3 }), report('B', {})], 3, null, 1],
    ['of one beside one without a record', [report('A', { openLoanCount: 3 }), NOTHING], 3, 3, 1],
    ['of one beside one that is down', [report('A', { openLoanCount: 3 }), DOWN], 3, null, 1],
    [
      'of a platform that is still being answered',
      [report('A', { openLoanCount: 3, ...partial })],
      3,
      null,
      1,
    ],
    ['of a platform that all members have answered', [report('A', { openLoanCount: 3, ...whole })], 3, 3, 1],
    ['of zero is a figure', [report('A', { openLoanCount: 0 })], 0, 0, 1],
    ['that nobody gives is no zero', [report('A', {}), NOTHING], null, null, 0],
    ['of bureaus without a record is no zero', [NOTHING], null, null, 0],
  ])('%s', (_name, findings, atLeast, atMost, values) => {
    const { openLoanCount } = summarise(findings);
    expect(openLoanCount).toMatchObject({ atLeast, atMost });
    expect(openLoanCount.values).toHaveLength(values);
  });

  it('stands side by side with whose it is and under which consent', () => {
    const { openBalance } = summarise([
      report('A', { openBalanceMinor: 100n }),
      report('B', { openBalanceMinor: 250n }),
    ]);
    expect(openBalance).toEqual({
      values: [
        { source: { bureau: 'A', ...provenance }, value: 100n },
        { source: { bureau: 'B', ...provenance }, value: 250n },
      ],
      atLeast: 250n,
      atMost: 350n,
    });
  });

  it('bounds what bureaus know together, however much they overlap', () => {
    const loans = fc.uniqueArray(fc.integer({ min: 1, max: 30 }));
    fc.assert(
      fc.property(fc.array(loans, { minLength: 1, maxLength: 4 }), (known) => {
        const union = new Set(known.flat());
        const counts = boundedCount(
          known.map((ids, source) => ({ source, value: ids.length, partial: false })),
          false,
        );
        expect(counts.atLeast).toBeLessThanOrEqual(union.size);
        expect(counts.atMost).toBeGreaterThanOrEqual(union.size);
        const owed = (ids: Iterable<number>) => [...ids].reduce((sum, id) => sum + BigInt(id), 0n);
        const amounts = boundedAmount(
          known.map((ids, source) => ({ source, value: owed(ids), partial: false })),
          false,
        );
        expect((amounts.atLeast ?? 0n) <= owed(union)).toBe(true);
        expect((amounts.atMost ?? 0n) >= owed(union)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

it('parts bureaus that report, that know nothing, and that gave no answer', () => {
  const summary = summarise([report('A', {}), NOTHING, DOWN]);
  expect(summary).toMatchObject({ reported: ['A'], withoutRecord: ['C'], missing: [DOWN] });
});

describe('windows', () => {
  const window = (days: number, applicationCount: number | null, institutionCount: number | null) => ({
    days,
    applicationCount,
    institutionCount,
  });

  it('are those that any bureau has, and without an upper bound where one lacks them', () => {
    const { applications } = summarise([
      report('A', { applicationWindows: [window(7, 1, 1), window(30, 4, 3)] }),
      report('B', { applicationWindows: [window(30, null, 2)] }),
    ]);
    expect(
      applications.map(({ days, applicationCount, institutionCount }) => [
        days,
        [applicationCount.atLeast, applicationCount.atMost],
        [institutionCount.atLeast, institutionCount.atMost],
      ]),
    ).toEqual([
      [7, [1, null], [1, null]],
      [30, [4, null], [3, 5]],
    ]);
  });

  it('of loans and inquiries likewise', () => {
    const { issuedLoans, inquiries } = summarise([
      report('A', {
        issuedWindows: [
          { days: 90, loanCount: 2, institutionCount: 1, amountMinor: 500n, largestMinor: 300n },
        ],
        inquiryWindows: [{ days: 90, inquiryCount: 6, approvalCount: 5, institutionCount: null }],
      }),
    ]);
    expect(issuedLoans).toMatchObject([{ days: 90, loanCount: { atMost: 2 }, amount: { atLeast: 500n } }]);
    expect(inquiries).toMatchObject([
      { days: 90, approvalCount: { atLeast: 5 }, institutionCount: { atLeast: null, atMost: null } },
    ]);
  });
});

describe('the worst delinquency', () => {
  it.each<[readonly (string | null)[], string | null]>([
    [[], null],
    [[null], null],
    [['0'], '0'],
    [['0', '2'], '2'],
    [['7', 'Z'], 'Z'],
    [['D', '3', null], 'D'],
    [['B', 'D'], 'B'],
  ])('of %j is %j', (grades, worst) => {
    const summary = summarise(grades.map((grade, i) => report(`B${i}`, { worstDelinquency24m: grade })));
    expect(summary.worstDelinquency24m.worst).toBe(worst);
  });
});

describe('a disagreement', () => {
  it.each<[string, readonly BureauFinding[], readonly object[]]>([
    [
      'is not that counts and amounts differ',
      [
        report('A', { openLoanCount: 3, openBalanceMinor: 9n }),
        report('B', { openLoanCount: 1, openBalanceMinor: 7n }),
      ],
      [],
    ],
    [
      'is not equal grades',
      [report('A', { worstDelinquency24m: '2' }), report('B', { worstDelinquency24m: '2' }), report('C', {})],
      [],
    ],
    [
      'is another grade',
      [report('A', { worstDelinquency24m: '0' }), report('B', { worstDelinquency24m: '3' }), report('C', {})],
      [{ kind: 'GRADES_DIFFER', figure: 'worstDelinquency24m', bureaus: ['A', 'B'] }],
    ],
    [
      'is overdue here and nothing overdue there',
      [
        report('A', { overdueMinor: 5n, openBalanceMinor: 9n }),
        report('B', { overdueMinor: 0n, openLoanCount: 2 }),
      ],
      [{ kind: 'OVERDUE_OR_NOT', figure: 'overdueMinor', bureaus: ['A', 'B'] }],
    ],
    [
      'is not where the other knows no open loan',
      [report('A', { overdueMinor: 5n }), report('B', { overdueMinor: 0n, openLoanCount: 0 })],
      [],
    ],
    [
      'is more lenders than loans',
      [report('A', { openLoanCount: 1, openLenderCount: 2 })],
      [{ kind: 'IMPOSSIBLE', figure: 'openLenderCount', bureaus: ['A'] }],
    ],
    [
      'is more overdue than owed',
      [report('A', { openBalanceMinor: 1n, overdueMinor: 2n })],
      [{ kind: 'IMPOSSIBLE', figure: 'overdueMinor', bureaus: ['A'] }],
    ],
    [
      'is a longer window with less in it',
      [
        report('A', {
          applicationWindows: [
            { days: 90, applicationCount: 1, institutionCount: null },
            { days: 30, applicationCount: 2, institutionCount: null },
          ],
        }),
      ],
      [{ kind: 'IMPOSSIBLE', figure: 'applicationWindows', bureaus: ['A'] }],
    ],
    [
      'is not a longer window with as much in it, or without a figure',
      [
        report('A', {
          issuedWindows: [
            { days: 30, loanCount: 2, institutionCount: 2, amountMinor: 7n, largestMinor: 7n },
            { days: 60, loanCount: null, institutionCount: 2, amountMinor: null, largestMinor: 1n },
            { days: 90, loanCount: 2, institutionCount: 3, amountMinor: 7n, largestMinor: 7n },
          ],
        }),
      ],
      [],
    ],
  ])('%s', (_name, findings, disagreements) => {
    expect(summarise(findings).disagreements).toEqual(disagreements);
  });
});
