/** From which part on somebody is a beneficial owner (受益所有人), in billionths: 25 %. */
const BENEFICIAL_FROM_PPB = 250_000_000;

/** Billionths as a percent: `333333333` is `"33.3333333"`. */
export function percentOf(ppb: number): string {
  const digits = ppb.toString().padStart(8, '0');
  return `${digits.slice(0, -7)}.${digits.slice(-7)}`.replace(/\.?0+$/, '');
}

/** True or false where it is certain, null where an unknown stake may lift him over the line. */
export const isBeneficial = (ppb: number, isKnown: boolean): boolean | null =>
  ppb >= BENEFICIAL_FROM_PPB ? true : isKnown ? false : null;
