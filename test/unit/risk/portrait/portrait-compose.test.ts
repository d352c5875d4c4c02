import fc from 'fast-check';
import { deviceScene } from '../../../../src/risk/behaviour/device-scene';
import type { BorrowerFacts } from '../../../../src/risk/facts/borrower-facts';
import {
  type Fact,
  known,
  MISSING_REASONS,
  type MissingReason,
  missing,
} from '../../../../src/risk/facts/fact';
import { composePortrait, creditFileOf } from '../../../../src/risk/portrait/compose';
import type { Material } from '../../../../src/risk/portrait/material';
import {
  count,
  item,
  type Section,
  type SectionKind,
  sectionOf,
} from '../../../../src/risk/portrait/portrait';
import { AS_OF, aFirm, aLoan, aNetwork, aPerson, aReport, aTrade, POLICY } from '../some-facts';
import { aMaterial, aTradeOn, payments, trades } from './portrait-material';

const sectionIn = (material: Material, kind: SectionKind): Section =>
  composePortrait(material).sections.find((section) => section.kind === kind) as Section;

describe('freshness', () => {
  const at = (...observedAt: (string | null)[]) =>
    sectionOf(
      'TRADE',
      observedAt.map((one) => item('TRADES', known(count(1), 'trade', { observedAt: one }))),
      AS_OF,
    ).freshness;

  it.each<[string, ReturnType<typeof at>, object]>([
    ['nothing known', at(), { newestAt: null, ageDays: null, isStale: null }],
    ['no time said', at(null), { newestAt: null, ageDays: null, isStale: null }],
    ['today', at(AS_OF), { newestAt: AS_OF, ageDays: 0, isStale: false }],
    ['the newest of several', at('2026-01-01', null, '2026-06-29', '2025-01-01'), { ageDays: 1 }],
    [
      'an instant of the same day is newer than the day',
      at(AS_OF, '2026-06-30T01:00:00.000Z'),
      { newestAt: '2026-06-30T01:00:00.000Z' },
    ],
    [
      'an instant counts by the day in Shanghai',
      at('2026-06-29T16:00:00.000Z'),
      { ageDays: 0, isStale: false },
    ],
    ['the last day before stale', at('2026-04-01'), { ageDays: 90, isStale: false }],
    ['the first stale day', at('2026-03-31'), { ageDays: 91, isStale: true }],
    ['after the business date', at('2026-11-23T00:00:00.000Z'), { ageDays: 0, isStale: false }],
  ])('of %s', (_name, freshness, want) => {
    expect(freshness).toMatchObject(want);
  });

  it('counts what is known, and not what is missing', () => {
    const items = [
      item('TRADES', known(count(1), 'trade', { observedAt: '2026-01-01' })),
      item('SOLD', missing('STALE', 'trade', { observedAt: AS_OF })),
    ];
    expect(sectionOf('TRADE', items, AS_OF).freshness.newestAt).toBe('2026-01-01');
  });

  it('of trade is that of the newest trade, of behaviour that of the last booking or look', () => {
    const material = aMaterial(aPerson(), {
      trades: trades({ trades: [aTradeOn('2026-02-01'), aTradeOn('2026-01-01')] }),
      lastBookedMonth: '2026-02',
      payments: payments([
        {
          ...{ currency: 'CNY', month: '2026-02', direction: 'CREDIT', isWeekend: false, kind: 'SALARY' },
          ...{ purpose: null, bookings: 1, sumMinor: 1n },
        },
      ]),
      devices: known(deviceScene([], AS_OF, POLICY.limits.fraud), 'devices'),
    });
    expect(sectionIn(material, 'TRADE').freshness).toMatchObject({ newestAt: '2026-02-01', isStale: true });
    expect(sectionIn(material, 'BEHAVIOUR').freshness).toMatchObject({
      newestAt: '2026-02-28',
      isStale: true,
    });
  });
});

describe('completeness', () => {
  it('names what is missing, with its reason', () => {
    const { completeness } = sectionIn(
      aMaterial(aPerson({ reports: [{ bureau: 'NIFA', report: missing('CONSENT_REQUIRED', 'NIFA') }] })),
      'CREDIT',
    );
    expect(completeness).toMatchObject({ known: 3, total: 8 });
    expect(completeness.missing.map(({ code, about, fact }) => [code, about, fact.reason])).toContainEqual([
      'BUREAU_REPORT',
      'NIFA',
      'CONSENT_REQUIRED',
    ]);
  });

  it('asks the same of everybody of a kind, whatever is known of him', () => {
    const codes = (facts: BorrowerFacts) =>
      composePortrait(aMaterial(facts)).sections.flatMap(({ items }) => items.map(({ code }) => code));
    const blind = { loans: missing('INVALID', 'loans'), network: missing('INVALID', 'graph') } as const;
    expect(codes(aPerson(blind))).toEqual(codes(aPerson()));
    expect(codes(aFirm(blind))).toEqual(codes(aFirm()));
  });

  it('never falls when one more fact becomes known', () => {
    const PERSON = {
      loans: known([aLoan()], 'loans'),
      lawsuits: known([], 'lawsuits'),
      guarantees: known([], 'relations'),
      network: known(aNetwork(), 'graph'),
      circles: known([], 'graph'),
      rings: known([], 'graph'),
    };
    const FACTS = {
      PERSON: aPerson(PERSON),
      ENTERPRISE: aFirm({ ...PERSON, trade: known(aTrade(), 'trade') }),
    };
    const factNames = {
      PERSON: [...Object.keys(PERSON), 'biometrics', 'cashflow'],
      ENTERPRISE: [...Object.keys(PERSON), 'trade', 'lines', 'owners'],
    } as const;
    const others = ['payments', 'devices', 'name', 'roles', 'report'] as const;
    const reason = fc.constantFrom<MissingReason>(
      ...MISSING_REASONS.filter((one) => one !== 'NO_RECORD' && one !== 'NOT_COVERED'),
    );

    /** A borrower of whom only these are known. */
    const build = (
      kind: 'PERSON' | 'ENTERPRISE',
      present: ReadonlySet<string>,
      why: MissingReason,
    ): Material => {
      const gone = (name: string): Fact<never> => missing(why, name);
      const whole = FACTS[kind] as unknown as Record<string, unknown>;
      const facts = {
        ...whole,
        ...Object.fromEntries(
          factNames[kind].map((name) => [name, present.has(name) ? whole[name] : gone(name)]),
        ),
        reports: [
          { bureau: 'NIFA', report: present.has('report') ? aReport({ openLenderCount: 2 }) : gone('NIFA') },
        ],
      } as unknown as BorrowerFacts;
      const material = aMaterial(facts);
      return {
        ...material,
        ...(present.has('payments') ? {} : { payments: gone('ledger') }),
        ...(present.has('devices') ? {} : { devices: gone('devices') }),
        ...(present.has('name') ? {} : { identity: { ...material.identity, name: null } }),
        ...(present.has('roles') ? {} : { ecosystem: { ...material.ecosystem, roles: [] } }),
      };
    };

    fc.assert(
      fc.property(
        fc.constantFrom('PERSON' as const, 'ENTERPRISE' as const),
        fc.array(fc.nat(99)),
        fc.nat(99),
        reason,
        (kind, picks, one, why) => {
          const names = [...factNames[kind], ...others];
          const present = new Set(picks.map((pick) => names[pick % names.length] as string));
          const added = names[one % names.length] as string;
          const before = composePortrait(build(kind, present, why));
          const after = composePortrait(build(kind, new Set([...present, added]), why));
          expect(after.completeness.total).toBe(before.completeness.total);
          after.sections.forEach((section, n) => {
            const { known: knownBefore, total } = (before.sections[n] as Section).completeness;
            expect(section.completeness.total).toBe(total);
            expect(section.completeness.known).toBeGreaterThanOrEqual(knownBefore);
          });
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('the credit file', () => {
  const bureau = (report: BorrowerFacts['reports'][number]['report'], code = 'NIFA') => ({
    bureau: code,
    report,
  });
  const none = known([], 'loans');
  const NO_RECORD = bureau(missing('NO_RECORD', 'NIFA'));

  it.each<[string, Parameters<typeof creditFileOf>[0], string]>([
    ['a loan here', { loans: known([aLoan()], 'loans'), reports: [NO_RECORD] }, 'ON_FILE'],
    [
      'a settled loan here',
      { loans: known([aLoan({ status: 'SETTLED' })], 'loans'), reports: [] },
      'ON_FILE',
    ],
    ['a report', { loans: none, reports: [bureau(aReport({}))] }, 'ON_FILE'],
    ['no loan, no record', { loans: none, reports: [NO_RECORD] }, 'THIN_FILE'],
    [
      'no loan, no record at one bureau, another not asked',
      { loans: none, reports: [NO_RECORD, bureau(missing('NOT_STORED', 'BAIHANG'), 'BAIHANG')] },
      'THIN_FILE',
    ],
    ['no loan, nobody asked', { loans: none, reports: [bureau(missing('NOT_STORED', 'NIFA'))] }, 'NOT_KNOWN'],
    [
      'no loan, no consent',
      { loans: none, reports: [bureau(missing('CONSENT_REQUIRED', 'NIFA'))] },
      'NOT_KNOWN',
    ],
    [
      'no loan, a bureau that covers no such',
      { loans: none, reports: [bureau(missing('NOT_COVERED', 'NIFA'))] },
      'THIN_FILE',
    ],
    ['no loan, no bureau at all', { loans: none, reports: [] }, 'THIN_FILE'],
    ['loans that cannot be', { loans: missing('INVALID', 'loans'), reports: [NO_RECORD] }, 'NOT_KNOWN'],
  ])('of %s is %s', (_name, facts, state) => {
    const file = creditFileOf(facts);
    expect(file.state).toBe(state);
    expect(file.zh).toMatch(state === 'THIN_FILE' ? /白户/ : /[一-鿿]/);
  });
});
