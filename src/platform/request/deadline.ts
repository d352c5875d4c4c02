import { CatalogueError } from '../../kernel';

/** The moment by which a request must be answered, shared by all its stages. */
export class Deadline {
  constructor(
    private readonly expiresAtMs: number,
    private readonly nowMs: () => number,
  ) {}

  static after(milliseconds: number, nowMs: () => number = () => performance.now()): Deadline {
    return new Deadline(nowMs() + milliseconds, nowMs);
  }

  /** Never negative. */
  remainingMs(): number {
    return Math.max(0, this.expiresAtMs - this.nowMs());
  }

  /**
   * Waits for work until the deadline. The work itself goes on.
   * @throws CatalogueError DEADLINE_EXCEEDED
   */
  async within<T>(work: Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const over = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new CatalogueError('DEADLINE_EXCEEDED')), this.remainingMs());
    });
    try {
      return await Promise.race([work, over]);
    } finally {
      clearTimeout(timer);
    }
  }
}
