/**
 * One of a kind at a time, across processes and machines: a row with a time that runs out. Each module that needs it has
 * a table of its own for it.
 */
export { Lease, LeaseBusyError, LeaseLostError } from './lease.repository';
