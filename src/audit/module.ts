import { AuditEventEntity } from './audit-event.entity';
/** The door for `app/`. */

export const AUDIT_ENTITIES = [AuditEventEntity];
