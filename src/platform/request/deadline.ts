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
}
