import { Arg, Args, Ctx, Extensions, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { Borrower, subjectById, toBorrower } from '../../borrowers';
import { CatalogueError, decodeNodeId } from '../../kernel';
import { access } from '../../platform/graphql';
import { connectionFor, ListArguments } from '../../platform/lists';
import type { RequestContext } from '../../platform/request';
import { AuditEvent, AuditEventConnection, AuditEventFilterInput, toAuditEvent } from './audit-event.type';
import { type AuditEventFilter, accessesOfSubject, auditEventList } from './audit-event-list.repository';

@Resolver(() => Borrower)
export class BorrowerAccessHistoryField {
  @Extensions(access('audit:read'))
  @FieldResolver(() => AuditEventConnection, {
    description:
      'Who looked at the borrower or asked about him (谁查过我), permitted or refused, newest first.',
  })
  accessHistory(
    @Root() borrower: Borrower,
    @Args(() => ListArguments) page: ListArguments,
    @Ctx() context: RequestContext,
  ) {
    return connectionFor(context, accessesOfSubject, page, toAuditEvent, { parent: borrower.subjectId });
  }
}

@Resolver(() => AuditEvent)
export class AuditEventsResolver {
  @Extensions(access('audit:read'))
  @Query(() => AuditEventConnection, { description: 'Events of the audit (审计记录), newest first.' })
  auditEvents(
    @Args(() => ListArguments) page: ListArguments,
    @Arg('filter', () => AuditEventFilterInput, { nullable: true, description: 'Which events.' })
    input: AuditEventFilterInput | null,
    @Ctx() context: RequestContext,
  ) {
    return connectionFor(context, auditEventList, page, toAuditEvent, { filter: checked(input ?? {}) });
  }

  @FieldResolver(() => Borrower, {
    nullable: true,
    description: 'Whom it is about; null where it is about no one borrower.',
  })
  async borrower(
    @Root() { subjectId }: AuditEvent,
    @Ctx() context: RequestContext,
  ): Promise<Borrower | null> {
    const record = subjectId === null ? null : await context.load(subjectById, subjectId);
    return record && toBorrower(record);
  }
}

/** @throws CatalogueError INVALID_FILTER */
function checked({
  subject = null,
  since = null,
  until = null,
  ...rest
}: AuditEventFilterInput): AuditEventFilter {
  if (since && until && since >= until)
    throw new CatalogueError('INVALID_FILTER', { field: 'filter.until', problem: 'must be after since' });
  const decoded = subject === null ? null : decodeNodeId(subject);
  if (subject !== null && decoded?.type !== 'Borrower')
    throw new CatalogueError('INVALID_FILTER', {
      field: 'filter.subject',
      problem: 'is no id of a borrower',
    });
  return {
    action: rest.action ?? null,
    subjectId: decoded?.key ?? null,
    clientId: rest.clientId ?? null,
    caller: rest.caller ?? null,
    since,
    until,
  };
}
