/**
 * Requests that a client names by a key of its own, so that a repeat after a lost answer does nothing twice. For commands
 * whose whole effect is one transaction; a command that calls another system needs a ledger of its own.
 */
export { IdempotentWrites, KEY_KEPT_MS, type NamedRequest } from './idempotent-writes';
