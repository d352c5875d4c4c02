/** Thousandths as a decimal with three digits: quantities, and grams as kilograms. */
export const thousandths = (value: bigint): string => {
  const digits = value.toString().padStart(4, '0');
  return `${digits.slice(0, -3)}.${digits.slice(-3)}`;
};
