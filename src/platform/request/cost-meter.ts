/** What a request took, for its caller to see. */
export interface RequestCost {
  /** Statements sent to the database for it; a batch shared with other requests counts in full for each of them. */
  readonly statements: number;
  /** Calls to bureaus that count as spent, and those that are out and may. */
  readonly bureauCalls: number;
  /** Their price in fen (CNY). */
  readonly spentMinor: bigint;
}

/** Counts while a request runs. In a dry run the calls are those that would be made. */
export class CostMeter {
  #statements = 0;
  #bureauCalls = 0;
  #spentMinor = 0n;

  readonly countStatements = (count: number): void => {
    this.#statements += count;
  };

  readonly countStatement = (): void => {
    this.#statements += 1;
  };

  takeCalls(calls: number, spentMinor: bigint): void {
    this.#bureauCalls += calls;
    this.#spentMinor += spentMinor;
  }

  /** Calls that did not leave after all. */
  giveBackCalls(calls: number, spentMinor: bigint): void {
    this.takeCalls(-calls, -spentMinor);
  }

  get total(): RequestCost {
    return { statements: this.#statements, bureauCalls: this.#bureauCalls, spentMinor: this.#spentMinor };
  }
}
