import fc from 'fast-check';
import { fictionalBankCard, fictionalMobile, fictionalResidentId } from '../../../../src/demo/identities';
import {
  type IdentityScheme,
  maskEmail,
  maskIdentifier,
  maskName,
  maskPersonName,
} from '../../../../src/kernel/identity';

describe('masked name', () => {
  it.each([
    ['two characters', '林清', '林某'],
    ['compound surname', '欧阳娜娜', '欧某'],
    ['minority name with a dot', '阿布都·热合曼', '阿某'],
    ['surname outside the basic plane', '𠮷野', '𠮷某'],
    ['outer spaces', '  林清 ', '林某'],
    ['Latin', 'John Smith', 'J***'],
    ['Cyrillic', 'Иван Петров', 'И***'],
    ['accent written as a mark of its own', 'E\u0301milie', 'É***'],
    ['emoji', '😀 party', '😀***'],
    ['nothing', '', '***'],
    ['blank', '   ', '***'],
  ])('of %s', (_name, name, want) => expect(maskPersonName(name)).toBe(want));

  it('leaves a firm as it is', () => {
    expect(maskName('崂山示例电器有限公司', 'ENTERPRISE')).toBe('崂山示例电器有限公司');
    expect(maskName('林清', 'PERSON')).toBe('林某');
  });
});

describe('masked identifier', () => {
  it.each<[IdentityScheme, string, string]>([
    ['RESIDENT_ID', '37029919880727011X', '370***********011X'],
    ['MOBILE', '14000000001', '140****0001'],
    ['BANK_CARD', '9999990000000000010', '******0010'],
    ['ACCOUNT_NO', 'AC20260017', '******0017'],
    ['PASSPORT', 'CHN:E12345678', 'CHN:******5678'],
    ['EXTERNAL', 'berka:client-1787', 'berka:******1787'],
    ['CREDIT_CODE', '91370299MAF000012K', '91370299MAF000012K'],
    // Too short to show its ends.
    ['ACCOUNT_NO', '1787', '******'],
    ['ACCOUNT_NO', '1234567', '******'],
    ['EXTERNAL', 'berka:1787', 'berka:******'],
    ['MOBILE', '14000', '******'],
    ['RESIDENT_ID', '', '******'],
  ])('of %s %s', (scheme, value, want) => expect(maskIdentifier(scheme, value)).toBe(want));

  it('never shows the birth date of a resident id, nor more than seven of its characters', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999 }), (sequence) => {
        const masked = maskIdentifier(
          'RESIDENT_ID',
          fictionalResidentId({ birthDate: '1985-03-12', sequence }),
        );
        expect(masked).not.toContain('1985');
        expect(masked.replaceAll('*', '')).toHaveLength(7);
      }),
    );
  });

  it('hides at least four characters of any personal identifier', () => {
    const value = fc.oneof(
      fc.nat(9_999).map(fictionalMobile),
      fc.nat(9_999).map(fictionalBankCard),
      fc.string({ unit: fc.constantFrom(...'0123456789'), maxLength: 30 }),
    );
    fc.assert(
      fc.property(
        fc.constantFrom('RESIDENT_ID', 'MOBILE', 'BANK_CARD', 'ACCOUNT_NO', 'PASSPORT', 'EXTERNAL'),
        value,
        (scheme, text) => {
          const shown = maskIdentifier(scheme, text).replaceAll('*', '').length;
          expect(shown).toBeLessThanOrEqual(Math.max(0, text.length - 4));
        },
      ),
    );
  });
});

describe('masked e-mail address', () => {
  it.each([
    ['lin.qing@example.com', 'l***@example.com'],
    ['l@example.com', 'l***@example.com'],
    ['"a@b"@example.com', '"***@example.com'],
    ['no address', '******'],
    ['@example.com', '******'],
    ['lin@', '******'],
    ['', '******'],
  ])('of %j', (address, want) => expect(maskEmail(address)).toBe(want));
});
