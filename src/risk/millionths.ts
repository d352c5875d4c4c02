/** A share in millionths as the decimal that the API gives: exact, with six digits. */
export const decimalOfPpm = (ppm: bigint): string =>
  `${ppm / 1_000_000n}.${(ppm % 1_000_000n).toString().padStart(6, '0')}`;
