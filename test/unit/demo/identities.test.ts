import {
  fictionalBankCard,
  fictionalCreditCode,
  fictionalFirmName,
  fictionalMobile,
  fictionalPersonName,
  fictionalResidentId,
} from '../../../src/demo/identities';
import { PERSONAS } from '../../../src/demo/personas';
import { canonicalIdentifier, type IdentityScheme, regionOf } from '../../../src/kernel/identity';

const TODAY = '2026-06-30';

describe('fictional identifiers', () => {
  it('lie where nobody can be', () => {
    expect(fictionalResidentId({ birthDate: '1985-03-12', sequence: 2 })).toBe('370299198503120024');
    expect(fictionalCreditCode(1)).toBe('91370299MAF000012K');
    expect(fictionalCreditCode(999_999)).toMatch(/^91370299MAQ99999/);
    expect(fictionalMobile(1)).toBe('14000000001');
    expect(fictionalBankCard(1)).toMatch(/^999999000000000001\d$/);
    expect(regionOf('370299')?.prefecture).toBe('青岛市');
  });

  it.each([
    ['sequence', () => fictionalResidentId({ birthDate: '1985-03-12', sequence: 1_000 })],
    ['negative sequence', () => fictionalResidentId({ birthDate: '1985-03-12', sequence: -1 })],
    ['birth date', () => fictionalResidentId({ birthDate: '85-03-12', sequence: 1 })],
    ['credit code', () => fictionalCreditCode(1_000_000)],
    ['mobile', () => fictionalMobile(100_000_000)],
    ['fraction', () => fictionalMobile(1.5)],
    ['bank card', () => fictionalBankCard(-1)],
    ['person', () => fictionalPersonName(-1, 'F')],
    ['firm', () => fictionalFirmName(Number.NaN)],
  ])('refuse a number out of range: %s', (_name, make) => expect(make).toThrow(RangeError));
});

describe('fictional names', () => {
  it('are the same for the same number', () => {
    expect(fictionalPersonName(7, 'F')).toBe(fictionalPersonName(7, 'F'));
    expect(fictionalPersonName(7, 'F')).toMatch(/^\p{Script=Han}{3}$/u);
    expect(fictionalFirmName(7)).toMatch(/^\p{Script=Han}+示例\p{Script=Han}+有限公司$/u);
  });

  it('differ for the first 60000 firms', () => {
    const names = Array.from({ length: 60_000 }, (_, n) => fictionalFirmName(n));
    expect(new Set(names).size).toBe(60_000);
  });

  it('go through every combination for persons, and neighbours share no surname', () => {
    const names = Array.from({ length: 20_000 }, (_, n) => fictionalPersonName(n, 'M'));
    expect(new Set(names).size).toBe(20_000);
    expect(names.every((name, n) => n === 0 || name[0] !== names[n - 1]?.[0])).toBe(true);
  });
});

describe('personas', () => {
  it('are the roster: 24 persons and 23 firms, each with a key, a name and a story of its own', () => {
    expect(PERSONAS.filter(({ kind }) => kind === 'PERSON')).toHaveLength(24);
    expect(PERSONAS.filter(({ kind }) => kind === 'ENTERPRISE')).toHaveLength(23);
    for (const key of ['key', 'name'] as const) {
      expect(new Set(PERSONAS.map((persona) => persona[key])).size).toBe(PERSONAS.length);
    }
    expect(PERSONAS.every(({ story }) => story.endsWith('.'))).toBe(true);
  });

  it('carry identifiers that every check accepts, and that agree with what is said of them', () => {
    for (const persona of PERSONAS) {
      const identifiers: [IdentityScheme, string][] =
        persona.kind === 'PERSON'
          ? [
              ['RESIDENT_ID', persona.residentId],
              ['MOBILE', persona.mobile],
            ]
          : [['CREDIT_CODE', persona.creditCode]];
      for (const [scheme, value] of identifiers) {
        expect(canonicalIdentifier(scheme, value, { today: TODAY })).toMatchObject({
          ok: true,
          value,
          warnings: [],
        });
      }
      if (persona.kind === 'PERSON') {
        const { birthDate, sex } = persona;
        expect(canonicalIdentifier('RESIDENT_ID', persona.residentId, { today: TODAY })).toMatchObject({
          facts: { birthDate, sex },
        });
      }
    }
  });

  it('keep their identifiers, which saved queries hold', () => {
    const held = (key: string) => PERSONAS.find((persona) => persona.key === key);
    expect(held('over-indebted')).toMatchObject({ residentId: '37029919880727011X', mobile: '14000000005' });
    expect(held('fictitious-owner')).toMatchObject({
      residentId: '370299197708110490',
      mobile: '14000000024',
    });
    expect(held('large-supplier')).toMatchObject({ creditCode: '91370299MAF00008XE' });
    expect(held('sued-dealer')).toMatchObject({ creditCode: '91370299MAF0001002' });
  });

  it('share a subject-unique identifier with nobody', () => {
    const strong = PERSONAS.map(({ residentId, creditCode }) => residentId ?? creditCode);
    expect(new Set(strong).size).toBe(PERSONAS.length);
  });

  it('share a phone only where the story says so', () => {
    const keysByMobile = new Map<string, string[]>();
    for (const { key, mobile } of PERSONAS) {
      if (mobile) keysByMobile.set(mobile, [...(keysByMobile.get(mobile) ?? []), key]);
    }
    expect([...keysByMobile.values()].filter((keys) => keys.length > 1)).toEqual([
      ['ring-1', 'ring-2', 'ring-3', 'ring-4', 'ring-5'],
      ['shared-mobile-a', 'shared-mobile-b'],
    ]);
  });
});
