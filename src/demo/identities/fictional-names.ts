import type { Sex } from '../../kernel/identity';

const SURNAMES = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕'];
const MIDDLE = [...'文明建国志海晓春秋子思家永德玉金佳正新世立天成安宁瑞景书学光'];
const LAST: Readonly<Record<Sex, readonly string[]>> = {
  M: [...'强伟军磊涛斌鹏辉杰峰勇刚平东超波毅健龙俊'],
  F: [...'静丽娟敏艳芳娜霞燕萍婷雪梅玲莉琳慧颖洁倩'],
};

const FIRM_PLACES = ['青岛', '鲁东', '胶州', '即墨', '崂山', '莱西', '平度', '城阳', '黄岛', '海阳'];
const FIRM_FIRST = [...'海华泰恒瑞鑫盛鼎隆宏嘉裕博远联汇腾润诚信'];
const FIRM_SECOND = [...'达通源丰兴昌旺顺康宁晨曦川岳林峰云帆翔宇'];
const FIRM_TRADES = [
  '电器',
  '家电',
  '精密部件',
  '塑胶',
  '电机',
  '钣金',
  '包装',
  '物流',
  '商贸',
  '材料',
  '模具',
  '电子',
  '五金',
  '家居',
  '制冷设备',
];

/** A common name for the n-th fictional person: the same n gives the same name. Names repeat, as names do. */
export function fictionalPersonName(n: number, sex: Sex): string {
  return pick(n, [SURNAMES, MIDDLE, LAST[sex]]);
}

/** A name for the n-th fictional firm, always with 示例 ("sample") in it; the first 60000 differ. */
export function fictionalFirmName(n: number): string {
  return `${pick(n, [FIRM_PLACES, FIRM_FIRST, FIRM_SECOND, ['示例'], FIRM_TRADES])}有限公司`;
}

/** Prime to the length of every list, so that neighbours look unlike each other and no combination comes twice. */
const STRIDE = 7_919;

/** The n-th combination of one entry of each list, in a scattered order that goes through all of them. */
function pick(n: number, lists: readonly (readonly string[])[]): string {
  if (!Number.isSafeInteger(n) || n < 0) throw new RangeError('expected a whole number from 0 on');
  const combinations = lists.reduce((product, list) => product * list.length, 1);
  let rest = ((n % combinations) * STRIDE) % combinations;
  let text = '';
  for (const list of lists) {
    text += list[rest % list.length];
    rest = Math.floor(rest / list.length);
  }
  return text;
}
