import { z } from 'zod';

const target = {
  /** Only for this person; without it for everybody. */
  certNo: z.string().min(1).max(18).optional(),
  /** Only this operation of the bureau; without it all of them. */
  operation: z.string().min(1).max(40).optional(),
  /** Ends by itself after so many hits; without it stays until cleared. */
  times: z.number().int().min(1).max(1_000_000).optional(),
};
const plain = <K extends string>(kind: K) => z.strictObject({ kind: z.literal(kind), ...target });
const megabytes = z.number().int().min(1).max(400).default(300);

const orderSchema = z.discriminatedUnion('kind', [
  plain('down'),
  z.strictObject({ kind: z.literal('errorRate'), percent: z.number().int().min(1).max(100), ...target }),
  z.strictObject({ kind: z.literal('latency'), ms: z.number().int().min(0).max(600_000), ...target }),
  plain('hang'),
  z.strictObject({
    kind: z.literal('slowBody'),
    intervalMs: z.number().int().min(1).max(60_000).default(200),
    ...target,
  }),
  // Before the body is read nobody knows whom it is about.
  z.strictObject({ kind: z.literal('resetBefore'), operation: target.operation, times: target.times }),
  plain('resetAfter'),
  plain('reset'),
  z.strictObject({
    kind: z.literal('tooManyRequests'),
    retryAfterSeconds: z.number().int().min(0).max(99_999_999).default(1),
    ...target,
  }),
  z.strictObject({ kind: z.literal('hugeBody'), megabytes, ...target }),
  z.strictObject({ kind: z.literal('gzipBomb'), megabytes, ...target }),
  plain('redirect'),
  plain('html'),
  plain('badJson'),
  plain('otherPerson'),
  plain('missingField'),
  plain('extraField'),
  plain('unknownState'),
  plain('wrongSignature'),
]);

/** How a bureau is to misbehave, as sent to `PUT /sandbox/faults/{bureau}`. */
export type FaultOrder = z.input<typeof orderSchema>;
export type Fault = z.output<typeof orderSchema>;

const CONTENT_FAULTS = [
  'otherPerson',
  'missingField',
  'extraField',
  'unknownState',
  'wrongSignature',
] as const;

/** Faults that only the bureau itself can commit, because they lie in the answer's meaning. */
export type ContentFault = (typeof CONTENT_FAULTS)[number];

export const isContentFault = (kind: string): kind is ContentFault =>
  (CONTENT_FAULTS as readonly string[]).includes(kind);

export class InvalidFaultOrder extends Error {}

/** What a bureau can be ordered to do. */
interface Orderable {
  readonly code: string;
  readonly operations: Readonly<Record<string, string>>;
  readonly contentFaults: readonly ContentFault[];
}

/** Holds at most one order per bureau; a new one replaces the old. */
export class FaultBoard {
  private readonly orders = new Map<string, { fault: Fault; calls: number }>();

  /** Returns the order as taken, defaults filled in. Throws `InvalidFaultOrder` and keeps the old order. */
  put(bureau: Orderable, order: unknown): Fault {
    const read = orderSchema.safeParse(order);
    if (!read.success) throw new InvalidFaultOrder(z.prettifyError(read.error).replaceAll(/\s*\n\s*/g, ' '));
    const { kind, operation } = read.data;
    if (isContentFault(kind) && !bureau.contentFaults.includes(kind)) {
      throw new InvalidFaultOrder(`kind ${kind} is none of ${bureau.code}`);
    }
    if (operation !== undefined && !Object.hasOwn(bureau.operations, operation)) {
      throw new InvalidFaultOrder(`operation must be one of ${Object.keys(bureau.operations).join(', ')}`);
    }
    this.orders.set(bureau.code, { fault: read.data, calls: 0 });
    return read.data;
  }

  clear(bureau: string): void {
    this.orders.delete(bureau);
  }

  /** The order in force, `times` counted down. */
  current(bureau: string): Fault | null {
    return this.orders.get(bureau)?.fault ?? null;
  }

  /** True if the connection is to be reset before anything of the request is read, using up one of its `times`. */
  takeResetBefore(bureau: string, operation: string): boolean {
    return this.current(bureau)?.kind === 'resetBefore' && this.take(bureau, operation, undefined) !== null;
  }

  /** The fault for a call about this person, using up one of its `times`; null if the bureau is to behave. */
  take(bureau: string, operation: string, certNo: string | undefined): Fault | null {
    const order = this.orders.get(bureau);
    if (!order) return null;
    const { fault } = order;
    const meant = 'certNo' in fault && fault.certNo !== undefined ? fault.certNo === certNo : true;
    if (!meant || (fault.operation !== undefined && fault.operation !== operation)) return null;
    if (fault.kind === 'errorRate') {
      // Spread evenly and always the same way: of 100 calls `percent` fail, at 50 every second one.
      order.calls += 1;
      const failures = (calls: number) => Math.floor((calls * fault.percent) / 100);
      if (failures(order.calls) === failures(order.calls - 1)) return null;
    }
    if (fault.times === 1) this.orders.delete(bureau);
    else if (fault.times !== undefined) order.fault = { ...fault, times: fault.times - 1 };
    return fault;
  }
}
