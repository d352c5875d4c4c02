import type { TargetRecord } from '../load/record';
import type { RawRecord } from '../parse/delimited';
import { FieldError, type Problem } from '../targets';
import { type CompileContext, compile, type Evaluate } from './compile';
import type { Mapping, TableSpec } from './mapping';

/** Makes target records of a source's records; null for a record that the table does not want. */
export function bindTable(
  mapping: Mapping,
  table: TableSpec,
  columns: readonly string[],
  lookup: CompileContext['lookup'],
): (raw: RawRecord) => TargetRecord | null {
  const context: CompileContext = {
    columns: new Map(columns.map((name, place) => [name, place])),
    codes: mapping.codes,
    lookup,
  };
  const where = Object.entries(table.where).map(([name, text]) => [columns.indexOf(name), text] as const);
  const evaluate: (readonly [string, Evaluate])[] = [
    ['key', compile(table.key, context)],
    ...Object.entries(table.fields).map(
      ([name, expression]) => [name, compile(expression, context)] as const,
    ),
  ];
  return (raw) => {
    if ('problem' in raw) return refused(raw.line, [{ field: '', reason: raw.problem }]);
    const { line, cells } = raw;
    if (cells.length !== columns.length)
      return refused(line, [
        { field: '', reason: `it has ${cells.length} columns instead of ${columns.length}` },
      ]);
    if (!where.every(([place, text]) => cells[place]!.trim() === text)) return null;
    const values: Record<string, string | null> = {};
    const problems: Problem[] = [];
    for (const [name, value] of evaluate) {
      try {
        values[name] = value(cells);
      } catch (error) {
        if (!(error instanceof FieldError)) throw error;
        problems.push({ field: name, reason: error.message });
      }
    }
    return problems.length > 0 ? { line, values, problems } : { line, values };
  };
}

const refused = (line: number, problems: readonly Problem[]): TargetRecord => ({
  line,
  values: {},
  problems,
});
