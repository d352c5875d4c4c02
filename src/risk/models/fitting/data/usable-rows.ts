import type { Table } from './table';

export interface UsableRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** The rows of a table that have a cell for every column, and empty ones beyond at most; counts the others. */
export class UsableRows {
  count = 0;
  #broken = 0;
  #firstBroken = '';

  constructor(private readonly table: Table) {}

  /** From the start of the file, many at a time. */
  async *blocks(): AsyncGenerator<readonly UsableRow[]> {
    this.count = 0;
    this.#broken = 0;
    const { length } = this.table.columns;
    for await (const records of this.table.records()) {
      const usable: UsableRow[] = [];
      for (const record of records) {
        if ('problem' in record) this.#leaveOut(record.line, record.problem);
        else if (record.cells.length === length || endsBeyond(record.cells, length)) usable.push(record);
        else this.#leaveOut(record.line, `it has ${record.cells.length} cells, and the header has ${length}`);
      }
      this.count += usable.length;
      yield usable;
    }
  }

  warnings(): string[] {
    return this.#broken === 0
      ? []
      : [`${this.#broken} rows cannot be read and were left out; the first is line ${this.#firstBroken}`];
  }

  #leaveOut(line: number, problem: string): void {
    this.#broken += 1;
    if (this.#broken === 1) this.#firstBroken = `${line}: ${problem}`;
  }
}

/** True where all that stands beyond the columns is empty, as where each row ends with a delimiter. */
const endsBeyond = (cells: readonly string[], length: number): boolean =>
  cells.length > length && cells.slice(length).every((cell) => cell.trim() === '');
