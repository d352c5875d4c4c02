/** How the cells of a file are read. */
export interface CellReading {
  /** `12,5` is twelve and a half. */
  readonly decimalComma: boolean;
}

const MISSING = new Set(['', 'na', 'n/a', '#n/a', 'nan', 'null', 'none', 'nil', '\\n', '?', '.']);
const PLAIN = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const GROUPED = /^[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?$/;
const WITH_COMMA = /^[+-]?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?$/;

const CURRENCY = /^([+-]?)[$¥￥€£] ?/;

/** True for what stands for no value: nothing, NA, NULL, NaN, None, ?, a lone dot. */
export const isMissing = (text: string): boolean => text.length <= 4 && MISSING.has(text.toLowerCase());

/**
 * The number that a text states, or null: `12`, `-1.5e3`, `1,234.50`, `12%`, `$1,234.50`; `1.234,5` where commas are decimal.
 */
export function numberOf(text: string, reading: CellReading): number | null {
  if (text.endsWith('%')) {
    const percent = plainNumberOf(text.slice(0, -1).trimEnd(), reading);
    return percent === null ? null : percent / 100;
  }
  const plain = plainNumberOf(text, reading);
  return plain === null && CURRENCY.test(text) ? plainNumberOf(text.replace(CURRENCY, '$1'), reading) : plain;
}

function plainNumberOf(text: string, { decimalComma }: CellReading): number | null {
  if (decimalComma && WITH_COMMA.test(text)) return finite(text.replaceAll('.', '').replace(',', '.'));
  if (PLAIN.test(text)) return finite(text);
  return !decimalComma && GROUPED.test(text) ? finite(text.replaceAll(',', '')) : null;
}

function finite(plain: string): number | null {
  const value = Number(plain);
  // -0 would print as another number than it compares to.
  return Number.isFinite(value) ? value + 0 : null;
}

/** One spelling of a special code: `-999.0` and `-999` are one. */
export function specialCode(text: string, reading: CellReading): string {
  const trimmed = text.trim();
  const value = numberOf(trimmed, reading);
  return value === null ? trimmed : String(value);
}
