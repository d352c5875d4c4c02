import { z } from 'zod';
import type { ArrivedRecord, RecordError } from './desk';

const orderSchema = z.strictObject({
  /** RECEIPT: in the answer to the call. FEEDBACK: in the next day's file. */
  at: z.enum(['RECEIPT', 'FEEDBACK']),
  code: z.string().regex(/^[0-9A-Z]{4}$/, 'must be 4 digits or capital letters'),
  field: z.string().min(1).max(40).nullable().default(null),
  /** Only records of this loan (Shanghai Credit: account, application or person); without it any. */
  loanNo: z.string().min(1).max(64).optional(),
  times: z.number().int().min(1).max(1_000_000).default(1),
});

/** An error that a bureau is to find, as sent to `POST /sandbox/contributions/{bureau}/errors`. */
export type ErrorOrder = z.input<typeof orderSchema>;

export class PlantedErrors {
  #orders: z.output<typeof orderSchema>[] = [];

  /** @throws ZodError for an order that is not understood */
  plant(order: unknown): z.output<typeof orderSchema> {
    const read = orderSchema.parse(order);
    this.#orders.push(read);
    return read;
  }

  clear(): void {
    this.#orders = [];
  }

  /** The errors for this record, each using up one of its `times`. */
  take(at: 'RECEIPT' | 'FEEDBACK', { loanNo }: ArrivedRecord): RecordError[] {
    const meant = this.#orders.filter(
      (order) => order.at === at && (order.loanNo === undefined || order.loanNo === loanNo),
    );
    for (const order of meant) order.times -= 1;
    this.#orders = this.#orders.filter(({ times }) => times > 0);
    return meant.map(({ code, field }) => ({ code, field }));
  }
}
