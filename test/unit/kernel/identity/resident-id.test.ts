import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { fictionalResidentId } from '../../../../src/demo/identities';
import { checkResidentId, regionOf } from '../../../../src/kernel/identity';
import { describeWithPublicData } from '../../../support/public-data';

const TODAY = '2026-06-30';

const birthDate = fc
  .date({ min: new Date('1901-01-01'), max: new Date(TODAY), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const residentId = fc
  .record({ birthDate, sequence: fc.integer({ min: 0, max: 999 }) })
  .map(fictionalResidentId);

describe('resident id', () => {
  it.each([
    // Vectors published with the standard, and made by its rule.
    ['example of the standard', '11010519491231002X', '11010519491231002X'],
    ['synthetic', '370202199003071233', '370202199003071233'],
    ['synthetic', '370203198511154328', '370203198511154328'],
    ['synthetic', '370212198812319997', '370212198812319997'],
    ['synthetic', '310101199001010012', '310101199001010012'],
    ['small x', '11010519491231002x', '11010519491231002X'],
    ['outer spaces', '  11010519491231002X\t', '11010519491231002X'],
    ['full-width characters', '１１０１０５１９４９１２３１００２ｘ', '11010519491231002X'],
    ['born today', fictionalResidentId({ birthDate: TODAY, sequence: 1 }), '370299202606300019'],
    [
      '29 February of a leap year',
      fictionalResidentId({ birthDate: '2000-02-29', sequence: 1 }),
      '370299200002290017',
    ],
    ['county directly under a province', '42900419900101001X', '42900419900101001X'],
    ['county of Hainan before 2002', '460025199001010010', '460025199001010010'],
  ])('accepts %s: %s', (_name, raw, value) => {
    expect(checkResidentId(raw, TODAY)).toMatchObject({ ok: true, value, warnings: [] });
  });

  it('upgrades the 15-digit form and says so', () => {
    expect(checkResidentId('110105491231002', TODAY)).toMatchObject({
      ok: true,
      value: '11010519491231002X',
      warnings: ['UPGRADED_FROM_15_DIGITS'],
    });
  });

  it('tells birth date, sex and region', () => {
    const woman = checkResidentId('11010519491231002X', TODAY);
    expect(woman).toMatchObject({ facts: { birthDate: '1949-12-31', sex: 'F', regionCode: '110105' } });
    const man = checkResidentId('370202199003071233', TODAY);
    expect(man).toMatchObject({ facts: { birthDate: '1990-03-07', sex: 'M', regionCode: '370202' } });
  });

  it.each([
    ['nothing', '', 'LENGTH'],
    ['one digit short', '11010519491231002', 'LENGTH'],
    ['a hostile length', '1'.repeat(1_000_000), 'LENGTH'],
    ['a space inside', '110105 9491231002X', 'CHARACTERS'],
    ['X before the end', '1101051949123100X2', 'CHARACTERS'],
    ['digits of another script', '١١٠١٠٥١٩٤٩١٢٣١٠٠٢X', 'CHARACTERS'],
    ['month 13', '110105194913310026', 'BIRTH_DATE'],
    ['29 February of a common year', '370299200102290014', 'BIRTH_DATE'],
    ['born in 1880', '440524188001010014', 'BIRTH_DATE'],
    ['born in 1900', '110101190012310020', 'BIRTH_DATE'],
    ['born tomorrow', fictionalResidentId({ birthDate: '2026-07-01', sequence: 1 }), 'BIRTH_DATE'],
    ['born in 2100', '11010121001231002X', 'BIRTH_DATE'],
    ['unassigned prefecture', '111111199901101512', 'REGION'],
    ['a whole province', '370000199001010011', 'REGION'],
    ['another check digit', '110105194912310021', 'CHECK_DIGIT'],
    ['a sample payload with a wrong check digit', '31010119900101001X', 'CHECK_DIGIT'],
  ])('refuses %s', (_name, raw, problem) => {
    expect(checkResidentId(raw, TODAY)).toEqual({ ok: false, problem });
  });

  it('accepts every generated number', () => {
    fc.assert(
      fc.property(residentId, (id) => {
        expect(checkResidentId(id, TODAY)).toMatchObject({ ok: true, value: id, warnings: [] });
      }),
    );
  });

  it('refuses every change of one character', () => {
    const change = fc.record({ id: residentId, at: fc.nat(17), to: fc.constantFrom(...'0123456789X') });
    fc.assert(
      fc.property(change, ({ id, at, to }) => {
        fc.pre(id[at] !== to);
        expect(checkResidentId(id.slice(0, at) + to + id.slice(at + 1), TODAY).ok).toBe(false);
      }),
      { numRuns: 1_000 },
    );
  });

  it('refuses every swap of two neighbours', () => {
    fc.assert(
      fc.property(residentId, fc.nat(16), (id, at) => {
        fc.pre(id[at] !== id[at + 1]);
        const swapped = `${id.slice(0, at)}${id[at + 1]}${id[at]}${id.slice(at + 2)}`;
        expect(checkResidentId(swapped, TODAY).ok).toBe(false);
      }),
      { numRuns: 1_000 },
    );
  });
});

interface Vector {
  readonly id: string;
  readonly valid: boolean;
  readonly upgrade18?: string;
  readonly birth?: string;
  readonly sex?: 0 | 1;
  readonly address?: string;
  readonly abandoned_area?: boolean;
}

describeWithPublicData('cn_id_vectors', 'resident id: public vectors', (directory) => {
  const file: { cases: Vector[]; foreign_permanent_resident: Vector[] } = JSON.parse(
    readFileSync(path.join(directory, 'resident_id.json'), 'utf8'),
  );
  const vectors = [...file.cases, ...file.foreign_permanent_resident];

  it('are all there', () => expect(vectors).toHaveLength(31));

  it.each(vectors)(
    '$id is valid: $valid',
    ({ id, valid, upgrade18, birth, sex, address, abandoned_area }) => {
      const check = checkResidentId(id, TODAY);
      expect(check.ok).toBe(valid);
      if (!check.ok) return;
      expect(check.value).toBe(upgrade18 ?? id);
      if (birth) expect(check.facts.birthDate).toBe(birth);
      if (sex !== undefined) expect(check.facts.sex).toBe(sex === 1 ? 'M' : 'F');
      // The vectors name the county too; the table stops at the prefecture. A withdrawn code meant one place by one
      // year's list and another by the next, so of it only the province is compared.
      if (address) {
        const region = regionOf(check.facts.regionCode ?? '');
        expect(address.startsWith(`${region?.province}${abandoned_area ? '' : region?.prefecture}`)).toBe(
          true,
        );
        expect(region?.abandoned).toBe(abandoned_area ?? false);
      }
    },
  );
});
