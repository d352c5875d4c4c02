import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { EcosystemSize } from '../size';
import type { LoadPlace } from './dependencies';
import type { Hand, LoadedWave } from './hand';

export interface HandSetup {
  readonly size: EcosystemSize;
  readonly place: LoadPlace;
}

export interface HandOrder {
  readonly id: number;
  readonly stage: number;
  readonly wave: number;
}

export type HandReply = Readonly<{ id: number } & ({ loaded: LoadedWave } | { failed: string })>;

interface Waiting {
  readonly resolve: (loaded: LoadedWave) => void;
  readonly reject: (error: Error) => void;
}

// What a wave is made of dies young; with little room for the young, much of it is carried along.
const YOUNG_MB = 64;

/** A hand in a thread of its own, with connections of its own. */
export class ThreadHand implements Hand {
  readonly #waiting = new Map<number, Waiting>();
  readonly #worker: Worker;
  readonly #ended: Promise<void>;
  /** Why the thread takes no more waves. */
  #failure: Error | null = null;
  #lastId = 0;

  constructor(setup: HandSetup) {
    this.#worker = new Worker(join(__dirname, 'hand-thread.js'), {
      workerData: setup,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    });
    this.#worker.on('message', (reply: HandReply) => {
      const waiting = this.#waiting.get(reply.id);
      this.#waiting.delete(reply.id);
      if ('loaded' in reply) waiting?.resolve(reply.loaded);
      else waiting?.reject(new Error(reply.failed));
    });
    this.#worker.on('error', (error) => this.#failAll(error));
    this.#ended = new Promise((resolve) => {
      this.#worker.on('exit', () => {
        this.#failAll(new Error('a loading thread ended before its work'));
        resolve();
      });
    });
  }

  load(stage: number, wave: number): Promise<LoadedWave> {
    if (this.#failure) return Promise.reject(this.#failure);
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ id, stage, wave } satisfies HandOrder);
    });
  }

  /** Resolves when the thread has ended, also where it had done so before. */
  async close(): Promise<void> {
    this.#worker.postMessage(null);
    await this.#ended;
  }

  #failAll(error: Error): void {
    this.#failure ??= error;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
