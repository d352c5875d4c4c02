import { Arg, Args, Ctx, Extensions, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { access } from '../platform/graphql';
import { connectionFor, ListArguments } from '../platform/lists';
import type { RequestContext } from '../platform/request';
import {
  ImportedTable,
  ImportFilter,
  ImportRun,
  ImportRunConnection,
  toImportedTable,
  toImportRun,
} from './import-run.type';
import { importRunList, tablesOfImport } from './import-run-list.repository';

@Resolver(() => ImportRun)
export class ImportsResolver {
  @Extensions(access('operations:read'))
  @Query(() => ImportRunConnection, { description: 'Runs of the bulk import (批量导入), the latest first.' })
  imports(
    @Args(() => ListArguments) page: ListArguments,
    @Arg('filter', () => ImportFilter, { nullable: true, description: 'Which runs; all unless given.' })
    filter: ImportFilter | null,
    @Ctx() context: RequestContext,
  ): Promise<ImportRunConnection> {
    const { source = null, state = null, since = null } = filter ?? {};
    return connectionFor(context, importRunList, page, toImportRun, { filter: { source, state, since } });
  }

  @FieldResolver(() => [ImportedTable], { description: 'The tables of its mapping, in load order.' })
  async tables(@Root() run: ImportRun, @Ctx() context: RequestContext): Promise<ImportedTable[]> {
    return (await context.load(tablesOfImport, run.runId)).map(toImportedTable);
  }
}
