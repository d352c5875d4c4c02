import type { RawRecord } from '../../platform/delimited';
import { TARGET_NAMES } from '../load/load-records';
import type { TargetRecord, Warning } from '../load/record';
import type { Scratch } from '../load/scratch.repository';
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

/**
 * The records of a table, many at a time; reads the sources that it looks things up in first.
 * @param onWarning told of every text that is left out, because the mapping says so.
 */
export async function* recordsOfTable(
  plan: ImportPlan,
  table: TableSpec,
  scratch: Scratch,
  onWarning: (warning: Warning) => void = () => {},
  onBytes: (bytes: number) => void = () => {},
): AsyncGenerator<Iterable<TargetRecord>> {
  const { file, columns } = plan.sources.get(table.from)!;
  const find = await lookups(plan, table, scratch, onWarning);
  const toRecord = bindTable(plan.mapping, table, columns, find, onWarning);
  for await (const block of rawRecords(file, onBytes)) yield recordsOfBlock(block, toRecord);
}

/** Made one by one, as they are asked for. */
function* recordsOfBlock(
  block: readonly RawRecord[],
  toRecord: (raw: RawRecord) => TargetRecord | null,
): Generator<TargetRecord> {
  for (const raw of block) {
    const record = toRecord(raw);
    if (record) yield record;
  }
}

async function lookups(
  plan: ImportPlan,
  table: TableSpec,
  scratch: Scratch,
  onWarning: (warning: Warning) => void,
): Promise<CompileContext['lookup']> {
  const indexes = new Map<Lookup, LookupIndex>();
  for (const lookup of lookupsOf(table)) {
    const { file, columns } = plan.sources.get(lookup.lookup)!;
    const at = { line: 0, field: `lookup in ${lookup.lookup}` };
    const context: CompileContext = {
      columns: new Map(columns.map((name, place) => [name, place])),
      codes: plan.mapping.codes,
      lookup: () => () => undefined,
      warn: (reason) => onWarning({ ...at, reason }),
    };
    const index = new LookupIndex(lookup, context, scratch.textTable());
    for await (const block of rawRecords(file))
      for (const raw of block) {
        at.line = raw.line;
        index.add(raw);
      }
    indexes.set(lookup, index);
  }
  return (lookup) => (value) => indexes.get(lookup)!.find(value);
}
