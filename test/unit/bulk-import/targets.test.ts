import { readFileSync } from 'node:fs';
import path from 'node:path';
import { TARGET_NAMES } from '../../../src/bulk-import';
import { readRecord } from '../../../src/bulk-import/load/read-record';
import { TARGETS, targetNamed } from '../../../src/bulk-import/targets';
import { fictionalResidentId } from '../../../src/demo/identities';

const problemsOf = (target: string, values: Record<string, string | null>): string[] => {
  const read = readRecord(
    targetNamed(target)!,
    'crm',
    { line: 1, values: { key: '1', ...values } },
    '2026-06-01',
  );
  return 'problems' in read ? read.problems.map(({ field }) => field) : [];
};

describe('targets', () => {
  it('come after everything that they refer to', () => {
    for (const [i, target] of TARGETS.entries())
      for (const { refersTo } of Object.values(target.fields))
        if (refersTo) expect(TARGET_NAMES.slice(0, i)).toContain(refersTo);
  });

  it('have a currency wherever they have an amount', () => {
    for (const { name, fields } of TARGETS)
      if (Object.values(fields).some(({ suffix }) => suffix === 'Minor'))
        expect([name, ...Object.keys(fields)]).toContain('currency');
  });

  it('are all named in the how-to page', () => {
    const page = readFileSync(path.resolve(__dirname, '../../../docs/how-to/add-a-mapping.md'), 'utf8');
    expect(TARGET_NAMES.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });

  const person = { kind: 'PERSON' };
  it.each([
    ['subject', { ...person, name: 'a\u0000b' }, ['name']],
    ['subject', { ...person, name: 'x'.repeat(201) }, ['name']],
    ['subject', { ...person, birthDate: '1985-02-30' }, ['birthDate']],
    ['subject', { ...person, birthDate: '0000-01-01' }, ['birthDate']],
    ['subject', { ...person, residentId: '110101198503121234' }, ['residentId']],
    ['subject', { ...person, passport: 'E12345678', passportCountry: 'KOR' }, []],
    ['subject', { ...person, passport: 'E12345678', passportCountry: 'K' }, ['passport']],
    ['subject', { ...person, sameAs: 'erp:17' }, []],
    ['subject', { ...person, sameAs: '17' }, ['sameAs']],
    ['subject', { ...person, key: 'with space' }, ['key']],
    ['subject', { ...person, key: 'x'.repeat(65) }, ['key']],
    [
      'waybill',
      { order: '1', waybillNo: 'W', freight: `-${'9'.repeat(17)}.00`, currency: 'CNY' },
      ['freight'],
    ],
    ['waybill', { order: '1', waybillNo: 'W', freight: `000${'9'.repeat(13)}.99`, currency: 'CNY' }, []],
    ['device_use', { subject: '1', device: '1', times: '1.5' }, ['times']],
    [
      'device_use',
      { subject: '1', device: '1', times: '3', firstSeenAt: '2026-02-30T00:00:00Z' },
      ['firstSeenAt'],
    ],
    [
      'device_use',
      { subject: '1', device: '1', times: '3', firstSeenAt: '2026-02-28 00:00:00' },
      ['firstSeenAt'],
    ],
    ['device_use', { subject: '1', device: '1', times: '3', firstSeenAt: '2026-02-28T00:00:00+08:00' }, []],
    ['waybill', { order: '1', waybillNo: 'W', weight: '0.0001' }, ['weight']],
    ['waybill', { order: '1', waybillNo: 'W', freight: '12' }, ['freight']],
    ['waybill', { order: '1', waybillNo: '=cmd()', mode: '公路' }, ['waybillNo', 'mode']],
    ['relation', { fromSubject: '1', toSubject: '2', kind: 'SPOUSE', weight: '9'.repeat(19) }, ['weight']],
  ])('%s with %j: %j is wrong', (target, values, expected) => {
    expect(problemsOf(target, values)).toEqual(expected);
  });

  it('hold a person against his resident id', () => {
    const residentId = fictionalResidentId({ birthDate: '1985-03-12', sequence: 1 });
    const row = {
      sourceKey: '1',
      kind: 'PERSON',
      residentId: null,
      creditCode: null,
      birthDate: null,
      sex: null,
    };
    const target = targetNamed('subject')!;
    const context = { texts: {}, today: '2026-06-01' };
    const said = target.fields.residentId!.read(residentId, context);
    const check = (more: object) =>
      target.check({ ...row, residentId: said, ...more }, context).map(({ field }) => field);
    expect(check({ birthDate: '1985-03-12', sex: 'M' })).toEqual([]);
    expect(check({ birthDate: '1985-03-13', sex: 'F' })).toEqual(['birthDate', 'sex']);
    expect(check({ kind: 'ENTERPRISE', passport: null })).toEqual(['residentId']);
    expect(check({ residentId: null, birthDate: '2026-06-01' })).toEqual([]);
    expect(check({ residentId: null, birthDate: '2026-06-02' })).toEqual(['birthDate']);
  });
});
