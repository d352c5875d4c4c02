import { TARGET_NAMES } from '../load/load-records';
import { type Field, targetNamed } from '../targets';
import { type Expression, type Lookup, namesIn, type Operand } from './expression';
import { type Mapping, MappingError, type MappingProblem, type Path, type TableSpec } from './mapping';

/** The names of each source's columns. */
export type ColumnsOf = ReadonlyMap<string, readonly string[]>;

/**
 * Holds a mapping against the targets, and against the files' columns.
 * @throws MappingError with every name that means nothing, every required field that is left out and every code that
 * its field does not take.
 */
export function checkMapping(mapping: Mapping, columns: ColumnsOf): void {
  const problems: MappingProblem[] = [];
  const report = (path: Path, message: string) => problems.push({ place: mapping.place(path), message });
  for (const [i, table] of mapping.tables.entries())
    checkTable(mapping, columns, table, ['tables', i], report);
  if (problems.length > 0) throw new MappingError(problems);
}

type Report = (path: Path, message: string) => void;

function checkTable(mapping: Mapping, columns: ColumnsOf, table: TableSpec, at: Path, report: Report): void {
  const target = targetNamed(table.target);
  if (!target)
    report([...at, 'target'], `there is no target ${table.target}; there are ${TARGET_NAMES.join(', ')}`);
  if (!(table.from in mapping.sources))
    report(
      [...at, 'from'],
      `there is no source ${table.from}; there are ${Object.keys(mapping.sources).join(', ')}`,
    );
  const own = columns.get(table.from);
  for (const name of Object.keys(table.where))
    checkColumn(name, table.from, own, [...at, 'where', name], report);
  checkNames(mapping, columns, table, table.key, [...at, 'key'], report);
  for (const [name, expression] of Object.entries(table.fields)) {
    const path = [...at, 'fields', name];
    checkNames(mapping, columns, table, expression, path, report);
    const field = target?.fields[name];
    if (field) checkCodes(mapping, expression, field, path, report);
    else if (target)
      report(path, `${target.name} has no field ${name}; it has ${Object.keys(target.fields).join(', ')}`);
  }
  const missing = Object.entries(target?.fields ?? {}).filter(
    ([name, field]) => field.required && !(name in table.fields),
  );
  if (missing.length > 0)
    report(
      [...at, 'fields'],
      `${table.target} needs ${missing.map(([name, { form }]) => `${name} (${form})`).join(', ')}`,
    );
}

function checkNames(
  mapping: Mapping,
  columns: ColumnsOf,
  table: TableSpec,
  expression: Expression,
  at: Path,
  report: Report,
): void {
  for (const { kind, name, path, expression: part } of namesIn(expression)) {
    const place = [...at, ...path];
    if (kind === 'column') checkColumn(name, table.from, columns.get(table.from), place, report);
    else if (kind === 'table' && !(name in mapping.codes)) report(place, noTable(mapping, name));
    else if (kind === 'lookup' && !(name in mapping.sources))
      report(place, `there is no source ${name}; there are ${Object.keys(mapping.sources).join(', ')}`);
    else if (kind === 'lookup') {
      const { match, take, where = {} } = part as Lookup;
      const inside = place.slice(0, -1);
      checkColumn(match, name, columns.get(name), [...inside, 'match'], report);
      checkTaken(mapping, columns, name, take, [...inside, 'take'], report);
      for (const each of Object.keys(where))
        checkColumn(each, name, columns.get(name), [...inside, 'where', each], report);
    }
  }
}

/** What is taken is an expression over the columns of the other file. */
function checkTaken(
  mapping: Mapping,
  columns: ColumnsOf,
  source: string,
  take: Operand,
  at: Path,
  report: Report,
): void {
  for (const { kind, name, path } of namesIn(take)) {
    const place = [...at, ...path];
    if (kind === 'column') checkColumn(name, source, columns.get(source), place, report);
    else if (kind === 'lookup') report(place, 'what a lookup takes must not be a lookup');
    else if (!(name in mapping.codes)) report(place, noTable(mapping, name));
  }
}

const noTable = (mapping: Mapping, name: string): string =>
  `there is no code table ${name}; there are ${Object.keys(mapping.codes).join(', ') || 'none'}`;

function checkColumn(
  name: string,
  source: string,
  known: readonly string[] | undefined,
  at: Path,
  report: Report,
): void {
  if (known && !known.includes(name)) {
    const hint = known.length === 1 ? ' alone: is its `delimiter` right?' : '';
    report(at, `${source} has no column ${name}; it has ${known.join(', ')}${hint}`);
  } else if (known && known.indexOf(name) !== known.lastIndexOf(name))
    report(at, `${source} has two columns ${name}`);
}

/** Constants and code tables can be held against the field's codes before any row is read. */
function checkCodes(mapping: Mapping, expression: Expression, field: Field, at: Path, report: Report): void {
  const { codes } = field;
  if (!codes) return;
  const refuse = (text: string, path: Path) => {
    if (text !== '' && !codes.includes(text)) report(path, `${text} is none of ${codes.join(', ')}`);
  };
  if ('const' in expression) refuse(expression.const, [...at, 'const']);
  else if ('code' in expression) {
    for (const [key, value] of Object.entries(mapping.codes[expression.table] ?? {}))
      refuse(value, ['codes', expression.table, key]);
    if (expression.default !== undefined) refuse(expression.default, [...at, 'default']);
  } else if ('first' in expression)
    for (const [i, part] of expression.first.entries())
      checkCodes(mapping, part, field, [...at, 'first', i], report);
}
