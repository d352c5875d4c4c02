import { Extensions, Field, GraphQLISODateTime, ID, InputType, Int, ObjectType } from 'type-graphql';
import { encodePartId } from '../kernel';
import { access, connectionOf, describedEnum } from '../platform/graphql';
import type { ImportRunRecord, ImportTableRecord } from './import-run-list.repository';
import type { LoadCounts } from './load/record';
import type { ImportState } from './run/import-run.repository';

const ImportStateEnum = describedEnum<ImportState>('ImportState', 'How far an import has come.', {
  RUNNING: 'It is loading, or was killed and has not been given up yet 进行中.',
  DONE: 'Every row was stored or rejected 已完成.',
  STOPPED: 'A fault stopped it; the same import goes on behind its last batch 已中断.',
  FAILED: 'More rows were rejected than allowed; what was stored until then stays 失败.',
});

@Extensions(access('operations:read'))
@ObjectType({ description: 'What became of rows that were brought in (批量导入). In rows of the files.' })
class ImportCounts {
  @Field(() => Int, { description: 'Rows that were read.' })
  read!: number;

  @Field(() => Int, { description: 'Rows that were not stored before.' })
  inserted!: number;

  @Field(() => Int, { description: 'Rows that were stored before and said something new.' })
  updated!: number;

  @Field(() => Int, { description: 'Rows that were stored before and said nothing new.' })
  unchanged!: number;

  @Field(() => Int, { description: 'Rows that were not stored, because something is wrong with them.' })
  rejected!: number;
}

@Extensions(access('operations:read'))
@ObjectType({ description: 'A table of the mapping of an import, and how far the import has come with it.' })
export class ImportedTable {
  @Field(() => String, { description: 'What the rows are, such as `account`.' })
  target!: string;

  @Field(() => String, { description: 'Name of the file, without its folder.' })
  file!: string;

  @Field(() => String, { description: 'SHA-256 of the file, in hex.' })
  fileHash!: string;

  @Field(() => Boolean, { description: 'Whether every row of the file has been dealt with.' })
  done!: boolean;

  @Field(() => ImportCounts, { description: 'Counts so far.' })
  counts!: LoadCounts;
}

@Extensions(access('operations:read'))
@ObjectType({
  description:
    'A run of the bulk import (批量导入): what it was given and what became of the rows. Written with every batch. Source: here.',
})
export class ImportRun {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string;

  @Field(() => String, { description: 'The system that the rows come from, as its mapping calls it.' })
  source!: string;

  @Field(() => String, { description: 'Name of the mapping file.' })
  mapping!: string;

  @Field(() => String, {
    description:
      'SHA-256 over the mapping and all files, in hex: runs that were given the same have the same.',
  })
  contentHash!: string;

  @Field(() => ImportStateEnum, { description: 'How far it has come.' })
  state!: ImportState;

  @Field(() => ImportCounts, { description: 'Counts of all its tables together, so far.' })
  counts!: LoadCounts;

  @Field(() => GraphQLISODateTime, { description: 'When it began.' })
  startedAt!: Date;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it ended; null while it runs.' })
  finishedAt!: Date | null;

  /** Key of its tables. */
  runId!: string;
}

export const ImportRunConnection = connectionOf(
  'ImportRun',
  () => ImportRun,
  'operations:read',
  'runs of the bulk import, the latest first.',
);
export type ImportRunConnection = InstanceType<typeof ImportRunConnection>;

@InputType({ description: 'Which runs of the bulk import are meant. What is left out does not narrow.' })
export class ImportFilter {
  @Field(() => String, { nullable: true, description: 'The system that the rows come from.' })
  source?: string | null;

  @Field(() => ImportStateEnum, { nullable: true, description: 'How far they have come.' })
  state?: ImportState | null;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'Begun at this instant or later.' })
  since?: Date | null;
}

export const toImportRun = ({ id, ...run }: ImportRunRecord): ImportRun =>
  Object.assign(new ImportRun(), run, { id: encodePartId('import', id), runId: id });

export const toImportedTable = ({ isDone, ...table }: ImportTableRecord): ImportedTable =>
  Object.assign(new ImportedTable(), table, { done: isDone });
