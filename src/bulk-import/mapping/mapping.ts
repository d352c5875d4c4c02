import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { decoderOf } from '../../platform/delimited';
import { isSourceName } from '../load/load-records';
import { anyText, type Expression, expression, sameCells, type Where, words } from './expression';

export type Path = readonly (string | number)[];

/** Something wrong with a mapping, and where in its file. */
export interface MappingProblem {
  /** `file:line:column`. */
  readonly place: string;
  readonly message: string;
}

/** A mapping that cannot be used; names every mistake with its place. Nothing has been loaded. */
export class MappingError extends Error {
  override readonly name = 'MappingError';

  constructor(readonly problems: readonly MappingProblem[]) {
    super(problems.map(({ place, message }) => `${place}: ${message}`).join('\n'));
  }
}

/** An empty code says nothing, as an empty cell does. */
const codeTable = z.record(z.string(), anyText);

const sourceSpec = z
  .strictObject({
    file: words,
    form: z.enum(['delimited', 'ndjson'], 'must be delimited or ndjson').default('delimited'),
    delimiter: words.optional().meta({ default: ',' }),
    quote: anyText.max(1, 'must be one character, or empty for none').optional().meta({ default: '"' }),
    encoding: words
      .refine(
        (name) => decoderOf(name) !== undefined,
        'is no encoding that can be read; try utf-8, gb18030, iso-8859-2',
      )
      .default('utf-8'),
    header: z.enum(['true', 'false'], 'must be true or false').optional().meta({ default: 'true' }),
    columns: z.array(words).default([]),
  })
  .superRefine(({ form, header, columns, ...spec }, context) => {
    const isJson = form === 'ndjson';
    if ((isJson || header === 'false') && columns.length === 0)
      context.addIssue({
        code: 'custom',
        message: isJson
          ? 'an ndjson source needs `columns`, the paths that are read'
          : 'a source without header needs `columns`',
      });
    for (const name of ['delimiter', 'quote', 'header'] as const)
      if (isJson && (name === 'header' ? header : spec[name]) !== undefined)
        context.addIssue({ code: 'custom', path: [name], message: 'means nothing in an ndjson source' });
  })
  .transform(({ delimiter = ',', quote = '"', header, ...spec }) => ({
    ...spec,
    delimiter,
    quote,
    header: spec.form === 'delimited' && header !== 'false',
  }));

const tableSpec = z.strictObject({
  target: words,
  from: words,
  where: sameCells.default({}),
  repeats: z.enum(['reject', 'skip'], 'must be reject or skip').default('reject'),
  key: expression,
  fields: z.record(words, expression),
});

/** The form of a mapping file. */
export const mappingSpec = z.strictObject({
  source: words.refine(isSourceName, 'must be 1 to 24 characters of a-z, 0-9, ".", "_", "-"'),
  sources: z.record(words, sourceSpec),
  codes: z.record(words, codeTable).default({}),
  tables: z.array(tableSpec).min(1, 'must not be empty'),
});

export type SourceSpec = z.output<typeof sourceSpec>;
export interface TableSpec {
  readonly target: string;
  readonly from: string;
  readonly where: Where;
  /** What becomes of a row whose key has come before: a reject, or not a row of this table. */
  readonly repeats: 'reject' | 'skip';
  readonly key: Expression;
  readonly fields: Readonly<Record<string, Expression>>;
}

/** A mapping file that has the right form. */
export interface Mapping {
  /** Name of the file, for people. */
  readonly name: string;
  /** Name of the system that the records come from. */
  readonly source: string;
  readonly sources: Readonly<Record<string, SourceSpec>>;
  readonly codes: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly tables: readonly TableSpec[];
  /** Where a part of the mapping stands in its file. */
  place(path: Path): string;
}

/** @throws MappingError with every mistake of form, each with its place. */
export function readMapping(file: string): Mapping {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new MappingError([
      { place: file, message: `cannot be read (${(error as NodeJS.ErrnoException).code})` },
    ]);
  }
  return parseMapping(text, basename(file));
}

/** @throws MappingError */
export function parseMapping(text: string, name: string): Mapping {
  const lines = new LineCounter();
  // Failsafe: every scalar is a text, so that 0.00 and 01 mean what is written.
  const document = parseDocument(text, { schema: 'failsafe', lineCounter: lines, prettyErrors: false });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `${name}:${line}:${col}`;
  };
  if (document.errors.length > 0)
    throw new MappingError(document.errors.map(({ pos, message }) => ({ place: at(pos[0]), message })));
  const place = (path: Path) => at(offsetOf(document, path));
  const parsed = mappingSpec.safeParse(document.toJS());
  if (parsed.success) return { name, ...parsed.data, place };
  throw new MappingError(
    parsed.error.issues.map((issue) => {
      const path = issue.path as Path;
      if (issue.code !== 'unrecognized_keys')
        return { place: place(path), message: described(path, issue.message) };
      return { place: place([...path, issue.keys[0]!]), message: `there is no \`${issue.keys[0]}\` here` };
    }),
  );
}

const described = (path: Path, message: string): string => {
  const last = path.findLast((part) => typeof part === 'string');
  return last === undefined
    ? message
    : `\`${last}\` ${message.replace(/^Invalid input: expected .*, received undefined$/, 'is missing')}`;
};

/** Where the node at a path begins: its key where it has one. Of a part that is missing, where its parent begins. */
function offsetOf(document: Document, path: Path): number {
  for (let length = path.length; length > 0; length -= 1) {
    const parent = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true);
    const last = path[length - 1];
    if (isMap(parent)) {
      const pair = parent.items.find(({ key }) => isScalar(key) && key.value === String(last));
      if (pair && isNode(pair.key) && pair.key.range) return pair.key.range[0];
    }
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}
