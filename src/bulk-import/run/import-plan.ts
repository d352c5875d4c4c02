import { TARGET_NAMES } from '../load/load-records';
import type { TargetRecord } from '../load/record';
import { bindTable } from '../mapping/bind-table';
import { checkMapping } from '../mapping/check-mapping';
import type { CompileContext } from '../mapping/compile';
import { type Lookup, namesIn } from '../mapping/expression';
import { LookupIndex } from '../mapping/lookup-index';
import { type Mapping, MappingError, type TableSpec } from '../mapping/mapping';
import { rawRecords } from '../parse/source-file';
import { type FoundSource, findSources } from './find-files';

/** A mapping whose files are there and whose every name means something. */
export interface ImportPlan {
  readonly mapping: Mapping;
  readonly sources: ReadonlyMap<string, FoundSource>;
  /** In load order. */
  readonly tables: readonly TableSpec[];
  /** Targets that are left out, because their file was not given. */
  readonly leftOut: readonly string[];
}

/** @throws MappingError, SourceFileError; nothing has been loaded then. */
export async function planImport(mapping: Mapping, paths: readonly string[]): Promise<ImportPlan> {
  const sources = await findSources(mapping, paths);
  checkMapping(mapping, new Map([...sources].map(([name, { columns }]) => [name, columns])));
  const order = (table: TableSpec) => TARGET_NAMES.indexOf(table.target);
  const given = mapping.tables.filter((table) => sources.has(table.from));
  const plan: ImportPlan = {
    mapping,
    sources,
    tables: given.toSorted((a, b) => order(a) - order(b)),
    leftOut: mapping.tables.filter((table) => !sources.has(table.from)).map(({ target }) => target),
  };
  const absent = given.flatMap(lookupsOf).find(({ lookup }) => !sources.has(lookup));
  if (absent) {
    const message = `a lookup needs ${mapping.sources[absent.lookup]?.file}, which was not given`;
    throw new MappingError([{ place: mapping.place(['sources', absent.lookup]), message }]);
  }
  return plan;
}

function lookupsOf(table: TableSpec): Lookup[] {
  return [table.key, ...Object.values(table.fields)].flatMap((expression) =>
    [...namesIn(expression)].flatMap(({ kind, expression: part }) =>
      kind === 'lookup' ? [part as Lookup] : [],
    ),
  );
}

/** The records of a table; reads the sources that it looks things up in first. */
export async function* recordsOfTable(
  plan: ImportPlan,
  table: TableSpec,
  onBytes: (bytes: number) => void = () => {},
): AsyncGenerator<TargetRecord> {
  const { file, columns } = plan.sources.get(table.from)!;
  const toRecord = bindTable(plan.mapping, table, columns, await lookups(plan, table));
  for await (const block of rawRecords(file, onBytes)) {
    for (const raw of block) {
      const record = toRecord(raw);
      if (record) yield record;
    }
  }
}

async function lookups(plan: ImportPlan, table: TableSpec): Promise<CompileContext['lookup']> {
  const indexes = new Map<Lookup, LookupIndex>();
  for (const lookup of lookupsOf(table)) {
    const { file, columns } = plan.sources.get(lookup.lookup)!;
    const index = new LookupIndex(lookup, columns);
    for await (const block of rawRecords(file)) for (const raw of block) index.add(raw);
    indexes.set(lookup, index);
  }
  return (lookup) => (value) => indexes.get(lookup)!.find(value);
}
