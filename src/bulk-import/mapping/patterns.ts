const TOKENS = /YYYY|YY|MMM|MM|M|DD|D|HH|mm|ss/g;
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const FORM_OF: Readonly<Record<string, string>> = { MMM: '([A-Za-z]{3})', M: '(\\d{1,2})', D: '(\\d{1,2})' };

/** Year, month, day and time as written in a text; null where the pattern has none. */
export interface WrittenTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly time: string;
}

/** A pattern names year, month and day once each, and no part twice. */
export function isPattern(pattern: string): boolean {
  const parts = (pattern.match(TOKENS) ?? []).map((token) => token[0]!);
  return new Set(parts).size === parts.length && ['Y', 'M', 'D'].every((part) => parts.includes(part));
}

/** Reads texts of one pattern; null for a text of another form. `century` is added to two-digit years. */
export function patternReader(pattern: string, century = 0): (text: string) => WrittenTime | null {
  const tokens: string[] = [];
  let source = '';
  let from = 0;
  for (const { 0: token, index } of pattern.matchAll(TOKENS)) {
    tokens.push(token);
    source += literal(pattern.slice(from, index)) + (FORM_OF[token] ?? `(\\d{${token.length}})`);
    from = index + token.length;
  }
  const form = new RegExp(`^${source}${literal(pattern.slice(from))}$`);
  const [year, month, day] = ['Y', 'M', 'D'].map(
    (part) => tokens.findIndex((token) => token[0] === part) + 1,
  );
  const clock = ['HH', 'mm', 'ss'].map((token) => tokens.indexOf(token) + 1);
  const addedCentury = tokens.includes('YYYY') ? 0 : century;
  return (text) => {
    const match = form.exec(text);
    if (!match) return null;
    return {
      year: addedCentury + Number(match[year!]),
      month: monthOf(match[month!]!),
      day: Number(match[day!]),
      time: clock.map((place) => (place > 0 ? match[place] : '00')).join(':'),
    };
  };
}

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const monthOf = (text: string): number =>
  /^\d/.test(text) ? Number(text) : MONTHS.indexOf(text.toUpperCase()) + 1;

export const isoDate = ({ year, month, day }: WrittenTime): string =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
