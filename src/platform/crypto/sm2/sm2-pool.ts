import { Worker } from 'node:worker_threads';
import type { Sm2, Sm2Order } from './sm2';
import { SM2_WORKER } from './sm2-worker';

interface Job {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

interface Reply {
  readonly id: number;
  readonly result?: unknown;
  readonly failed?: boolean;
}

/** One thread and the orders that it has not answered yet. */
class Hand {
  readonly jobs = new Map<number, Job>();
  readonly worker = new Worker(SM2_WORKER, {
    eval: true,
    workerData: { library: require.resolve('sm-crypto-v2') },
    // No secret of the environment and no flag of the process is of use there.
    env: {},
    execArgv: [],
  });
}

/**
 * SM2 in worker threads: one operation takes some 30 ms of pure computation, for which the event loop, and so every
 * request, would stand still. Threads start with the first orders and keep no process alive that is otherwise done.
 */
export class Sm2Pool implements Sm2 {
  #hands: Hand[] = [];
  #nextId = 0;

  constructor(private readonly threads = 2) {}

  sign(message: string, privateKey: string, userId: string): Promise<string> {
    return this.#run(['sign', message, privateKey, userId]);
  }

  verify(message: string, signature: string, publicKey: string, userId: string): Promise<boolean> {
    return this.#run(['verify', message, signature, publicKey, userId]);
  }

  encrypt(text: string, publicKey: string): Promise<string> {
    return this.#run(['encrypt', text, publicKey]);
  }

  decrypt(ciphertext: string, privateKey: string): Promise<string | null> {
    return this.#run(['decrypt', ciphertext, privateKey]);
  }

  /** Ends the threads; orders that are out fail. */
  async close(): Promise<void> {
    const hands = this.#hands;
    this.#hands = [];
    await Promise.all(hands.map(({ worker }) => worker.terminate()));
  }

  #run<Result>(order: Sm2Order): Promise<Result> {
    const hand = this.#freest();
    const id = this.#nextId++;
    return new Promise<Result>((resolve, reject) => {
      hand.jobs.set(id, { resolve: resolve as Job['resolve'], reject });
      hand.worker.ref();
      hand.worker.postMessage({ id, order });
    });
  }

  #freest(): Hand {
    const idle = this.#hands.find(({ jobs }) => jobs.size === 0);
    if (idle) return idle;
    if (this.#hands.length < this.threads) return this.#hire();
    return this.#hands.reduce((least, hand) => (hand.jobs.size < least.jobs.size ? hand : least));
  }

  #hire(): Hand {
    const hand = new Hand();
    this.#hands.push(hand);
    hand.worker.unref();
    hand.worker.on('message', ({ id, result, failed }: Reply) => {
      const job = hand.jobs.get(id);
      hand.jobs.delete(id);
      if (hand.jobs.size === 0) hand.worker.unref();
      if (failed) job?.reject(new Error('an SM2 operation failed: is the key well-formed?'));
      else job?.resolve(result);
    });
    const lost = (): void => {
      this.#hands = this.#hands.filter((other) => other !== hand);
      for (const job of hand.jobs.values()) job.reject(new Error('an SM2 thread ended'));
      hand.jobs.clear();
    };
    hand.worker.on('error', lost);
    hand.worker.on('exit', lost);
    return hand;
  }
}
