import 'reflect-metadata';
import { parentPort, workerData } from 'node:worker_threads';
import { openDependencies } from './dependencies';
import { ownHand } from './hand';
import type { HandOrder, HandReply, HandSetup } from './thread-hand';

/** What runs in the thread of a hand: an order is a wave to load, and `null` is the end of the work. */
async function work(): Promise<void> {
  const { size, place } = workerData as HandSetup;
  const { dependencies, close } = await openDependencies(place);
  const hand = ownHand(dependencies, size);
  const reply = (message: HandReply) => parentPort!.postMessage(message);
  parentPort!.on('message', (order: HandOrder | null) => {
    if (order === null) {
      void close().finally(() => parentPort!.close());
      return;
    }
    hand.load(order.stage, order.wave).then(
      (loaded) => reply({ id: order.id, loaded }),
      // A driver's message may repeat values of a row, and stays here; its code says enough.
      (error: { driverError?: { code?: string }; message: string }) =>
        reply({ id: order.id, failed: error.driverError?.code ?? error.message }),
    );
  });
}

void work();
