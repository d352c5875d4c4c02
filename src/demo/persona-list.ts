import { PERSONAS, type Persona } from './personas';

/** A persona as `npm run personas -- --json` prints it. */
export interface ListedPersona {
  readonly key: string;
  readonly name: string;
  readonly story: string;
  readonly kind: Persona['kind'];
  readonly residentId?: string;
  readonly creditCode?: string;
  readonly mobile?: string;
  /** Goes into a query as it is: the value of a `BorrowerKey`. */
  readonly borrowerKey: Readonly<{ residentId: string } | { creditCode: string }>;
}

export const listedPersonas = (): ListedPersona[] =>
  PERSONAS.map(({ key, name, story, kind, ...persona }) => ({
    key,
    name,
    story,
    kind,
    ...(persona.residentId !== undefined && { residentId: persona.residentId }),
    ...(persona.creditCode !== undefined && { creditCode: persona.creditCode }),
    ...(persona.mobile !== undefined && { mobile: persona.mobile }),
    borrowerKey:
      persona.residentId === undefined
        ? { creditCode: persona.creditCode }
        : { residentId: persona.residentId },
  }));

/** For people: a line per persona, columns in line also where Chinese letters are two cells wide. */
export function personaTable(personas: readonly ListedPersona[]): string {
  const rows = [
    ['KEY', 'NAME', 'KIND', 'QUERY WITH', 'STORY'],
    ...personas.map(({ key, name, kind, borrowerKey, story }) => [
      key,
      name,
      kind,
      Object.entries(borrowerKey)
        .map(([scheme, value]) => `${scheme} ${value}`)
        .join(),
      story,
    ]),
  ];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => cells(row[column]!))));
  const line = (row: readonly string[]) =>
    row.map((text, column) => text + ' '.repeat(widths[column]! - cells(text))).join('  ');
  return `${rows.map((row) => line(row).trimEnd()).join('\n')}\n`;
}

/** Cells of a terminal that a text takes. */
const cells = (text: string): number => text.length + (text.match(/\p{Script=Han}/gu)?.length ?? 0);
