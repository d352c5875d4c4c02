import type { RawRecord } from '../../platform/delimited';
import type { TargetRecord, Warning } from '../load/record';
import { FieldError, type Problem } from '../targets';
import { type CompileContext, compile, type Evaluate, rowFilter } from './compile';
import type { Mapping, TableSpec } from './mapping';

/** Makes target records of a source's records; null for a record that the table does not want. */
export function bindTable(
  mapping: Mapping,
  table: TableSpec,
  columns: readonly string[],
  lookup: CompileContext['lookup'],
  onWarning: (warning: Warning) => void,
): (raw: RawRecord) => TargetRecord | null {
  const at = { line: 0, field: '' };
  const places = new Map(columns.map((name, place) => [name, place]));
  const context: CompileContext = {
    columns: places,
    codes: mapping.codes,
    lookup,
    warn: (reason) => onWarning({ ...at, reason }),
  };
  const isWanted = rowFilter(table.where, places);
  const evaluate: (readonly [string, Evaluate])[] = [
    ['key', compile(table.key, context)],
    ...Object.entries(table.fields).map(
      ([name, expression]) => [name, compile(expression, context)] as const,
    ),
  ];
  return (raw) => {
    if ('problem' in raw) return refused(raw, [{ field: '', reason: raw.problem }]);
    const { line, cells } = raw;
    if (cells.length !== columns.length)
      return refused(raw, [
        {
          field: '',
          reason: `it has ${cells.length} column${cells.length === 1 ? '' : 's'} instead of ${columns.length}`,
        },
      ]);
    if (!isWanted(cells)) return null;
    at.line = line;
    const values: Record<string, string | null> = {};
    const problems: Problem[] = [];
    for (const [name, value] of evaluate) {
      at.field = name;
      try {
        values[name] = value(cells);
      } catch (error) {
        if (!(error instanceof FieldError)) throw error;
        problems.push({ field: name, reason: error.message });
      }
    }
    if (raw.unended)
      onWarning({
        line,
        field: '',
        reason: 'the file stops without a line end: its last row may be cut off',
      });
    return problems.length > 0 ? { line, values, problems, raw } : { line, values, raw };
  };
}

const refused = (raw: RawRecord, problems: readonly Problem[]): TargetRecord => ({
  line: raw.line,
  values: {},
  problems,
  raw,
});
