import { basename } from 'node:path';
import type { BusinessDate } from '../../kernel';
import { readRecord } from '../load/read-record';
import type { TargetRecord } from '../load/record';
import { Scratch } from '../load/scratch.repository';
import { type Expression, namesIn, type Operand } from '../mapping/expression';
import { type ImportPlan, recordsOfTable } from '../run/import-plan';
import { targetNamed } from '../targets';
import { inWordsOfCount, type WarningCount, WarningCounts } from './warnings';

const HEAD = 100;

/** What a mapping would do, and how the first rows of each file fare. Holds no value of any row. */
export interface CheckReport {
  readonly source: string;
  readonly tables: readonly CheckedTable[];
  /** Targets that are left out, because their file was not given. */
  readonly leftOut: readonly string[];
}

interface CheckedTable {
  readonly target: string;
  readonly file: string;
  /** How many the file has. */
  readonly columns: number;
  /** The expression that gives the key, in words. */
  readonly key: string;
  /** Of each field of the target the expression that gives it, in words, or null where there is none; and its form. */
  readonly fields: readonly { readonly name: string; readonly from: string | null; readonly form: string }[];
  readonly head: FareOfHead;
}

interface FareOfHead {
  /** Rows that were looked at. */
  readonly read: number;
  readonly readable: number;
  /** Columns that the mapping uses and no row of these has anything in. */
  readonly emptyColumns: readonly string[];
  /** Why the others cannot be read. */
  readonly problems: readonly WarningCount[];
  /** Texts that would be left out although their rows would be taken. */
  readonly warnings: readonly WarningCount[];
}

/** Reads the heads of the files, and nothing else. */
export async function checkPlan(plan: ImportPlan, today: BusinessDate): Promise<CheckReport> {
  const tables: CheckedTable[] = [];
  for (const table of plan.tables) {
    const { file, columns } = plan.sources.get(table.from)!;
    tables.push({
      target: table.target,
      file: file.path,
      columns: columns.length,
      key: inWords(table.key),
      fields: Object.entries(targetNamed(table.target)!.fields).map(([name, { form }]) => {
        const expression = table.fields[name];
        return { name, from: expression ? inWords(expression) : null, form };
      }),
      head: await fareOfHead(plan, table, today),
    });
  }
  return { source: plan.mapping.source, tables, leftOut: plan.leftOut };
}

/** The report as text, a line for each fact. */
export function checkInWords({ tables, leftOut }: CheckReport): string {
  const lines = tables.flatMap(({ target, file, columns, key, fields, head }) => [
    `${target} <- ${basename(file)} (${columns} columns)`,
    `  key = ${key}`,
    ...fields.map(({ name, from, form }) => `  ${name} = ${from ?? '(not mapped)'}    [${form}]`),
    `  of the first ${head.read} rows ${head.readable} can be read`,
    ...(head.emptyColumns.length > 0 ? [`    empty in all of them: ${head.emptyColumns.join(', ')}`] : []),
    ...head.problems.map((problem) => `    ${inWordsOfCount(problem)}`),
    ...head.warnings.map(
      (warning) => `    ${warning.field === '' ? '' : 'left empty: '}${inWordsOfCount(warning)}`,
    ),
    '',
  ]);
  if (leftOut.length > 0) lines.push(`left out, because their files were not given: ${leftOut.join(', ')}`);
  return lines.join('\n');
}

async function fareOfHead(
  plan: ImportPlan,
  table: ImportPlan['tables'][number],
  today: BusinessDate,
): Promise<FareOfHead> {
  const problems = new WarningCounts();
  let read = 0;
  let readable = 0;
  const scratch = new Scratch();
  const warnings = new WarningCounts();
  const { columns } = plan.sources.get(table.from)!;
  const unseen = new Set(columnsUsedBy(table));
  try {
    const blocks = recordsOfTable(plan, table, scratch, (warning) => warnings.add(warning));
    for await (const record of firstOf(blocks, HEAD)) {
      read += 1;
      const { raw } = record;
      if (raw && 'cells' in raw)
        for (const name of unseen) if (raw.cells[columns.indexOf(name)]?.trim()) unseen.delete(name);
      const result = readRecord(targetNamed(table.target)!, plan.mapping.source, record, today);
      if (!('problems' in result)) readable += 1;
      else for (const problem of result.problems) problems.add({ ...problem, line: record.line });
    }
  } finally {
    scratch.close();
  }
  return {
    read,
    readable,
    emptyColumns: [...unseen],
    problems: problems.list(),
    warnings: warnings.list(),
  };
}

async function* firstOf(
  blocks: AsyncIterable<Iterable<TargetRecord>>,
  most: number,
): AsyncGenerator<TargetRecord> {
  let count = 0;
  for await (const block of blocks)
    for (const record of block) {
      yield record;
      count += 1;
      if (count === most) return;
    }
}

const columnsUsedBy = ({ key, fields }: ImportPlan['tables'][number]): string[] =>
  [key, ...Object.values(fields)].flatMap((expression) =>
    [...namesIn(expression)].flatMap(({ kind, name }) => (kind === 'column' ? [name] : [])),
  );

/** Settings that go without saying. */
const UNSAID: Readonly<Record<string, string>> = { onBad: 'reject', into: 'YUAN' };

function inWords(part: Operand): string {
  if (typeof part === 'string') return part;
  const [operator, value] = Object.entries(part)[0] as [keyof Expression, unknown];
  const more = Object.entries(part)
    .slice(1)
    .filter(([name, setting]) => setting !== undefined && setting !== '' && UNSAID[name] !== setting)
    .map(([name, setting]) => `${name} ${typeof setting === 'string' ? setting : inWordsOf(setting)}`);
  const head = operator === ('column' as string) ? String(value) : `${String(operator)} ${inWordsOf(value)}`;
  return [head, ...more].join(', ');
}

function inWordsOf(value: unknown): string {
  if (Array.isArray(value)) return `(${value.map((part) => inWords(part as Operand)).join(' | ')})`;
  if (typeof value !== 'object' || value === null) return String(value);
  const entries = Object.entries(value);
  return entries.every(([, text]) => typeof text === 'string') && !('column' in value)
    ? entries.map(([name, text]) => `${name}=${text}`).join(' ')
    : `(${inWords(value as Expression)})`;
}
