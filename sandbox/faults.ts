import { z } from 'zod';

const target = {
  /** Only for this person; without it for everybody. */
  certNo: z.string().min(1).max(18).optional(),
  /** Ends by itself after so many hits; without it stays until cleared. */
  times: z.number().int().min(1).max(1_000_000).optional(),
};
const plain = <K extends string>(kind: K) => z.strictObject({ kind: z.literal(kind), ...target });

const orderSchema = z.discriminatedUnion('kind', [
  plain('down'),
  z.strictObject({ kind: z.literal('latency'), ms: z.number().int().min(0).max(600_000), ...target }),
  plain('hang'),
  plain('reset'),
  z.strictObject({
    kind: z.literal('tooManyRequests'),
    retryAfterSeconds: z.number().int().min(0).max(86_400).default(1),
    ...target,
  }),
  z.strictObject({
    kind: z.literal('hugeBody'),
    megabytes: z.number().int().min(1).max(400).default(2),
    ...target,
  }),
  plain('redirect'),
  plain('html'),
  plain('badJson'),
  plain('otherPerson'),
  plain('missingField'),
  plain('extraField'),
  plain('unknownState'),
]);

/** How a bureau is to misbehave, as sent to `PUT /sandbox/faults/{bureau}`. */
export type FaultOrder = z.input<typeof orderSchema>;
type Fault = z.output<typeof orderSchema>;

/** Faults that only the bureau itself can commit, because they lie in the answer's meaning. */
export type ContentFault = 'otherPerson' | 'missingField' | 'extraField' | 'unknownState';

export class InvalidFaultOrder extends Error {}

/** Holds at most one order per bureau; a new one replaces the old. */
export class FaultBoard {
  private readonly orders = new Map<string, Fault>();

  /** Returns the order as taken, defaults filled in. Throws `InvalidFaultOrder` and keeps the old order. */
  put(bureau: string, order: unknown): Fault {
    const read = orderSchema.safeParse(order);
    if (!read.success) throw new InvalidFaultOrder(z.prettifyError(read.error).replaceAll(/\s*\n\s*/g, ' '));
    this.orders.set(bureau, read.data);
    return read.data;
  }

  clear(bureau: string): void {
    this.orders.delete(bureau);
  }

  /** The order in force, `times` counted down. */
  current(bureau: string): Fault | null {
    return this.orders.get(bureau) ?? null;
  }

  /** The fault for a call about this person, using up one of its `times`; null if the bureau is to behave. */
  take(bureau: string, certNo: string | undefined): Fault | null {
    const order = this.orders.get(bureau);
    if (!order || (order.certNo !== undefined && order.certNo !== certNo)) return null;
    if (order.times === 1) this.orders.delete(bureau);
    else if (order.times !== undefined) this.orders.set(bureau, { ...order, times: order.times - 1 });
    return order;
  }
}
