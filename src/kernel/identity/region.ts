import { REGION_TABLE } from './region-table';

/** A place of GB/T 2260 (行政区划代码), told down to the prefecture. */
export interface Region {
  /** Six digits ending in `00`: the prefecture, or the province when the code names a whole province. */
  readonly code: string;
  readonly province: string;
  /** `null` for the code of a whole province (`370000`). */
  readonly prefecture: string | null;
  /** The code was withdrawn. Identifiers issued under it stay good. */
  readonly abandoned: boolean;
}

const DIRECT_COUNTIES = '省直辖县级行政区划';
/** Municipalities and special regions have no counties directly under a province. */
const WITHOUT_DIRECT_COUNTIES = new Set(['11', '12', '31', '50', '71', '81', '82']);
/** "Prefectures" that are only drawers for the districts or counties of a municipality or province. */
const DRAWERS = new Set(['市辖区', '县', '市', '省直辖县', DIRECT_COUNTIES]);

/** By two digits. */
const PROVINCES = new Map<string, Region>();
/** By four digits. Hainan's `4600` is one: until 2002 its counties were numbered directly below the province. */
const PREFECTURES = new Map<string, Region>();

for (const line of REGION_TABLE) {
  const [head = '', ...entries] = line.split(' ');
  const digits = head.slice(0, 2);
  const province = head.slice(2);
  PROVINCES.set(digits, { code: `${digits}0000`, province, prefecture: null, abandoned: false });
  if (!WITHOUT_DIRECT_COUNTIES.has(digits)) entries.push(`90${DIRECT_COUNTIES}`);
  for (const entry of entries) {
    const key = digits + entry.slice(0, 2);
    const abandoned = entry[2] === '*';
    const prefecture = entry.slice(abandoned ? 3 : 2);
    PREFECTURES.set(key, { code: `${key}00`, province, prefecture, abandoned });
  }
}

/**
 * The region of a six-digit code, or `undefined` when its prefecture was never assigned. The last two digits (the
 * county) are not judged: counties come and go every year, and a list of them would refuse real people.
 */
export function regionOf(code: string): Region | undefined {
  if (code.length !== 6) return undefined;
  return code.endsWith('0000') ? PROVINCES.get(code.slice(0, 2)) : PREFECTURES.get(code.slice(0, 4));
}

/** Chinese name of a region for display, `山东省青岛市`; `undefined` for an unknown code. */
export function regionName(code: string): string | undefined {
  const region = regionOf(code);
  if (!region) return undefined;
  const { province, prefecture } = region;
  return prefecture === null || DRAWERS.has(prefecture) ? province : province + prefecture;
}
