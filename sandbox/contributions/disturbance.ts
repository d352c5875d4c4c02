import { z } from 'zod';

const times = z.number().int().min(1).max(1_000_000).default(1);
const ms = z.number().int().min(0).max(600_000);

const schema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('down'), times }),
  z.strictObject({ kind: z.literal('lostRequest'), times }),
  z.strictObject({ kind: z.literal('lostAcknowledgement'), times }),
  z.strictObject({ kind: z.literal('failAfter'), times }),
  z.strictObject({ kind: z.literal('twice'), times }),
  z.strictObject({ kind: z.literal('hang'), times }),
  z.strictObject({ kind: z.literal('latency'), ms, times }),
]);

/**
 * How a bureau's calls are to go wrong, as sent to `PUT /sandbox/contributions/{bureau}/disturbance`. Nothing is stored
 * under `down` and `lostRequest`; under `lostAcknowledgement`, `failAfter` and `hang` it is, and the sender is not told.
 */
export type Disturbance = z.output<typeof schema>;
export type DisturbanceOrder = z.input<typeof schema>;

export class DisturbanceBoard {
  #order: Disturbance | null = null;

  /** @throws ZodError for an order that is not understood, and keeps the old one */
  put(order: unknown): Disturbance {
    this.#order = schema.parse(order);
    return this.#order;
  }

  clear(): void {
    this.#order = null;
  }

  /** The disturbance of this call, using up one of its `times`. */
  take(): Disturbance | null {
    const order = this.#order;
    if (order) this.#order = order.times > 1 ? { ...order, times: order.times - 1 } : null;
    return order;
  }
}
