import { basename } from 'node:path';
import type { BusinessDate } from '../../kernel';
import { readRecord } from '../load/read-record';
import type { TargetRecord } from '../load/record';
import { Scratch } from '../load/scratch.repository';
import { type Expression, namesIn, type Operand } from '../mapping/expression';
import { type ImportPlan, recordsOfTable } from '../run/import-plan';
import { targetNamed } from '../targets';
import { inWordsOfCount, WarningCounts } from './warnings';

const HEAD = 100;

/** What a mapping would do, in words, and how the first rows of each file fare. Shows no value of any row. */
export async function explainPlan(plan: ImportPlan, today: BusinessDate): Promise<string> {
  const lines: string[] = [];
  for (const table of plan.tables) {
    const target = targetNamed(table.target)!;
    const { file, columns } = plan.sources.get(table.from)!;
    lines.push(`${table.target} <- ${basename(file.path)} (${columns.length} columns)`);
    lines.push(`  key = ${inWords(table.key)}`);
    for (const [name, field] of Object.entries(target.fields)) {
      const expression = table.fields[name];
      lines.push(`  ${name} = ${expression ? inWords(expression) : '(not mapped)'}    [${field.form}]`);
    }
    lines.push(...(await fareOfHead(plan, table, today)), '');
  }
  if (plan.leftOut.length > 0)
    lines.push(`left out, because their files were not given: ${plan.leftOut.join(', ')}`);
  return lines.join('\n');
}

async function fareOfHead(plan: ImportPlan, table: ImportPlan['tables'][number], today: BusinessDate) {
  const reasons = new WarningCounts();
  let read = 0;
  let wrong = 0;
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
      if (!('problems' in result)) continue;
      wrong += 1;
      for (const problem of result.problems) reasons.add({ ...problem, line: record.line });
    }
  } finally {
    scratch.close();
  }
  return [
    `  of the first ${read} rows ${read - wrong} can be read`,
    ...(unseen.size > 0 ? [`    empty in all of them: ${[...unseen].join(', ')}`] : []),
    ...reasons.list().map((reason) => `    ${inWordsOfCount(reason)}`),
    ...warnings
      .list()
      .map((warning) => `    ${warning.field === '' ? '' : 'left empty: '}${inWordsOfCount(warning)}`),
  ];
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
