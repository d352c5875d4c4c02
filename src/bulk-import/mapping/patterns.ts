const TOKENS = /YYYY|YY|MM|DD|HH|mm|ss/g;

/** Year, month, day and time as written in a text; null where the pattern has none. */
export interface WrittenTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly time: string;
}

/** A pattern names year, month and day once each, and no part twice. */
export function isPattern(pattern: string): boolean {
  const tokens = pattern.match(TOKENS) ?? [];
  const once = new Set(tokens.map((token) => token.replace('YYYY', 'YY'))).size === tokens.length;
  return once && ['YY', 'MM', 'DD'].every((token) => tokens.some((found) => found.startsWith(token)));
}

/** Reads texts of one pattern; null for a text of another form. `century` is added to two-digit years. */
export function patternReader(pattern: string, century = 0): (text: string) => WrittenTime | null {
  const tokens: string[] = [];
  const source = pattern
    .split(/(YYYY|YY|MM|DD|HH|mm|ss)/)
    .map((part, i) => {
      if (i % 2 === 0) return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
      tokens.push(part);
      return `(\\d{${part.length}})`;
    })
    .join('');
  const form = new RegExp(`^${source}$`);
  return (text) => {
    const match = form.exec(text);
    if (!match) return null;
    const part = (token: string) => match[tokens.indexOf(token) + 1];
    const clock = ['HH', 'mm', 'ss'].map((token) => (tokens.includes(token) ? part(token) : '00'));
    return {
      year: tokens.includes('YYYY') ? Number(part('YYYY')) : century + Number(part('YY')),
      month: Number(part('MM')),
      day: Number(part('DD')),
      time: clock.join(':'),
    };
  };
}

export const isoDate = ({ year, month, day }: WrittenTime): string =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
