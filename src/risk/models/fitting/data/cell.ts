/** How the cells of a file are read. */
export interface CellReading {
  /** `12,5` is twelve and a half. */
  readonly decimalComma: boolean;
}

const MISSING = new Set(['', 'na', 'n/a', '#n/a', 'nan', 'null', 'none', 'nil', '\\n', '?', '.']);
const PLAIN = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const GROUPED = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/;
const WITH_COMMA = /^[+-]?\d+(?:,\d+)?$/;

/** True for what stands for no value: nothing, NA, NULL, NaN, None, ?, a lone dot. */
export const isMissing = (text: string): boolean => text.length <= 4 && MISSING.has(text.toLowerCase());

/** The number that a text states, or null: `12`, `-1.5e3`, `1,234.50`, `12%`; `12,5` where commas are decimal. */
export function numberOf(text: string, { decimalComma }: CellReading): number | null {
  const number = (plain: string) => {
    const value = Number(plain);
    // -0 would print as another number than it compares to.
    return Number.isFinite(value) ? value + 0 : null;
  };
  if (PLAIN.test(text)) return number(text);
  if (decimalComma) {
    const european = text.replaceAll('.', '');
    return WITH_COMMA.test(european) ? number(european.replace(',', '.')) : null;
  }
  if (text.endsWith('%')) {
    const percent = numberOf(text.slice(0, -1).trimEnd(), { decimalComma });
    return percent === null ? null : percent / 100;
  }
  return GROUPED.test(text) ? number(text.replaceAll(',', '')) : null;
}

/** One spelling of a special code: `-999.0` and `-999` are one. */
export function specialCode(text: string, reading: CellReading): string {
  const trimmed = text.trim();
  const value = numberOf(trimmed, reading);
  return value === null ? trimmed : String(value);
}
