/**
 * Append-only events: who did or saw what of whom, when and why. It may only grow; nothing here edits or deletes.
 * Facts hold names of fields and codes, never values. Each event is hashed with the one before it in its stream, and
 * `npm run audit:verify` walks the chains. The state and money of bureau calls live in bureaus/inquiry.
 */
export { type AuditAction, type AuditEvent, AuditTrail } from './audit-trail';
