import type {
  FirmFacts,
  GuaranteeFacts,
  LawsuitFacts,
  TradeSuspicion,
} from '../../../../src/risk/facts/borrower-facts';
import { known, missing } from '../../../../src/risk/facts/fact';
import { assess } from '../../../../src/risk/indicators/assess';
import type { Indicator, IndicatorKind } from '../../../../src/risk/indicators/indicator';
import { aFirm, aLoan, aNetwork, aSuspicion, aTrade, expectBilingual, LIMITING, POLICY } from '../some-facts';

const judged = (kind: IndicatorKind, facts: Partial<FirmFacts>): Indicator =>
  assess(aFirm(facts), POLICY).find((one) => one.kind === kind) as Indicator;

type Case = readonly [
  name: string,
  facts: Partial<FirmFacts>,
  level: Indicator['level'],
  code: string | null,
];

const owing = (outstandingMinor: bigint) => ({ loans: known([aLoan({ outstandingMinor })], 'loans') });
const trade = (facts: Parameters<typeof aTrade>[0]) => ({ trade: known(aTrade(facts), 'trade') });
const suspect = (code: TradeSuspicion['code'], many: number) => trade({ findings: [aSuspicion(code, many)] });
const owedTo = (many: number) => ({
  network: known(aNetwork({ creditors: Array.from({ length: many }, (_, n) => `bo:${n + 20}`) }), 'graph'),
});
const noTrade = trade({ counterparties: [] });
const line = (limitMinor: bigint | null, usedMinor: bigint) => ({
  lines: known([{ dealerId: '3', currency: 'CNY', limitMinor, usedMinor }], 'dealers'),
});
const guarantee = (facts: Partial<GuaranteeFacts> = {}) => ({
  guarantees: known(
    [
      {
        relationId: '1',
        debtorNode: 'bo:8',
        amountMinor: 1n,
        currency: 'CNY',
        debtorInArrears: false,
        evidence: 'LOAN-8',
        ...facts,
      },
    ],
    'relations',
  ),
});
const late = (worstDays: number) =>
  trade({ overduePayables: [{ currency: 'CNY', minor: 1n, orders: 1, worstDays, orderIds: ['5'] }] });
const sued = (...stages: LawsuitFacts['stage'][]) => ({
  lawsuits: known(
    stages.map((stage, index) => ({
      id: String(index),
      caseNo: `C-${index}`,
      role: 'DEFENDANT' as const,
      stage,
      filedOn: '2026-01-05',
      amountMinor: null,
      currency: null,
    })),
    'lawsuits',
  ),
});
const suing = (role: LawsuitFacts['role']) => {
  const { lawsuits } = sued('ENFORCEMENT');
  return {
    lawsuits: known(lawsuits.known ? lawsuits.value.map((one) => ({ ...one, role })) : [], 'lawsuits'),
  };
};
const owner = (part: number, controls: boolean, inArrears = true) => ({
  owners: known([{ node: 'bo:2', part, isKnown: true, controls, inArrears }], 'graph'),
});
const partners = (...bought: bigint[]) =>
  trade({
    counterparties: bought.map((boughtMinor, index) => ({
      node: `bo:${index + 20}`,
      currency: 'CNY',
      soldMinor: 0n,
      boughtMinor,
    })),
  });

const CASES: Readonly<Record<IndicatorKind, readonly Case[]>> = {
  OVERDUE: [
    ['trade and nothing late', {}, 'NONE', null],
    ['neither loan nor trade', noTrade, 'UNKNOWN', null],
    ['trade that cannot be read', { trade: missing('INVALID', 'trade') }, 'UNKNOWN', null],
    ['a payable one day late', late(1), 'WATCH', 'OVERDUE_PAYABLES'],
    ['30 days late', late(30), 'WATCH', 'OVERDUE_PAYABLES'],
    ['31 days late', late(31), 'HIGH', 'OVERDUE_PAYABLES'],
    ['90 days late', late(90), 'HIGH', 'OVERDUE_PAYABLES'],
    ['91 days late', late(91), 'SEVERE', 'OVERDUE_PAYABLES'],
    ['a million days late', late(1e6), 'SEVERE', 'OVERDUE_PAYABLES'],
    ['a case that is closed', sued('CLOSED'), 'NONE', null],
    ['a case', sued('FILED'), 'WATCH', 'SUED'],
    ['two cases', sued('FILED', 'JUDGED'), 'WATCH', 'SUED'],
    ['three cases', sued('FILED', 'FILED', 'JUDGED'), 'HIGH', 'SUED'],
    ['a hundred cases', sued(...Array.from({ length: 100 }, () => 'FILED' as const)), 'HIGH', 'SUED'],
    ['a case that it brought', suing('PLAINTIFF'), 'NONE', null],
    ['a case that it stands beside', suing('THIRD_PARTY'), 'NONE', null],
    ['one in enforcement', sued('ENFORCEMENT'), 'HIGH', 'ENFORCEMENT'],
    ['three in enforcement', sued('ENFORCEMENT', 'ENFORCEMENT', 'ENFORCEMENT'), 'SEVERE', 'ENFORCEMENT'],
    ['lawsuits that cannot be read', { lawsuits: missing('INVALID', 'lawsuits') }, 'NONE', null],
    ['an owner of a quarter who does not pay', owner(0.25, false), 'WATCH', 'OWNER_IN_ARREARS'],
    ['an owner of less', owner(0.2499, false), 'NONE', null],
    ['one of less who controls', owner(0.01, true), 'WATCH', 'OWNER_IN_ARREARS'],
    ['an owner who pays', owner(1, true, false), 'NONE', null],
    ['an owner of all of it', owner(1, true), 'WATCH', 'OWNER_IN_ARREARS'],
    ['owners that are not computed', { owners: missing('NOT_COMPUTED', 'graph') }, 'NONE', null],
    [
      'its own loan 91 days overdue',
      { loans: known([aLoan({ overdueDays: 91 })], 'loans') },
      'SEVERE',
      'OVERDUE_LOAN',
    ],
  ],
  MULTI_PLATFORM: [
    ['no bureau covers it, and no creditor is known', {}, 'UNKNOWN', null],
    ['a network that cannot be read', { network: missing('INVALID', 'graph') }, 'UNKNOWN', null],
    ['one creditor', { network: known(aNetwork({ creditors: ['bo:4'] }), 'graph') }, 'NONE', null],
    [
      'two creditors and this lender',
      { ...owing(1n), network: known(aNetwork({ creditors: ['bo:4', 'bo:5'] }), 'graph') },
      'WATCH',
      'OPEN_LENDERS',
    ],
    [
      'the same creditor twice',
      { ...owing(1n), network: known(aNetwork({ creditors: ['bo:4', 'bo:4'] }), 'graph') },
      'NONE',
      null,
    ],
    ['five creditors', owedTo(5), 'HIGH', 'OPEN_LENDERS'],
    ['eight creditors', owedTo(8), 'SEVERE', 'OPEN_LENDERS'],
    ['a thousand creditors', owedTo(1_000), 'SEVERE', 'OPEN_LENDERS'],
    [
      'two own loans within 90 days',
      { loans: known([aLoan({ issuedOn: '2026-06-01' }), aLoan({ issuedOn: '2026-04-02' })], 'loans') },
      'WATCH',
      'OWN_LOANS_D90',
    ],
  ],
  OVER_INDEBTEDNESS: [
    ['no debt', {}, 'NONE', null],
    ['debt without trade', { ...owing(1n), ...noTrade }, 'UNKNOWN', null],
    ['neither debt nor trade', noTrade, 'NONE', null],
    ['debt of just under half a year’s turnover', owing(49_999_999n), 'NONE', null],
    ['debt of half a year’s turnover', owing(50_000_000n), 'WATCH', 'DEBT_TO_TURNOVER'],
    ['debt of a year’s turnover', owing(100_000_000n), 'HIGH', 'DEBT_TO_TURNOVER'],
    ['an absurd debt', owing(10n ** 30n), 'SEVERE', 'DEBT_TO_TURNOVER'],
    ['a line without a limit', line(null, 5n), 'NONE', null],
    ['a line of zero', line(0n, 5n), 'NONE', null],
    ['a line unused', line(100n, 0n), 'NONE', null],
    ['a line used by 79 %', line(100n, 79n), 'NONE', null],
    ['a line used by 80 %', line(100n, 80n), 'WATCH', 'LINE_UTILISATION'],
    ['a line used by 95 %', line(100n, 95n), 'HIGH', 'LINE_UTILISATION'],
    ['a line overdrawn', line(100n, 120n), 'SEVERE', 'LINE_UTILISATION'],
    ['a line overdrawn beyond reason', line(1n, 10n ** 30n), 'SEVERE', 'LINE_UTILISATION'],
    ['trade that cannot be read', { trade: missing('INVALID', 'trade') }, 'UNKNOWN', null],
    ['guarantees that cannot be read', { guarantees: missing('INVALID', 'relations') }, 'NONE', null],
    ['a small guarantee', guarantee(), 'NONE', null],
    [
      'a guarantee of just under half a year’s turnover',
      guarantee({ amountMinor: 49_999_999n }),
      'NONE',
      null,
    ],
    ['a guarantee of half of it', guarantee({ amountMinor: 50_000_000n }), 'WATCH', 'GUARANTEES_TO_TURNOVER'],
    ['a guarantee beyond reason', guarantee({ amountMinor: 10n ** 30n }), 'HIGH', 'GUARANTEES_TO_TURNOVER'],
    ['a guarantee of unknown amount', guarantee({ amountMinor: null, currency: null }), 'NONE', null],
    [
      'a guarantee of a year’s turnover',
      guarantee({ amountMinor: 100_000_000n }),
      'HIGH',
      'GUARANTEES_TO_TURNOVER',
    ],
    ['a debtor who does not pay', guarantee({ debtorInArrears: true }), 'HIGH', 'CALLED_GUARANTEES'],
    ['one counterparty is all', partners(100n), 'NONE', null],
    ['60 % with one of three', partners(60n, 20n, 20n), 'WATCH', 'CONCENTRATION'],
    ['less than that', partners(59n, 21n, 20n), 'NONE', null],
    ['all but nothing with one of three', partners(10n ** 30n, 1n, 1n), 'WATCH', 'CONCENTRATION'],
    ['trade over nothing', partners(0n, 0n, 0n), 'NONE', null],
    [
      'counterparties that nobody names',
      trade({
        counterparties: [60n, 20n, 20n].map((boughtMinor) => ({
          ...{ node: null, currency: 'CNY', soldMinor: 0n, boughtMinor },
        })),
      }),
      'NONE',
      null,
    ],
  ],
  FRAUD: [
    ['nothing odd', {}, 'NONE', null],
    ['rings not computed', { rings: missing('NOT_COMPUTED', 'graph') }, 'UNKNOWN', null],
    ['one order without a waybill', suspect('NO_SHIPMENT', 1), 'WATCH', 'UNSHIPPED_TRADE'],
    ['a trade on paper alone', suspect('FICTITIOUS_TRADE', 1), 'SEVERE', 'FICTITIOUS_TRADE'],
    ['goods that came back once', suspect('CIRCULAR_TRADE', 1), 'HIGH', 'CIRCULAR_TRADE'],
    ['a shipment lent against twice', suspect('DUPLICATE_FINANCING', 2), 'SEVERE', 'DUPLICATE_FINANCING'],
    ['no network', { network: missing('NOT_RECORDED', 'graph') }, 'UNKNOWN', null],
    ['trade that cannot be read', { trade: missing('INVALID', 'trade') }, 'UNKNOWN', null],
    ['a delivery shown twice', suspect('SHIPMENT_REUSED', 1), 'HIGH', 'REPEATED_DELIVERY'],
    [
      'a guarantee circle',
      { circles: known([{ id: '1', kind: 'RING', size: 3, defaultedCount: 3 }], 'graph') },
      'WATCH',
      'GUARANTEE_CIRCLE',
    ],
  ],
};

describe.each(Object.keys(CASES) as IndicatorKind[])('%s of a firm', (kind) => {
  it.each(CASES[kind].map(([name, facts, level, code]) => ({ name, facts, level, code })))(
    '$name: $level',
    ({ facts, level, code }) => {
      const indicator = judged(kind, facts);
      expect(indicator.level).toBe(level);
      if (code === null) expect(indicator.evidence).toEqual([]);
      else expect(indicator.evidence.map((one) => one.code)).toContain(code);
      expectBilingual(indicator);
    },
  );
});

describe('A firm', () => {
  it.each<[string, Partial<FirmFacts>, string[]]>([
    ['the cap of one lender', owing(20_000_000n), []],
    ['a fen more', owing(20_000_001n), ['OWN_BALANCE_CAP']],
    ['more than the cap of all together', owing(100_000_001n), ['OWN_BALANCE_CAP', 'ALL_BALANCE_CAP']],
  ])('owes no more than a policy lets it: %s', (_name, facts, codes) => {
    const bought = trade({
      counterparties: [{ node: 'bo:9', currency: 'CNY', soldMinor: 0n, boughtMinor: 10n ** 15n }],
    });
    const [, , debt] = assess(aFirm({ ...facts, ...bought }), LIMITING);
    expect(debt?.evidence.map(({ code }) => code)).toEqual(codes);
  });

  it('leads from guarantees to the debtors, and from debt to the loans', () => {
    const nodes = (facts: Partial<FirmFacts>) =>
      judged('OVER_INDEBTEDNESS', facts).evidence.flatMap(({ nodeIds }) =>
        nodeIds.map((id) => Buffer.from(id, 'base64url').toString()),
      );
    expect(nodes(guarantee({ amountMinor: 100_000_000n }))).toEqual(['bo:8']);
    expect(nodes(owing(100_000_000n))).toEqual(['lo:1']);
  });

  it('is never judged by a report: bureaus do not cover it', () => {
    expect(judged('MULTI_PLATFORM', {}).missing).toMatchObject([
      { input: 'BUREAU_REPORT', reason: 'NOT_COVERED' },
    ]);
  });

  it('shows the orders behind what is overdue', () => {
    expect(judged('OVERDUE', late(40)).evidence[0]?.nodeIds).toEqual([
      Buffer.from('or:5').toString('base64url'),
    ]);
  });
});
