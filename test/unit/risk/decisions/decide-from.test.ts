import fc from 'fast-check';
import type { CaseFile } from '../../../../src/risk/decisions/case/case-file';
import { canonicalJson, hashOf } from '../../../../src/risk/decisions/core/canonical-json';
import { decideFrom } from '../../../../src/risk/decisions/core/decide-from';
import { replay } from '../../../../src/risk/decisions/core/replay';
import { INDICATOR_KINDS } from '../../../../src/risk/indicators/indicator';
import { goodCase, input, poorFeatures, REQUEST, rulebook, signal } from './a-case';
import keptDecisions from './kept-decisions.json';

const decide = (over: Partial<CaseFile> = {}, policy: object = {}) => {
  const file = goodCase(over);
  return decideFrom(file, rulebook(file.kind, policy));
};
const codes = (decision: ReturnType<typeof decide>) => decision.rules.map(({ code }) => code);
const missingBureau = (missing: 'CONSENT_REQUIRED' | 'NO_RECORD' | 'STALE') => [
  { bureau: 'SHANGHAI_CREDIT', missing, observedAt: null, consentNo: null },
];
const withoutBureau = () => ({
  ...poorFeatures(),
  bureauOpenLenders: input(null, 'SHANGHAI_CREDIT'),
});

describe('a decision', () => {
  it('approves a clean borrower, with score, price, limit and versions', () => {
    const decision = decide();
    expect(decision).toMatchObject({
      outcome: 'APPROVE',
      rules: [],
      applicationNo: 'APP-1',
      price: { principalMinor: '2000000', termMonths: 12, capRate: '0.240000' },
      model: { name: 'demo person' },
      policy: { name: 'demo policy 1' },
    });
    expect(Number(decision.score.pd)).toBeLessThan(0.08);
    expect(decision.price!.instalments).toHaveLength(12);
    const principal = decision.price!.instalments.reduce(
      (sum, each) => sum + BigInt(each.principalMinor),
      0n,
    );
    expect(principal).toBe(2_000_000n);
    expect(BigInt(decision.limitMinor!)).toBeGreaterThan(2_000_000n);
    for (const { fingerprint } of [decision.model, decision.policy, decision.rateCaps])
      expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
  });

  it('declines a poor score and a price above the cap, and says what cost most', () => {
    const decision = decide({ features: poorFeatures() });
    expect(decision.outcome).toBe('DECLINE');
    expect(codes(decision)).toEqual(expect.arrayContaining(['SCORE_TOO_LOW', 'PRICE_ABOVE_CAP']));
    expect(decision.price).toBeNull();
    expect(decision.limitMinor).toBeNull();
    expect(decision.reasons).toHaveLength(4);
    expect(decision.reasons[2]!.code).toMatch(/^SCORE_(bureauDelinquentMonths24m|bureauOpenLenders)$/);
    for (const { en, zh } of decision.reasons) {
      expect(en).toMatch(/^[\x20-\x7e]+$/);
      expect(zh).toMatch(/\p{Script=Han}/u);
    }
  });

  it('has a person look at a score in between', () => {
    const features = {
      ...goodCase().features,
      bureauOpenLenders: input(4, 'SHANGHAI_CREDIT'),
      debtServiceToIncome: input(0.4, 'ledger'),
    };
    expect(decide({ features })).toMatchObject({ outcome: 'REVIEW', rules: [{ code: 'SCORE_UNCERTAIN' }] });
  });

  it.each([
    ['CONSENT_REQUIRED', 'REVIEW'],
    ['STALE', 'REVIEW'],
    ['NO_RECORD', 'APPROVE'],
  ] as const)('where the bureau is missing for %s is %s', (reason, outcome) => {
    const decision = decide({ bureaus: missingBureau(reason) });
    expect(decision.outcome).toBe(outcome);
    if (outcome === 'REVIEW')
      expect(decision.rules[0]).toMatchObject({ code: 'BUREAU_MISSING', value: reason });
  });

  it('takes a bureau that is not even in the case for missing', () => {
    expect(decide({ bureaus: [] })).toMatchObject({ outcome: 'REVIEW', rules: [{ code: 'BUREAU_MISSING' }] });
  });

  it('does not decline for a score or a price that is made of gaps', () => {
    const decision = decide({ features: withoutBureau(), bureaus: missingBureau('STALE') });
    expect(decision.outcome).toBe('REVIEW');
    expect(codes(decision)).toContain('SCORE_TOO_LOW');
  });

  it('declines for his own arrears also where a bureau is missing', () => {
    expect(decide({ bureaus: missingBureau('STALE'), signals: [signal()] }).outcome).toBe('DECLINE');
  });

  it('leaves what is disputed to a person, and shows it', () => {
    const disputed = [{ kind: 'LOAN', reference: 'L-1' }] as const;
    expect(decide({ disputed })).toMatchObject({
      outcome: 'REVIEW',
      disputed,
      rules: [{ code: 'DISPUTED', value: 'L-1' }],
    });
  });

  it('declines one with nothing left to repay from, and reviews one who asks for too much', () => {
    const income = input('200000', 'ledger');
    expect(
      decide({ means: { monthlyIncomeMinor: income, monthlyDueMinor: input('150000', 'ledger') } }),
    ).toMatchObject({
      outcome: 'DECLINE',
      rules: [{ code: 'NO_CAPACITY' }],
      limitMinor: '0',
    });
    expect(
      decide({ means: { monthlyIncomeMinor: income, monthlyDueMinor: input('0', 'ledger') } }),
    ).toMatchObject({
      outcome: 'REVIEW',
      rules: [{ code: 'ABOVE_LIMIT', value: '2000000' }],
    });
  });

  it('does not take an income that is not known for none', () => {
    const means = { monthlyIncomeMinor: input(null, 'ledger'), monthlyDueMinor: input('0', 'ledger') };
    expect(decide({ means })).toMatchObject({
      outcome: 'REVIEW',
      limitMinor: null,
      rules: [{ code: 'MEANS_UNKNOWN' }],
    });
  });

  it('offers nothing to a lender without a cap on that day', () => {
    const decision = decide({}, { lenderType: 'P2P' });
    expect(decision).toMatchObject({ outcome: 'REVIEW', price: null, rules: [{ code: 'NO_RATE_CAP' }] });
  });

  it('judges a firm by its trade', () => {
    const firm: Partial<CaseFile> = {
      kind: 'ENTERPRISE',
      features: {
        ownWorstDaysLate24m: input(0),
        ownOverdueDays: input(0),
        debtToTurnover: input(0.05, 'trade'),
        overduePayableDays: input(0, 'trade'),
        openCasesAgainst: input(0, 'lawsuits'),
      },
      means: { yearlyTradeMinor: input('500000000', 'trade'), owedMinor: input('20000000') },
      bureaus: [],
    };
    expect(decide(firm)).toMatchObject({
      outcome: 'APPROVE',
      limitMinor: '80000000',
      model: { name: 'demo firm' },
    });
    const tooMuch = { ...firm, request: { ...REQUEST, amountMinor: '80000001' } };
    expect(decide(tooMuch)).toMatchObject({ outcome: 'REVIEW', rules: [{ code: 'ABOVE_LIMIT' }] });
  });
});

describe('a finding', () => {
  const allDecline = { SEVERE: 'DECLINE', HIGH: 'DECLINE', WATCH: 'DECLINE', UNKNOWN: 'DECLINE' };
  const harshest = { signals: Object.fromEntries(INDICATOR_KINDS.map((kind) => [kind, allDecline])) };

  it('of his own conduct declines where the policy says so', () => {
    expect(decide({ signals: [signal()] })).toMatchObject({
      outcome: 'DECLINE',
      rules: [{ code: 'OVERDUE_LOAN', effect: 'DECLINE', indicator: 'OVERDUE', threshold: '90' }],
      reasons: [{ code: 'OVERDUE_LOAN', en: 'A loan is overdue', zh: '借款逾期' }],
    });
  });

  it.each([
    ['FRAUD', 'SHARED_DEVICE'],
    ['FRAUD', 'BAD_NEIGHBOUR'],
    ['OVERDUE', 'OWNER_IN_ARREARS'],
    ['OVERDUE', 'GUARANTEE_OVERDUE'],
    ['OVER_INDEBTEDNESS', 'CALLED_GUARANTEES'],
  ] as const)(
    'about others (%s: %s) is reviewed at most, by the harshest policy, and leaves the price alone',
    (kind, code) => {
      const with_ = decide({ signals: [signal({ kind, code })] }, harshest);
      const without = decide({}, harshest);
      expect(with_.outcome).toBe('REVIEW');
      expect([with_.price, with_.limitMinor, with_.score]).toEqual([
        without.price,
        without.limitMinor,
        without.score,
      ]);
    },
  );

  it('that nothing could be found leads where the policy says', () => {
    const unknown = signal({
      kind: 'OVER_INDEBTEDNESS',
      code: 'OVER_INDEBTEDNESS_UNKNOWN',
      level: 'UNKNOWN',
    });
    expect(decide({ signals: [unknown] }).outcome).toBe('REVIEW');
    expect(decide({ signals: [signal({ level: 'NONE' })] }).outcome).toBe('APPROVE');
  });
});

describe('whatever the case', () => {
  const numbers = fc.option(fc.integer({ min: 0, max: 120 }), { freq: 3 });
  const amounts = fc.option(
    fc.bigInt(0n, 5_000_000n).map((minor) => minor.toString()),
    { freq: 5 },
  );
  const cases = fc
    .record({
      features: fc.record(
        Object.fromEntries(
          Object.keys(goodCase().features).map((name) => [name, numbers.map((n) => input(n))]),
        ),
      ),
      means: fc.record({
        monthlyIncomeMinor: amounts.map((a) => input(a)),
        monthlyDueMinor: amounts.map((a) => input(a)),
      }),
      bureau: fc.constantFrom(null, 'NO_RECORD', 'STALE', 'CONSENT_REQUIRED'),
      signals: fc.array(
        fc.record({
          level: fc.constantFrom('WATCH', 'HIGH', 'SEVERE', 'UNKNOWN'),
          kind: fc.constantFrom(...INDICATOR_KINDS),
        }),
        { maxLength: 6 },
      ),
      amount: fc.bigInt(1n, 10n ** 9n),
      termMonths: fc.integer({ min: 1, max: 36 }),
    })
    .map(({ features, means, bureau, signals, amount, termMonths }) =>
      goodCase({
        features,
        means,
        bureaus: [{ bureau: 'SHANGHAI_CREDIT', missing: bureau as null, observedAt: null, consentNo: null }],
        signals: signals.map((each, i) => signal({ ...(each as object), code: `CODE_${i}` })),
        request: { ...REQUEST, amountMinor: amount.toString(), termMonths },
      }),
    );
  const book = rulebook();

  it('there are four reasons at most, each once, and a missing bureau never approves', () => {
    fc.assert(
      fc.property(cases, (file) => {
        const { outcome, reasons, rules, price } = decideFrom(file, book);
        expect(reasons.length).toBeLessThanOrEqual(4);
        expect(new Set(reasons.map(({ code }) => code)).size).toBe(reasons.length);
        expect(outcome === 'APPROVE').toBe(rules.length === 0);
        if (outcome === 'APPROVE') expect(price).not.toBeNull();
        if (['STALE', 'CONSENT_REQUIRED'].includes(file.bureaus[0]!.missing ?? ''))
          expect(outcome).not.toBe('APPROVE');
        if (price) expect(Number(price.allInRate)).toBeLessThanOrEqual(Number(price.capRate));
      }),
      { numRuns: 60 },
    );
  });

  it('the same case gives the same bytes, also when it was stored as text and the model loaded again', () => {
    fc.assert(
      fc.property(cases, (file) => {
        const text = canonicalJson(decideFrom(file, book));
        const stored: CaseFile = JSON.parse(canonicalJson(file));
        expect(canonicalJson(decideFrom(stored, rulebook()))).toBe(text);
      }),
      { numRuns: 15 },
    );
  });
});

describe('decisions that were stored by an earlier program', () => {
  it.each(keptDecisions)('are made again to the byte: $name', ({ hash, outcome, ...kept }) => {
    const again = replay(kept);
    expect(JSON.parse(again.text).outcome).toBe(outcome);
    expect(again.hash).toBe(hash);
  });
});

describe('canonical JSON', () => {
  it('puts keys in order at every depth, and reads back as what it was', () => {
    expect(canonicalJson({ b: [{ z: 1, a: null }], a: '中' })).toBe('{"a":"中","b":[{"a":null,"z":1}]}');
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.string(),
          fc.array(fc.oneof(fc.string(), fc.integer(), fc.constant(null)), { maxLength: 3 }),
        ),
        (value) => {
          fc.pre(!JSON.stringify(value).includes('__proto__'));
          expect(JSON.parse(canonicalJson(JSON.parse(JSON.stringify(value))))).toEqual(
            JSON.parse(JSON.stringify(value)),
          );
        },
      ),
    );
  });

  it.each([
    ['undefined', { a: { b: undefined } }, 'the content.a.b'],
    ['a bigint', { a: [1n] }, 'the content.a[0]'],
    ['no number', { a: Number.NaN }, 'the content.a'],
    ['a date', { a: new Date(0) }, 'the content.a'],
  ])('refuses %s by its place', (_, content, place) => {
    expect(() => canonicalJson(content)).toThrow(`${place} is not JSON`);
  });

  it('is hashed by SHA-256', () => {
    expect(hashOf('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
});
