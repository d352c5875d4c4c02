import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { fictionalCreditCode } from '../../../../src/demo/identities';
import {
  checkCreditCode,
  creditCodeCheckCharacter,
  organisationCodeCheckCharacter,
} from '../../../../src/kernel/identity';
import { describeWithPublicData } from '../../../support/public-data';

const creditCode = fc.nat(99_999).map(fictionalCreditCode);

describe('credit code', () => {
  it.each([
    '91350100M000100Y43',
    '91350200MA2YJ1XR9G',
    '91440101MA5CJQ4N59',
    '91370200MA3TE5T110',
    '913702001234567886',
  ])('accepts %s', (code) => {
    expect(checkCreditCode(code)).toEqual({
      ok: true,
      value: code,
      warnings: [],
      facts: { regionCode: code.slice(2, 8) },
    });
  });

  it('folds case, width and outer spaces', () => {
    expect(checkCreditCode(' ９1350100m000100y43 ')).toMatchObject({ ok: true, value: '91350100M000100Y43' });
  });

  it.each([
    ['one character short', '91350100M000100Y4', 'LENGTH'],
    ['the letter I', '91350100M000I00Y43', 'CHARACTERS'],
    ['the letter O', '91350100M000O00Y43', 'CHARACTERS'],
    ['the letter S', '91350100M000S00Y43', 'CHARACTERS'],
    ['the letter V', '91350100M000V00Y43', 'CHARACTERS'],
    ['the letter Z', '91350100M000Z00Y43', 'CHARACTERS'],
    ['a letter in the area', '9135010AM000100Y43', 'CHARACTERS'],
    ['no such authority', '01440300708461136T', 'PREFIX'],
    ['no such category of the authority', '94440300708461136T', 'PREFIX'],
    ['a wrong check character', '91350100M000100Y4A', 'CHECK_DIGIT'],
    [
      'a wrong check of the organisation code inside',
      withOwnCheck('9137029912345678' + '1'),
      'ORGANISATION_CODE',
    ],
  ])('refuses %s', (_name, code, problem) => {
    expect(checkCreditCode(code)).toEqual({ ok: false, problem });
  });

  it('only warns of an unknown area', () => {
    expect(checkCreditCode('91460600MA5RC30P9Y')).toMatchObject({ ok: true, warnings: ['AREA_UNKNOWN'] });
  });

  it('lets an issued code with a wrong check through when the caller insists', () => {
    const issued = '91350203M0001QAY9B';
    expect(checkCreditCode(issued)).toEqual({ ok: false, problem: 'CHECK_DIGIT' });
    expect(checkCreditCode(issued, { onCheckFailure: 'WARN' })).toMatchObject({
      ok: true,
      value: issued,
      warnings: ['CHECK_DIGIT_OVERRIDDEN'],
    });
  });

  it('accepts every generated code', () => {
    fc.assert(
      fc.property(creditCode, (code) => {
        expect(checkCreditCode(code)).toMatchObject({ ok: true, value: code, warnings: [] });
      }),
    );
  });

  it('refuses every change of one character', () => {
    const change = fc.record({
      code: creditCode,
      at: fc.nat(17),
      to: fc.constantFrom(...'0123456789ABCDEFGHJKLMNPQRTUWXY'),
    });
    fc.assert(
      fc.property(change, ({ code, at, to }) => {
        fc.pre(code[at] !== to);
        expect(checkCreditCode(code.slice(0, at) + to + code.slice(at + 1)).ok).toBe(false);
      }),
      { numRuns: 1_000 },
    );
  });
});

function withOwnCheck(first17: string): string {
  return first17 + creditCodeCheckCharacter(first17);
}

interface CreditCodeVectors {
  readonly asserted_valid: string[];
  readonly asserted_invalid: string[];
  readonly measured_here: Record<
    string,
    { gb32100_check: boolean; orgcode_check: boolean; area_known: boolean }
  >;
}

describeWithPublicData('cn_id_vectors', 'credit code: public vectors', (directory) => {
  const vectors: CreditCodeVectors = JSON.parse(readFileSync(path.join(directory, 'uscc.json'), 'utf8'));
  const measured = Object.entries(vectors.measured_here);

  it('are all there', () => {
    expect([vectors.asserted_valid.length, vectors.asserted_invalid.length, measured.length]).toEqual([
      3, 8, 32,
    ]);
  });

  it.each(vectors.asserted_valid)('%s is valid', (code) => expect(checkCreditCode(code).ok).toBe(true));
  it.each(vectors.asserted_invalid)('%s is invalid', (code) => expect(checkCreditCode(code).ok).toBe(false));

  it.each(measured)('%s measures as %j', (code, flags) => {
    expect(creditCodeCheckCharacter(code.slice(0, 17)) === code[17]).toBe(flags.gb32100_check);
    expect(organisationCodeCheckCharacter(code.slice(8, 16)) === code[16]).toBe(flags.orgcode_check);
    const check = checkCreditCode(code, { onCheckFailure: 'WARN' });
    expect(check).toMatchObject({ ok: true });
    expect(check.ok && !check.warnings.includes('AREA_UNKNOWN')).toBe(flags.area_known);
    expect(checkCreditCode(code).ok).toBe(flags.gb32100_check && flags.orgcode_check);
  });
});
