import { AuditEventsResolver, BorrowerAccessHistoryField } from './access-history/access-history.resolver';

/** The door for `app/`. */
export { accessHistoryLoaders } from './access-history/audit-event-list.repository';

export const OPERATIONS_RESOLVERS = [BorrowerAccessHistoryField, AuditEventsResolver] as const;
