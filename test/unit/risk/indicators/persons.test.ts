import type { PersonFacts } from '../../../../src/risk/facts/borrower-facts';
import { assess } from '../../../../src/risk/indicators/assess';
import type { IndicatorKind } from '../../../../src/risk/indicators/indicator';
import { aPerson, aReport, expectBilingual, LIMITING, POLICY } from '../some-facts';
import { MULTI_PLATFORM, OVER_INDEBTEDNESS } from './persons/borrowing.cases';
import { FRAUD } from './persons/fraud.cases';
import { OVERDUE } from './persons/overdue.cases';
import { type Case, income, judged, leads, loans, noReport, report, split } from './persons/some-persons';

const CASES: Readonly<Record<IndicatorKind, readonly Case[]>> = {
  OVERDUE,
  MULTI_PLATFORM,
  OVER_INDEBTEDNESS,
  FRAUD,
};

describe.each(Object.keys(CASES) as IndicatorKind[])('%s of a person', (kind) => {
  it.each(CASES[kind].map(([name, facts, level, code]) => ({ name, facts, level, code })))(
    '$name: $level',
    ({ facts, level, code }) => {
      const indicator = judged(kind, facts);
      expect(indicator.level).toBe(level);
      if (code === null) expect(indicator.evidence).toEqual([]);
      else expect(indicator.evidence.map((one) => one.code)).toContain(code);
      expect(indicator.score === null).toBe(level === 'UNKNOWN');
      expectBilingual(indicator);
    },
  );
});

describe('Limits that the shipped policy leaves open', () => {
  const limited = (kind: IndicatorKind, facts: Partial<PersonFacts>) =>
    assess(aPerson(facts), LIMITING)
      .find((one) => one.kind === kind)
      ?.evidence.map(({ code, level }) => `${code} ${level}`);

  it.each([
    [0, []],
    [null, []],
    [1, ['BANK_APPLICATIONS_D30 WATCH']],
    [2, ['BANK_APPLICATIONS_D30 WATCH']],
    [3, ['BANK_APPLICATIONS_D30 HIGH']],
    [6, ['BANK_APPLICATIONS_D30 SEVERE']],
    [1e9, ['BANK_APPLICATIONS_D30 SEVERE']],
  ])('count the banks that were applied to: %s', (bankCount, found) => {
    expect(limited('MULTI_PLATFORM', split({ bankCount }))).toEqual(found);
  });

  const RICH = income(10n ** 12n);
  it.each<[string, Partial<PersonFacts>, string[]]>([
    ['nothing', {}, []],
    ['the cap of one lender', loans({ outstandingMinor: 20_000_000n }), []],
    ['a fen more', loans({ outstandingMinor: 20_000_001n }), ['OWN_BALANCE_CAP HIGH']],
    ['so much to others', report({ openBalanceMinor: 20_000_001n }), []],
    ['the cap of all together', report({ openBalanceMinor: 100_000_000n }), []],
    ['a fen more of all', report({ openBalanceMinor: 100_000_001n }), ['ALL_BALANCE_CAP HIGH']],
    ['what nobody says', report({ openBalanceMinor: null }), []],
    [
      'an absurd debt',
      loans({ outstandingMinor: 10n ** 13n }),
      ['OWN_BALANCE_CAP HIGH', 'ALL_BALANCE_CAP HIGH'],
    ],
  ])('cap what is owed: %s', (_name, facts, found) => {
    expect(limited('OVER_INDEBTEDNESS', { ...RICH, ...facts })).toEqual(found);
  });

  it('cap yuan alone', () => {
    const crowns = loans({ currency: 'CZK', outstandingMinor: 10n ** 13n });
    expect(limited('OVER_INDEBTEDNESS', { ...RICH, ...crowns })).toEqual([]);
  });
});

describe('The evidence of an indicator', () => {
  it('leads back to the loan', () => {
    const [first] = judged('OVERDUE', loans({ id: '42', overdueDays: 31 })).evidence;
    expect(first).toMatchObject({
      code: 'OVERDUE_LOAN',
      value: '31',
      threshold: '31',
      source: 'loans',
      nodeIds: [Buffer.from('lo:42').toString('base64url')],
      reference: 'L-1',
    });
    expect(first?.zh).toMatch(/逾期 31 天/);
  });

  it('of a burden leads back to the loans that make it', () => {
    const { evidence } = judged('OVER_INDEBTEDNESS', {
      ...loans(
        { id: '41', monthlyDueMinor: 500_000n },
        { id: '42', monthlyDueMinor: 0n, outstandingMinor: 0n },
      ),
    });
    expect(evidence[0]).toMatchObject({
      code: 'DEBT_SERVICE_TO_INCOME',
      source: 'loans',
      nodeIds: [Buffer.from('lo:41').toString('base64url')],
    });
  });

  it('leads back to the report and its consent', () => {
    const [first] = judged('MULTI_PLATFORM', report({ openLenderCount: 7 })).evidence;
    expect(first).toMatchObject({
      source: 'NIFA',
      consentNo: 'C-1',
      observedAt: '2026-06-30T01:00:00.000Z',
      threshold: '5',
    });
  });

  it('names a report that is missing or too old, and what a bureau does not say', () => {
    expect(judged('OVERDUE', noReport).missing).toMatchObject([
      { input: 'BUREAU_REPORT', reason: 'STALE', source: 'NIFA' },
    ]);
    expect(judged('MULTI_PLATFORM', report({})).missing).toMatchObject([
      { input: 'OPEN_LENDERS', reason: 'NOT_SAID' },
      { input: 'APPLICATIONS', reason: 'NOT_SAID' },
      { input: 'KINDS_OF_INSTITUTIONS', reason: 'NOT_SAID' },
      { input: 'TIMES_OF_APPLICATIONS', reason: 'NOT_SAID' },
    ]);
    expect(judged('OVER_INDEBTEDNESS', report({})).missing).toMatchObject([
      { input: 'CREDIT_LINES', reason: 'NOT_SAID', source: 'NIFA' },
    ]);
  });

  it('of somebody who leads a firm leads on to it, and names its income as missing', () => {
    const { evidence, missing: absent } = judged('OVER_INDEBTEDNESS', {
      ...loans({ monthlyDueMinor: 900_000n, outstandingMinor: 1n }),
      ...leads,
    });
    const leadsTo = evidence[0]?.nodeIds.map((id) => Buffer.from(id, 'base64url').toString());
    expect(leadsTo).toEqual(['lo:1', 'bo:9']);
    expect(evidence[0]?.zh).toMatch(/法定代表人/);
    expect(absent).toContainEqual(
      expect.objectContaining({ input: 'INCOME_OF_FIRM', reason: 'NOT_RECORDED' }),
    );
  });

  it('does not miss of one bureau what another one says', () => {
    const told = aReport({
      openLenderCount: 0,
      applicationWindows: [
        { days: 30, applicationCount: 0, institutionCount: 0, bankCount: 0, nonBankCount: 0, nightCount: 0 },
      ],
      creditLineMinor: 0n,
      lineBalanceMinor: 0n,
    });
    const silent = aReport({ openLenderCount: 0, applicationWindows: [] });
    const reports = [
      { bureau: 'BAIHANG', report: told },
      { bureau: 'NIFA', report: silent },
    ];
    expect(judged('MULTI_PLATFORM', { reports }).missing).toEqual([]);
    expect(judged('OVER_INDEBTEDNESS', { reports }).missing).toEqual([]);
  });
});

describe('Facts that cannot be', () => {
  it.each([
    ['loans.value[0].outstandingMinor: must not be negative', loans({ outstandingMinor: -1n })],
    ['loans.value[0].overdueDays: must be a finite number', loans({ overdueDays: Number.NaN })],
    [
      'loans.value[0].overdueTerms: must be a finite number',
      loans({ overdueTerms: Number.POSITIVE_INFINITY }),
    ],
    ['loans.value[0].issuedOn: must not lie in the future', loans({ issuedOn: '2026-07-01' })],
    ['loans.value[0].issuedOn: must be a date YYYY-MM-DD', loans({ issuedOn: '2026-02-30' })],
    ['reports[0].report.value.openLenderCount: must not be negative', report({ openLenderCount: -1 })],
    ['cashflow.value[0].monthlyIncomeMinor: must not be negative', income(-1n)],
  ])('are refused: %s', (place, facts) => {
    expect(() => assess(aPerson(facts), POLICY)).toThrow(place);
  });
});
