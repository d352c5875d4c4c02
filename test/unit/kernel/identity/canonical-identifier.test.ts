import fc from 'fast-check';
import { fictionalBankCard, fictionalMobile } from '../../../../src/demo/identities';
import {
  canonicalIdentifier,
  describeProblem,
  IDENTITY_SCHEMES,
  type IdentityProblem,
  type IdentityScheme,
  isIdentityScheme,
  isStrongScheme,
} from '../../../../src/kernel/identity';

const context = { today: '2026-06-30' };

describe('canonical identifier', () => {
  it.each<[string, IdentityScheme, string, string]>([
    ['mobile', 'MOBILE', '14000000001', '14000000001'],
    ['mobile with +86', 'MOBILE', '+86 140-0000-0001', '14000000001'],
    ['mobile with 86', 'MOBILE', '8614000000001', '14000000001'],
    ['mobile with 0086', 'MOBILE', '0086 140 0000 0001', '14000000001'],
    ['mobile in full width', 'MOBILE', '＋８６１４００００００００１', '14000000001'],
    ['bank card in groups of four', 'BANK_CARD', '6222 0210 0112 3456 789', '6222021001123456789'],
    ['bank card', 'BANK_CARD', '6217000010001234569', '6217000010001234569'],
    ['bank card', 'BANK_CARD', '6228480402564890018', '6228480402564890018'],
    ['bank card', 'BANK_CARD', '4111111111111111', '4111111111111111'],
    ['bank card of 13 digits', 'BANK_CARD', '4222222222222', '4222222222222'],
    ['passport, of China by default', 'PASSPORT', ' e12345678 ', 'CHN:E12345678'],
    ['account number', 'ACCOUNT_NO', ' ac 0001-7 ', 'AC0001-7'],
    ['account number of one digit', 'ACCOUNT_NO', '1', '1'],
    ['resident id', 'RESIDENT_ID', '11010519491231002x', '11010519491231002X'],
    ['credit code', 'CREDIT_CODE', '91350100m000100y43', '91350100M000100Y43'],
  ])('of a %s', (_name, scheme, raw, value) => {
    expect(canonicalIdentifier(scheme, raw, context)).toMatchObject({ ok: true, value, warnings: [] });
  });

  it.each<[string, IdentityScheme, string, IdentityProblem]>([
    ['mobile of 10 digits', 'MOBILE', '1400000000', 'LENGTH'],
    ['mobile of another country', 'MOBILE', '+1 4155550100', 'LENGTH'],
    ['landline', 'MOBILE', '12000000000', 'PREFIX'],
    ['mobile with a letter', 'MOBILE', '1400000000O', 'CHARACTERS'],
    ['bank card of 12 digits', 'BANK_CARD', '411111111111', 'LENGTH'],
    ['bank card of 20 digits', 'BANK_CARD', '62220210011234567890', 'LENGTH'],
    ['bank card with a letter', 'BANK_CARD', '411111111111111A', 'CHARACTERS'],
    ['short bank card that fails Luhn', 'BANK_CARD', '4222222222223', 'CHECK_DIGIT'],
    ['bank card of zeros', 'BANK_CARD', '0000000000000000', 'PREFIX'],
    ['name in place of a passport', 'PASSPORT', 'ZHANGSAN', 'CHARACTERS'],
    ['passport of 4 characters', 'PASSPORT', 'E123', 'LENGTH'],
    ['empty account number', 'ACCOUNT_NO', '  ', 'LENGTH'],
    ['account number of 41 characters', 'ACCOUNT_NO', '1'.repeat(41), 'LENGTH'],
    ['account number with markup', 'ACCOUNT_NO', '<script>', 'CHARACTERS'],
    ['external identifier without a source', 'EXTERNAL', '1787', 'ISSUER'],
  ])('refuses a %s', (_name, scheme, raw, problem) => {
    expect(canonicalIdentifier(scheme, raw, context)).toEqual({ ok: false, problem });
  });

  it('keeps a domestic card that fails Luhn, with a warning', () => {
    expect(canonicalIdentifier('BANK_CARD', '6222021001123456786', context)).toMatchObject({
      ok: true,
      warnings: ['LUHN_FAILED'],
    });
  });

  it('keeps the spelling of an external identifier and puts the source in front', () => {
    const check = canonicalIdentifier('EXTERNAL', ' Ab-17 ', { ...context, issuer: 'Berka' });
    expect(check).toMatchObject({ ok: true, value: 'berka:Ab-17' });
  });

  it.each(['', 'a b', 'a:b', '-', 'x'.repeat(41)])('refuses the source %j', (issuer) => {
    expect(canonicalIdentifier('EXTERNAL', '1', { ...context, issuer })).toEqual({
      ok: false,
      problem: 'ISSUER',
    });
  });

  it.each(['\u0000', 'a\u200bb', 'a b', '\ud800'])('refuses the external identifier %j', (raw) => {
    const check = canonicalIdentifier('EXTERNAL', `x${raw}x`, { ...context, issuer: 'berka' });
    expect(check).toEqual({ ok: false, problem: 'CHARACTERS' });
  });

  it('takes the country of a passport', () => {
    const check = canonicalIdentifier('PASSPORT', 'L898902C3', { ...context, issuer: 'uto' });
    expect(check).toMatchObject({ ok: true, value: 'UTO:L898902C3' });
    expect(canonicalIdentifier('PASSPORT', 'L898902C3', { ...context, issuer: 'Utopia' })).toEqual({
      ok: false,
      problem: 'ISSUER',
    });
  });

  it('accepts every generated mobile and bank card without a warning', () => {
    fc.assert(
      fc.property(fc.nat(99_999_999), (n) => {
        for (const [scheme, raw] of [
          ['MOBILE', fictionalMobile(n)],
          ['BANK_CARD', fictionalBankCard(n)],
        ] as const) {
          expect(canonicalIdentifier(scheme, raw, context)).toMatchObject({
            ok: true,
            value: raw,
            warnings: [],
          });
        }
      }),
    );
  });
});

describe.each(IDENTITY_SCHEMES)('any text as %s', (scheme) => {
  const withIssuer = { ...context, issuer: scheme === 'EXTERNAL' ? 'berka' : undefined };
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    fc.string({ unit: fc.constantFrom(...'0123456789xX +-８\u3000\ufdfa\ud800'), maxLength: 40 }),
  );

  it('never throws', () => {
    fc.assert(
      fc.property(hostile, (raw) => {
        expect(typeof canonicalIdentifier(scheme, raw, withIssuer).ok).toBe('boolean');
      }),
      { numRuns: 500 },
    );
  });

  it('is canonical once: its value means itself', () => {
    fc.assert(
      fc.property(hostile, (raw) => {
        const first = canonicalIdentifier(scheme, raw, withIssuer);
        if (!first.ok) return;
        const bare = first.value.replace(/^(?:CHN|berka):/, '');
        expect(canonicalIdentifier(scheme, bare, withIssuer)).toMatchObject({ ok: true, value: first.value });
      }),
      { numRuns: 500 },
    );
  });

  it.each(['1', ' ', '8', '\ufdfa', '１', 'X', '-'])(
    'answers 1000 times 10,000 of %j within 200 ms',
    (unit) => {
      const raw = unit.repeat(10_000);
      const before = performance.now();
      for (let time = 0; time < 1_000; time += 1) {
        if (canonicalIdentifier(scheme, raw, withIssuer).ok) throw new Error('accepted');
      }
      // Refused by length, about 1 ms for all; a scan of each text would take seconds.
      expect(performance.now() - before).toBeLessThan(200);
      expect(canonicalIdentifier(scheme, raw, withIssuer)).toEqual({ ok: false, problem: 'LENGTH' });
    },
  );
});

describe('identity scheme', () => {
  it.each<[IdentityScheme, boolean]>([
    ['RESIDENT_ID', true],
    ['CREDIT_CODE', true],
    ['PASSPORT', true],
    ['EXTERNAL', true],
    ['MOBILE', false],
    ['BANK_CARD', false],
    ['ACCOUNT_NO', false],
  ])('%s names at most one subject: %s', (scheme, strong) => expect(isStrongScheme(scheme)).toBe(strong));

  it('is told from other texts', () => {
    expect(isIdentityScheme('MOBILE')).toBe(true);
    expect(['mobile', '', 'constructor'].some(isIdentityScheme)).toBe(false);
  });
});

describe('description of a problem', () => {
  it('is one English sentence that holds no digit of a value', () => {
    const seen = new Set<string>();
    for (const scheme of IDENTITY_SCHEMES) {
      for (const raw of ['8675309', '370299198503120025', '9'.repeat(18), 'K'.repeat(18), '!'.repeat(18)]) {
        const check = canonicalIdentifier(scheme, raw, context);
        if (!check.ok) seen.add(describeProblem(check.problem));
      }
    }
    expect(seen.size).toBeGreaterThan(4);
    for (const text of seen) {
      expect(text).toMatch(/^[A-Z].*\.$/);
      expect(text).not.toMatch(/8675309|370299|999|KKK|!/);
    }
  });
});
