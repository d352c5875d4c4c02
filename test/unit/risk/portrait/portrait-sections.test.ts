import { deviceScene } from '../../../../src/risk/behaviour/device-scene';
import type { BorrowerFacts } from '../../../../src/risk/facts/borrower-facts';
import { known, missing } from '../../../../src/risk/facts/fact';
import { composePortrait } from '../../../../src/risk/portrait/compose';
import type { ItemCode } from '../../../../src/risk/portrait/items';
import type { Material } from '../../../../src/risk/portrait/material';
import type { Item, SectionKind } from '../../../../src/risk/portrait/portrait';
import { AS_OF, aFirm, aLoan, aNetwork, aPerson, aReport, aTrade, POLICY } from '../some-facts';
import { aMaterial, aTradeOn, NO_SOCIAL, payments, shown, trades } from './portrait-material';

const itemsOf = (kind: SectionKind, material: Material): readonly Item[] =>
  composePortrait(material).sections.find((section) => section.kind === kind)?.items ?? [];

type Case = readonly [name: string, material: Material, code: ItemCode, shows: string, about?: string];

const person = (facts: Partial<Extract<BorrowerFacts, { kind: 'PERSON' }>>, change: Partial<Material> = {}) =>
  aMaterial(aPerson(facts), change);
const firm = (
  facts: Partial<Extract<BorrowerFacts, { kind: 'ENTERPRISE' }>>,
  change: Partial<Material> = {},
) => aMaterial(aFirm(facts), change);
const plain = person({});
const nameless = { name: null, birthDate: null, regionCode: null, identifiers: [] };
const face = (verdict: 'MATCH' | 'NO_MATCH', liveness: 'LIVE' | 'SPOOF') =>
  person({
    biometrics: known(
      [{ modality: 'FACE', verdict, liveness, observedAt: '2026-06-01T01:00:00.000Z', consentNo: 'C-2' }],
      'biometrics',
    ),
  });
const outside = { roles: [], accountsOpenedOn: [], hasMoreAccounts: false };
const cell = (change: object = {}) => ({
  currency: 'CNY',
  month: '2026-05',
  direction: 'CREDIT' as const,
  isWeekend: false,
  kind: 'SALARY',
  purpose: null,
  bookings: 3,
  sumMinor: 900_000n,
  ...change,
});
const device = (lastSeenOn: string | null) => ({
  deviceId: '1',
  kind: 'PHONE' as const,
  isEmulator: false,
  times: 3,
  firstSeenOn: '2024-01-01',
  lastSeenOn,
  users: 1,
});
const scene = (uses: Parameters<typeof deviceScene>[0]) => ({
  devices: known(deviceScene(uses, AS_OF, POLICY.limits.fraud), 'devices', { observedAt: AS_OF }),
});
const report = (change: Parameters<typeof aReport>[0], bureau = 'NIFA') => ({
  bureau,
  report: aReport(change),
});
const guarantee = (amountMinor: bigint | null) => ({
  relationId: '1',
  debtorNode: 'bo:2',
  amountMinor,
  currency: amountMinor === null ? null : 'CNY',
  debtorInArrears: false,
  evidence: null,
});
const bought = (boughtMinor: bigint, node: string) => ({ node, currency: 'CNY', soldMinor: 0n, boughtMinor });
const lawsuit = (stage: 'FILED' | 'CLOSED', role: 'DEFENDANT' | 'PLAINTIFF' = 'DEFENDANT') => ({
  id: '1',
  caseNo: null,
  role,
  stage,
  filedOn: '2026-01-01',
  amountMinor: null,
  currency: null,
});

const TABLES: Readonly<Record<SectionKind, readonly Case[]>> = {
  IDENTITY: [
    ['a name is masked', plain, 'NAME', '林某'],
    ['the name of a firm is not', firm({}), 'NAME', '林清'],
    ['a number is masked', plain, 'IDENTITY_NUMBER', '370***********0024'],
    ['a firm has its credit code', firm({}), 'IDENTITY_NUMBER', '91370299MA00000150'],
    ['of a birthday the year is left', plain, 'BIRTH_DATE', '1985-**-**'],
    ['nobody said', person({}, { identity: nameless }), 'NAME', '(NOT_RECORDED)'],
    ['no number', person({}, { identity: nameless }), 'IDENTITY_NUMBER', '(NOT_RECORDED)'],
    ['a firm has no face', firm({}), 'FACE', '0 items'],
    [
      'never verified',
      person({ biometrics: missing('NOT_RECORDED', 'biometrics') }),
      'FACE',
      '(NOT_RECORDED)',
    ],
    ['verified by the face', face('MATCH', 'LIVE'), 'FACE', 'MATCH LIVE'],
    ['and not by a finger', face('MATCH', 'LIVE'), 'FINGERPRINT', '(NOT_RECORDED)'],
    ['a picture of another', face('NO_MATCH', 'SPOOF'), 'FACE', 'NO_MATCH SPOOF'],
    ['owners not computed', firm({ owners: missing('NOT_COMPUTED', 'graph') }), 'OWNERS', '(NOT_COMPUTED)'],
    ['no owners', firm({ owners: known([], 'graph') }), 'OWNERS', '0'],
  ],
  ECOSYSTEM: [
    ['his parts', plain, 'ROLES', 'ACCOUNT_HOLDER'],
    ['somebody outside', person({}, { ecosystem: outside }), 'ROLES', '(NOT_RECORDED)'],
    ['he has no account, and that is known', person({}, { ecosystem: outside }), 'ACCOUNTS', '0'],
    ['and none is the oldest', person({}, { ecosystem: outside }), 'OLDEST_ACCOUNT', '(NOT_RECORDED)'],
    [
      'the oldest of two',
      person({}, { ecosystem: { ...outside, accountsOpenedOn: ['2024-01-01', '2019-04-02'] } }),
      'OLDEST_ACCOUNT',
      '2019-04-02',
    ],
    [
      'of more than are looked at nobody knows the oldest',
      person({}, { ecosystem: { ...outside, accountsOpenedOn: ['2024-01-01'], hasMoreAccounts: true } }),
      'OLDEST_ACCOUNT',
      '(NOT_SAID)',
    ],
    ['no loan yet', plain, 'LATEST_LOAN', '(NOT_RECORDED)'],
    ['a loan', person({ loans: known([aLoan()], 'loans') }), 'LATEST_LOAN', '2025-01-10'],
    [
      'a line without a limit',
      firm({
        lines: known([{ dealerId: '1', currency: 'CNY', limitMinor: null, usedMinor: 0n }], 'dealers'),
      }),
      'CREDIT_LINE',
      '(NOT_SAID)',
    ],
    [
      'two lines',
      firm({
        lines: known(
          [
            { dealerId: '1', currency: 'CNY', limitMinor: 5n, usedMinor: 1n },
            { dealerId: '2', currency: 'CNY', limitMinor: 7n, usedMinor: 0n },
          ],
          'dealers',
        ),
      }),
      'CREDIT_LINE',
      '12 CNY',
    ],
    ['no dealer', firm({ lines: missing('NOT_RECORDED', 'dealers') }), 'CREDIT_LINE_USED', '(NOT_RECORDED)'],
    ['a person has no line', plain, 'CREDIT_LINE', '0 items'],
  ],
  TRADE: [
    ['none is known to be none', plain, 'TRADES', '0'],
    ['none has no grade', plain, 'TRADE_GRADE', '(NOT_RECORDED)'],
    [
      'none matured has no grade yet',
      person({}, { trades: trades({ trades: [aTradeOn('2026-06-30')] }) }),
      'TRADE_GRADE',
      '(NOT_SAID)',
    ],
    [
      'a grade',
      person({}, { trades: trades({ trades: [aTradeOn('2026-06-01')], grade: 'B' }) }),
      'TRADE_GRADE',
      'B',
    ],
    [
      'trades without findings',
      person({}, { trades: trades({ trades: [aTradeOn('2026-06-01')] }) }),
      'TRADE_FINDINGS',
      'NONE',
    ],
    [
      'findings, the worst first',
      person(
        {},
        {
          trades: trades({
            trades: [aTradeOn('2026-06-01')],
            findings: [{ code: 'CIRCULAR_TRADE', level: 'SEVERE', trades: 1, orderIds: ['1'] }],
          }),
        },
      ),
      'TRADE_FINDINGS',
      'CIRCULAR_TRADE',
    ],
    ['a person has no turnover here', plain, 'SOLD', '0 items'],
    ['a firm without trade', firm({ trade: known(aTrade({ counterparties: [] }), 'trade') }), 'BOUGHT', ''],
    [
      'nobody is the largest of none',
      firm({ trade: known(aTrade({ counterparties: [] }), 'trade') }),
      'LARGEST_COUNTERPARTY',
      '(NOT_SAID)',
    ],
    [
      'three of four quarters with one',
      firm({
        trade: known(aTrade({ counterparties: [bought(3n, 'bo:8'), bought(1n, 'bo:9')] }), 'trade'),
      }),
      'LARGEST_COUNTERPARTY',
      '0.75',
    ],
    ['trade that cannot be', firm({ trade: missing('INVALID', 'trade') }), 'SOLD', '(INVALID)'],
  ],
  CREDIT: [
    ['no loans are known to be none', plain, 'OWN_LOANS', '0'],
    ['what is owed', person({ loans: known([aLoan()], 'loans') }), 'OWN_OUTSTANDING', '1000000 CNY'],
    [
      'the longest overdue',
      person({ loans: known([aLoan({ overdueDays: 3 }), aLoan({ overdueDays: 47 })], 'loans') }),
      'OWN_OVERDUE_DAYS',
      '47',
    ],
    ['no record is an answer', plain, 'BUREAU_REPORT', 'NO_RECORD', 'NIFA'],
    ['and has no figures', plain, 'OPEN_LENDERS', '(NO_RECORD)'],
    [
      'too old',
      person({ reports: [{ bureau: 'NIFA', report: missing('STALE', 'NIFA') }] }),
      'BUREAU_REPORT',
      '(STALE)',
      'NIFA',
    ],
    [
      'a bureau that does not cover him is not asked',
      person({ reports: [{ bureau: 'NIFA', report: missing('NOT_COVERED', 'NIFA') }] }),
      'BUREAU_REPORT',
      '0 items',
      'NIFA',
    ],
    [
      'where no bureau covers him nobody is asked how much he owes',
      person({ reports: [{ bureau: 'NIFA', report: missing('NOT_COVERED', 'NIFA') }] }),
      'OPEN_BALANCE',
      '0 items',
    ],
    ['a report', person({ reports: [report({})] }), 'BUREAU_REPORT', 'REPORT', 'NIFA'],
    ['a report that does not say', person({ reports: [report({})] }), 'OPEN_LENDERS', '(NOT_SAID)'],
    ['none open', person({ reports: [report({ openLenderCount: 0 })] }), 'OPEN_LENDERS', '0'],
    [
      'the bureau that knows most',
      person({
        reports: [
          report({ openLenderCount: 2 }, 'NIFA'),
          report({ openLenderCount: 5 }, 'BAIHANG'),
          report({ openLenderCount: null }, 'SHANGHAI_CREDIT'),
        ],
      }),
      'OPEN_LENDERS',
      '5',
    ],
    [
      'amounts are never added up',
      person({ reports: [report({ openBalanceMinor: 5n }), report({ openBalanceMinor: 7n }, 'BAIHANG')] }),
      'OPEN_BALANCE',
      '7 CNY',
    ],
    [
      'the worst code',
      person({
        reports: [report({ worstDelinquency24m: 'N' }), report({ worstDelinquency24m: '2' }, 'BAIHANG')],
      }),
      'WORST_DELINQUENCY',
      '2',
    ],
    ['loans that cannot be', person({ loans: missing('INVALID', 'loans') }), 'OWN_LOANS', '(INVALID)'],
  ],
  BEHAVIOUR: [
    ['no ledger', plain, 'BOOKINGS', '(NOT_RECORDED)'],
    ['bookings', person({}, { payments: payments([cell()]), lastBookedMonth: '2026-05' }), 'BOOKINGS', '3'],
    [
      'half on weekends',
      person({}, { payments: payments([cell(), cell({ isWeekend: true })]) }),
      'WEEKEND_SHARE',
      '0.5',
    ],
    ['an income', plain, 'INCOME', '1000000 CNY'],
    [
      'a ledger of nobody',
      person({ cashflow: missing('NOT_RECORDED', 'ledger') }),
      'INCOME',
      '(NOT_RECORDED)',
    ],
    ['a ledger without whole months', person({ cashflow: known([], 'ledger') }), 'INCOME', '(NOT_RECORDED)'],
    ['a firm has turnover instead', firm({}), 'INCOME', '0 items'],
    ['no ledger tells hours', person({}, { payments: payments([cell()]) }), 'NIGHT_SHARE', '(NOT_SAID)'],
    ['no device', plain, 'DEVICES', '(NOT_RECORDED)'],
    ['a device', person({}, scene([device('2026-06-01')])), 'DEVICES', '1'],
    ['which is not new', person({}, scene([device('2026-06-01')])), 'NEW_DEVICES', '0'],
    ['nothing to show anything', plain, 'BEHAVIOUR_SIGNALS', '(NOT_RECORDED)'],
    ['nothing shown', person({}, scene([device(null)])), 'BEHAVIOUR_SIGNALS', 'NONE'],
    [
      'an emulator',
      person({}, scene([{ ...device(null), isEmulator: true }])),
      'BEHAVIOUR_SIGNALS',
      'EMULATOR',
    ],
    [
      'a ledger that cannot be',
      person({}, { payments: missing('INVALID', 'ledger', { place: 'cells[0].sumMinor' }) }),
      'BOOKINGS',
      '(INVALID)',
    ],
  ],
  NETWORK: [
    ['nobody', plain, 'RELATIONS', '0'],
    [
      'contacts of two, one shared',
      person(
        {},
        {
          payments: payments([], {
            ...NO_SOCIAL,
            contactPoints: 2,
            sharedContactPoints: [{ contactPointId: '1', users: 5 }],
            relations: [
              { kind: 'SPOUSE', count: 1 },
              { kind: 'CONTACT', count: 2 },
            ],
          }),
        },
      ),
      'RELATIONS',
      '3',
    ],
    ['no guarantee', plain, 'GUARANTEED_AMOUNT', ''],
    [
      'guarantees with amounts',
      person({ guarantees: known([guarantee(3n), guarantee(4n)], 'relations') }),
      'GUARANTEED_AMOUNT',
      '7 CNY',
    ],
    [
      'one without an amount makes the sum unknown',
      person({ guarantees: known([guarantee(3n), guarantee(null)], 'relations') }),
      'GUARANTEED_AMOUNT',
      '(NOT_SAID)',
    ],
    [
      'but not their number',
      person({ guarantees: known([guarantee(null)], 'relations') }),
      'GUARANTEES_GIVEN',
      '1',
    ],
    [
      'circles not computed',
      person({ circles: missing('NOT_COMPUTED', 'graph') }),
      'GUARANTEE_CIRCLES',
      '(NOT_COMPUTED)',
    ],
    ['no circle', plain, 'GUARANTEE_CIRCLES', '0'],
    [
      'a bad neighbour',
      person({
        network: known(
          aNetwork({
            badNeighbours: [{ node: 'bo:3', distance: 1, via: ['SPOUSE'], marks: ['DEFAULTED_LOAN'] }],
          }),
          'graph',
        ),
      }),
      'DEFAULT_NEARBY',
      '1',
    ],
    ['a person has no owners', plain, 'OWNERS_IN_ARREARS', '0 items'],
    [
      'owners not recorded',
      firm({ owners: missing('NOT_RECORDED', 'graph') }),
      'OWNERS_IN_ARREARS',
      '(NOT_RECORDED)',
    ],
  ],
  RISK: [
    ['nothing found', plain, 'FRAUD', 'NONE'],
    ['what cannot be told', person({ rings: missing('NOT_COMPUTED', 'graph') }), 'FRAUD', '(NOT_COMPUTED)'],
    [
      'a loan in default',
      person({ loans: known([aLoan({ status: 'DEFAULTED', overdueDays: 200, overdueMinor: 1n })], 'loans') }),
      'OVERDUE',
      'SEVERE',
    ],
    ['owes nothing, and has an income', plain, 'OVER_INDEBTEDNESS', 'NONE'],
    [
      'owes nothing that is known, and nobody knows of what he lives',
      person({ cashflow: missing('NOT_RECORDED', 'ledger') }),
      'OVER_INDEBTEDNESS',
      '(NOT_RECORDED)',
    ],
    [
      'owes, without an income in a whole month',
      person({ loans: known([aLoan()], 'loans'), cashflow: known([], 'ledger') }),
      'OVER_INDEBTEDNESS',
      'UNKNOWN',
    ],
    ['nobody assessed', person({}, { indicators: [] }), 'OVERDUE', '(NOT_COMPUTED)'],
    ['no case', plain, 'LAWSUITS', '0'],
    ['sued', person({ lawsuits: known([lawsuit('FILED'), lawsuit('CLOSED')], 'lawsuits') }), 'LAWSUITS', '1'],
    ['suing', person({ lawsuits: known([lawsuit('FILED', 'PLAINTIFF')], 'lawsuits') }), 'LAWSUITS', '0'],
  ],
};

describe.each(Object.entries(TABLES) as [SectionKind, readonly Case[]][])('The section %s', (kind, cases) => {
  it.each(cases.map(([name, material, code, shows, about]) => ({ name, material, code, shows, about })))(
    '$code: $name: $shows',
    ({ material, code, shows, about }) => {
      expect(shown(itemsOf(kind, material), code, about ?? null)).toBe(shows);
    },
  );
});

it('has a table for every item', () => {
  const tried = new Set(Object.values(TABLES).flatMap((cases) => cases.map(([, , code]) => code)));
  const asked = [plain, firm({})].flatMap((material) =>
    composePortrait(material).sections.flatMap(({ items }) => items.map(({ code }) => code)),
  );
  const untried = [...new Set(asked)].filter((code) => !tried.has(code));
  // Shown as their neighbours in the same table are: a mobile as a number, a count as a count.
  expect(untried.sort()).toEqual([
    'CONTACT_POINTS',
    'COUNTERPARTIES',
    'DEVICE_PLACE',
    'MOBILE',
    'MULTI_PLATFORM',
    'OVERDUE_PAYABLES',
    'REGION',
    'REGULAR_PAYERS',
    'REPAYMENT',
    'REPORTED_OVERDUE',
    'SHARED_CONTACTS',
    'SHARED_RINGS',
  ]);
});
