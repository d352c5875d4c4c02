import type {
  BiometricFacts,
  BorrowerFacts,
  TradeSuspicion,
} from '../../../../src/risk/facts/borrower-facts';
import { known, missing } from '../../../../src/risk/facts/fact';
import { FRAUD_RULES } from '../../../../src/risk/fraud/rules';
import type { RiskLevel } from '../../../../src/risk/indicators/indicator';
import { aFirm, aNetwork, aPerson, aReport, aSuspicion, aTrade, POLICY } from '../some-facts';

type Case = readonly [name: string, facts: BorrowerFacts, level: RiskLevel];

const device = (users: number, emulator = false) =>
  aPerson({
    network: known(aNetwork({ devices: [{ node: 'dv:1', kind: 'PHONE', emulator, users }] }), 'graph'),
  });
const contact = (kind: 'MOBILE' | 'ADDRESS' | 'WIFI' | 'EMAIL', users: number, role = 'OWN') =>
  aPerson({ network: known(aNetwork({ contacts: [{ node: 'cp:1', kind, role, users }] }), 'graph') });
const ring = (size: number, density: number) =>
  aPerson({ rings: known([{ id: '1', kind: 'DEVICE', size, density }], 'graph') });
const near = (distance: number) =>
  aPerson({
    network: known(
      aNetwork({ badNeighbours: [{ node: 'bo:3', distance, via: ['SPOUSE'], marks: ['DEFAULTED_LOAN'] }] }),
      'graph',
    ),
  });
const circle = (defaultedCount: number) =>
  aFirm({ circles: known([{ id: '1', kind: 'MUTUAL', size: 2, defaultedCount }], 'graph') });
const reported = (facts: Parameters<typeof aReport>[0]) =>
  aPerson({ reports: [{ bureau: 'NIFA', report: aReport(facts) }] });
const mobiles = (mobileCount: number | null) =>
  reported({ profile: { mobileCount, addressCount: null, employerCount: null } });
const suspect = (code: TradeSuspicion['code'], many: number) =>
  aFirm({ trade: known(aTrade({ findings: many === 0 ? [] : [aSuspicion(code, many)] }), 'trade') });
const leading = (...findings: TradeSuspicion[]) =>
  aPerson({
    network: known(
      aNetwork({ firmsLed: ['bo:9'], suspectFirms: findings.length > 0 ? [{ node: 'bo:9', findings }] : [] }),
      'graph',
    ),
  });
const unread = aFirm({ trade: missing('INVALID', 'trade') });
const verified = (verdict: BiometricFacts['verdict'], liveness: BiometricFacts['liveness']) =>
  aPerson({
    biometrics: known(
      [{ modality: 'FACE', verdict, liveness, observedAt: '2026-06-30T01:00:00.000Z', consentNo: 'C-2' }],
      'biometrics',
    ),
  });
const blind = aPerson({
  biometrics: missing('NOT_RECORDED', 'biometrics'),
  network: missing('NOT_RECORDED', 'graph'),
  rings: missing('NOT_COMPUTED', 'graph'),
  circles: missing('NOT_COMPUTED', 'graph'),
  reports: [{ bureau: 'NIFA', report: missing('STALE', 'NIFA') }],
});

/** By the code of the rule. A rule without a table fails the suite. */
const TABLES: Readonly<Record<string, readonly Case[]>> = {
  EMULATOR: [
    ['no device', aPerson(), 'NONE'],
    ['a phone', device(1), 'NONE'],
    ['an emulator of one', device(1, true), 'HIGH'],
    ['an emulator of two', device(2, true), 'HIGH'],
    ['an emulator of three', device(3, true), 'SEVERE'],
    ['an emulator of a million', device(1e6, true), 'SEVERE'],
  ],
  SHARED_DEVICE: [
    ['of nobody else', device(1), 'NONE'],
    ['of a couple', device(2), 'NONE'],
    ['of three', device(3), 'WATCH'],
    ['of a hundred', device(100), 'WATCH'],
    ['of a public network', device(101), 'NONE'],
    ['of nobody, as the source says', device(0), 'NONE'],
    ['of a million', device(1e6), 'NONE'],
  ],
  SHARED_MOBILE: [
    ['of two people', contact('MOBILE', 2), 'NONE'],
    ['of three', contact('MOBILE', 3), 'WATCH'],
    ['of a hundred', contact('MOBILE', 100), 'WATCH'],
    ['of a switchboard', contact('MOBILE', 101), 'NONE'],
    ['of nobody, as the source says', contact('MOBILE', 0), 'NONE'],
    ['an emergency contact is another matter', contact('MOBILE', 3, 'EMERGENCY'), 'NONE'],
    ['a mailbox is none', contact('EMAIL', 9), 'NONE'],
  ],
  SHARED_EMERGENCY_CONTACT: [
    ['of two people', contact('MOBILE', 2, 'EMERGENCY'), 'NONE'],
    ['of three', contact('MOBILE', 3, 'EMERGENCY'), 'WATCH'],
    ['of a hundred', contact('MOBILE', 100, 'EMERGENCY'), 'WATCH'],
    ['of a hotline', contact('MOBILE', 101, 'EMERGENCY'), 'NONE'],
    ['none is named', aPerson(), 'NONE'],
    ['a number of one’s own', contact('MOBILE', 3), 'NONE'],
  ],
  SHARED_ADDRESS: [
    ['of two', contact('ADDRESS', 2), 'NONE'],
    ['of three', contact('ADDRESS', 3), 'WATCH'],
    ['a network of three', contact('WIFI', 3), 'WATCH'],
    ['of one', contact('ADDRESS', 1), 'NONE'],
    ['of a hundred', contact('ADDRESS', 100), 'WATCH'],
    ['an office tower', contact('ADDRESS', 400), 'NONE'],
  ],
  DENSE_RING: [
    ['no ring', aPerson(), 'NONE'],
    ['three', ring(3, 1), 'NONE'],
    ['four, all tied', ring(4, 1), 'WATCH'],
    ['four, tied by 60 %', ring(4, 0.6), 'WATCH'],
    ['four, tied by less', ring(4, 0.59), 'NONE'],
    ['four, of whom none is tied', ring(4, 0), 'NONE'],
    ['a hundred', ring(100, 1), 'WATCH'],
    ['a crowd', ring(101, 1), 'NONE'],
  ],
  GUARANTEE_CIRCLE: [
    ['no circle', aFirm(), 'NONE'],
    ['a circle', circle(0), 'WATCH'],
    ['a circle with a member in default', circle(1), 'WATCH'],
    ['a circle of a million in default', circle(1e6), 'WATCH'],
    ['circles that were not computed', aFirm({ circles: missing('NOT_COMPUTED', 'graph') }), 'NONE'],
  ],
  DEFAULT_NEARBY: [
    ['nobody', aPerson(), 'NONE'],
    ['one tie away', near(1), 'WATCH'],
    ['two ties away', near(2), 'WATCH'],
    ['a network that cannot be read', aPerson({ network: missing('INVALID', 'graph') }), 'NONE'],
  ],
  IDENTITY_VARIES: [
    ['not said', mobiles(null), 'NONE'],
    ['no profile', reported({ profile: null }), 'NONE'],
    ['no number', mobiles(0), 'NONE'],
    ['one', mobiles(1), 'NONE'],
    ['three numbers', mobiles(3), 'NONE'],
    ['four', mobiles(4), 'WATCH'],
    ['eight', mobiles(8), 'HIGH'],
    ['a million', mobiles(1e6), 'HIGH'],
  ],
  REPORTED_FRAUD: [
    ['no special trades', reported({}), 'NONE'],
    ['none, as the bureau says', reported({ specialTrades: [] }), 'NONE'],
    ['another one', reported({ specialTrades: [{ kind: 'OTHER', date: null, amountMinor: null }] }), 'NONE'],
    ['fraud', reported({ specialTrades: [{ kind: 'FRAUD', date: null, amountMinor: null }] }), 'SEVERE'],
  ],
  BIOMETRIC_MISMATCH: [
    ['never verified', aPerson({ biometrics: missing('NOT_RECORDED', 'biometrics') }), 'NONE'],
    ['of himself, alive', verified('MATCH', 'LIVE'), 'NONE'],
    ['of himself, liveness not looked at', verified('MATCH', 'UNKNOWN'), 'NONE'],
    ['that the provider cannot tell', verified('INCONCLUSIVE', 'LIVE'), 'NONE'],
    ['of another', verified('NO_MATCH', 'LIVE'), 'WATCH'],
    ['of a picture of himself', verified('MATCH', 'SPOOF'), 'WATCH'],
    ['of a picture of another', verified('NO_MATCH', 'SPOOF'), 'WATCH'],
    ['a firm has no face', aFirm(), 'NONE'],
  ],
  SUSPECT_FIRM: [
    ['who leads none', aPerson(), 'NONE'],
    ['who leads an honest one', leading(), 'NONE'],
    ['whose firm trades without goods, which may be services', leading(aSuspicion('NO_SHIPMENT', 9)), 'NONE'],
    ['whose firm trades on paper once', leading(aSuspicion('FICTITIOUS_TRADE', 1)), 'WATCH'],
    ['whose firm trades in a round', leading(aSuspicion('CIRCULAR_TRADE', 2)), 'WATCH'],
    ['whose firm did both a thousand times', leading(aSuspicion('DUPLICATE_FINANCING', 1_000)), 'WATCH'],
    ['of whom no network is known', blind, 'NONE'],
  ],
  UNSHIPPED_TRADE: [
    ['none', suspect('NO_SHIPMENT', 0), 'NONE'],
    ['one', suspect('NO_SHIPMENT', 1), 'WATCH'],
    ['three', suspect('NO_SHIPMENT', 3), 'HIGH'],
    ['six', suspect('NO_SHIPMENT', 6), 'SEVERE'],
    ['a thousand', suspect('NO_SHIPMENT', 1_000), 'SEVERE'],
    ['trade that cannot be read', unread, 'NONE'],
    ['a person trades nothing', aPerson(), 'NONE'],
  ],
  REPEATED_DELIVERY: [
    ['none', suspect('SHIPMENT_REUSED', 0), 'NONE'],
    ['one', suspect('SHIPMENT_REUSED', 1), 'HIGH'],
    ['two', suspect('SHIPMENT_REUSED', 2), 'SEVERE'],
    ['a thousand', suspect('SHIPMENT_REUSED', 1_000), 'SEVERE'],
    ['trade that cannot be read', unread, 'NONE'],
    ['another finding', suspect('NO_SHIPMENT', 9), 'NONE'],
    ['a person trades nothing', aPerson(), 'NONE'],
  ],
  FICTITIOUS_TRADE: [
    ['none', suspect('FICTITIOUS_TRADE', 0), 'NONE'],
    ['goods that never went, and nothing else', suspect('NO_SHIPMENT', 9), 'NONE'],
    ['one', suspect('FICTITIOUS_TRADE', 1), 'SEVERE'],
    ['a thousand', suspect('FICTITIOUS_TRADE', 1_000), 'SEVERE'],
    ['trade that cannot be read', unread, 'NONE'],
  ],
  DUPLICATE_FINANCING: [
    ['none', suspect('DUPLICATE_FINANCING', 0), 'NONE'],
    ['a delivery shown twice and lent against once', suspect('SHIPMENT_REUSED', 2), 'NONE'],
    ['the two trades of one shipment', suspect('DUPLICATE_FINANCING', 2), 'SEVERE'],
    ['one trade', suspect('DUPLICATE_FINANCING', 1), 'SEVERE'],
    ['a thousand', suspect('DUPLICATE_FINANCING', 1_000), 'SEVERE'],
    ['trade that cannot be read', unread, 'NONE'],
  ],
  CIRCULAR_TRADE: [
    ['none', suspect('CIRCULAR_TRADE', 0), 'NONE'],
    ['one', suspect('CIRCULAR_TRADE', 1), 'HIGH'],
    ['two', suspect('CIRCULAR_TRADE', 2), 'HIGH'],
    ['three', suspect('CIRCULAR_TRADE', 3), 'SEVERE'],
    ['a thousand', suspect('CIRCULAR_TRADE', 1_000), 'SEVERE'],
    ['trade that cannot be read', unread, 'NONE'],
    ['a person trades nothing', aPerson(), 'NONE'],
  ],
};

describe.each(FRAUD_RULES.map((rule) => ({ code: rule.code, rule })))('The rule $code', ({ code, rule }) => {
  const levelOf = (facts: BorrowerFacts): RiskLevel =>
    rule.find(facts, POLICY.limits.fraud)[0]?.level ?? 'NONE';

  it.each((TABLES[code] ?? []).map(([name, facts, level]) => ({ name, facts, level })))(
    '$name: $level',
    ({ facts, level }) => {
      expect(levelOf(facts)).toBe(level);
      for (const { code: found, en, zh } of rule.find(facts, POLICY.limits.fraud)) {
        expect(found).toBe(code);
        expect(en).toMatch(/^[^一-鿿]+$/);
        expect(zh).toMatch(/[一-鿿]/);
      }
    },
  );

  it('has a table, a name and a reason in both languages, and finds nothing in nothing', () => {
    expect(TABLES[code]?.length).toBeGreaterThan(2);
    for (const { en, zh } of [rule.name, rule.reason]) {
      expect(en).toMatch(/^[\x20-\x7e一-鿿()]+$/);
      expect(zh).toMatch(/[一-鿿]/);
    }
    expect(rule.find(blind, POLICY.limits.fraud)).toEqual([]);
  });
});

it('No neighbour and no social signal weighs more than WATCH', () => {
  const worst = aPerson({
    network: known(
      aNetwork({
        devices: [{ node: 'dv:1', kind: 'PHONE', emulator: false, users: 99 }],
        contacts: [
          { node: 'cp:1', kind: 'MOBILE', role: 'OWN', users: 99 },
          { node: 'cp:2', kind: 'ADDRESS', role: 'HOME', users: 99 },
          { node: 'cp:3', kind: 'MOBILE', role: 'EMERGENCY', users: 99 },
        ],
        badNeighbours: [{ node: 'bo:3', distance: 1, via: ['SPOUSE'], marks: ['DEFAULTED_LOAN'] }],
      }),
      'graph',
    ),
    circles: known([{ id: '1', kind: 'RING', size: 9, defaultedCount: 9 }], 'graph'),
    rings: known([{ id: '1', kind: 'MOBILE', size: 99, density: 1 }], 'graph'),
  });
  const levels = FRAUD_RULES.flatMap((rule) => rule.find(worst, POLICY.limits.fraud)).map(
    ({ level }) => level,
  );
  expect(levels).toHaveLength(7);
  expect(new Set(levels)).toEqual(new Set(['WATCH']));
});
