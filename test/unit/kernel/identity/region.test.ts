import { regionName, regionOf } from '../../../../src/kernel/identity';
import { REGION_TABLE } from '../../../../src/kernel/identity/region-table';

describe('region', () => {
  it.each([
    ['370200', '山东省青岛市'],
    ['370212', '山东省青岛市'],
    ['370299', '山东省青岛市'],
    ['370000', '山东省'],
    ['110105', '北京市'],
    ['500238', '重庆市'],
    ['362324', '江西省上饶地区'],
    ['429004', '湖北省'],
    ['460025', '海南省'],
    ['460000', '海南省'],
    ['540502', '西藏自治区山南市'],
    ['810000', '香港特别行政区'],
  ])('%s is %s', (code, name) => expect(regionName(code)).toBe(name));

  it.each([
    '',
    '37',
    '3702',
    '379900',
    '370001',
    '990000',
    '100000',
    '119000',
    '810001',
    '37020000',
    'abcdef',
  ])('%j was never assigned', (code) => {
    expect(regionOf(code)).toBeUndefined();
    expect(regionName(code)).toBeUndefined();
  });

  it('tells a withdrawn code', () => {
    expect(regionOf('371202')).toEqual({
      code: '371200',
      province: '山东省',
      prefecture: '莱芜市',
      abandoned: true,
    });
    expect(regionOf('370202')).toMatchObject({ code: '370200', abandoned: false });
  });

  it('counts 34 provinces and the 333 prefectures of today', () => {
    const entries = REGION_TABLE.flatMap((line) =>
      line
        .split(' ')
        .slice(1)
        .map((entry) => ({ line, entry })),
    );
    const today = entries.filter(({ entry }) => !entry.includes('*'));
    const drawers = today.filter(({ entry }) => /^\d\d(市辖区|县)$/.test(entry));
    expect(REGION_TABLE).toHaveLength(34);
    expect(today.length - drawers.length).toBe(333);
    expect(new Set(entries.map(({ line, entry }) => line.slice(0, 2) + entry.slice(0, 2))).size).toBe(
      entries.length,
    );
    expect(entries.every(({ entry }) => /^\d\d\*?\p{Script=Han}+$/u.test(entry))).toBe(true);
  });
});
