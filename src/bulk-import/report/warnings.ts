import type { Warning } from '../load/record';

/** How often the same was found, and where first. */
export interface WarningCount extends Warning {
  readonly times: number;
}

/** Counts what is found by field and reason: reasons are few, however many rows there are. */
export class WarningCounts {
  readonly #counts = new Map<string, WarningCount>();

  add(warning: Warning): void {
    const { field, reason, line } = warning;
    const name = `${field}\n${reason}`;
    const known = this.#counts.get(name);
    this.#counts.set(name, { field, reason, line: known?.line ?? line, times: (known?.times ?? 0) + 1 });
  }

  list(): readonly WarningCount[] {
    return [...this.#counts.values()];
  }
}

export const inWordsOfCount = ({ times, field, reason, line }: WarningCount): string =>
  `${times} x ${field === '' ? '' : `${field}: `}${reason} (first on line ${line})`;
