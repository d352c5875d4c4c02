/**
 * Append-only events: who did or saw what of whom, when and why. It may only grow; nothing here edits or deletes.
 * Facts hold names of fields and codes, never values. The state and money of bureau calls live in bureaus/inquiry.
 */
export { AuditEventEntity } from './audit-event.entity';
export { type AuditEvent, AuditTrail } from './audit-trail';
