import { createHash } from 'node:crypto';
import type { ArrivedRecord, RecordError, Verdict } from './desk';
import type { PlantedErrors } from './planted-errors';

/** How often a record came, and how often that changed what the bureau holds. */
export interface RecordCounts {
  arrivals: number;
  effects: number;
  /** True when the last arrival was in error, at once or in the next day's feedback. */
  refused: boolean;
}

export interface ContributionCounts {
  /** Records that came, by call or file, whatever became of them. */
  arrivals: number;
  effects: number;
  refused: number;
  /** Files and calls that came again under the same name or request id. */
  repetitions: number;
  records: Record<string, RecordCounts>;
}

interface Held {
  readonly content: string;
  readonly reference: string;
}

/** One bureau's database of contributions: every arrival is stored, whether it had an effect or not. */
export class ContributionStore {
  #records = new Map<string, RecordCounts>();
  /** What stands now, by business key. */
  #held = new Map<string, Held>();
  #contentOf = new Map<string, string>();
  #receipts = new Map<string, { digest: string; receiptNo: string }>();
  #sinceClose = new Map<string | null, Map<string, Verdict>>();
  #repetitions = 0;

  constructor(
    private readonly bureau: string,
    private readonly planted: PlantedErrors,
  ) {}

  /** Null for something else under a name that was used. */
  receiptFor(repetition: string | null, records: readonly ArrivedRecord[]): string | null {
    const digest = createHash('sha256');
    for (const { content } of records) digest.update(content).update('\n');
    const hex = digest.digest('hex');
    const receiptNo = `${this.bureau}-${createHash('sha256')
      .update(`${repetition ?? ''}|${hex}`)
      .digest('hex')
      .slice(0, 16)
      .toUpperCase()}`;
    if (repetition === null) return receiptNo;
    const known = this.#receipts.get(repetition);
    if (known) {
      this.#repetitions += 1;
      return known.digest === hex ? known.receiptNo : null;
    }
    this.#receipts.set(repetition, { digest: hex, receiptNo });
    return receiptNo;
  }

  /** Stores an arrival and says what is wrong with it, at once. */
  arrive(about: string | null, record: ArrivedRecord): Verdict {
    const counts = this.#records.get(record.reference) ?? { arrivals: 0, effects: 0, refused: false };
    this.#records.set(record.reference, counts);
    counts.arrivals += 1;
    const atOnce = [
      ...record.errors,
      ...this.#clashes(record, counts),
      ...this.planted.take('RECEIPT', record),
    ];
    const later = atOnce.length > 0 ? [] : this.planted.take('FEEDBACK', record);
    const refused = atOnce.length + later.length > 0;
    // A repetition of what is in the database does not throw it out again.
    if (!(refused && counts.effects > 0)) counts.refused = refused;
    if (!refused) this.#effect(record, counts);
    if (atOnce.length === 0) {
      const day = this.#sinceClose.get(about) ?? new Map<string, Verdict>();
      this.#sinceClose.set(about, day);
      day.set(record.reference, { record, errors: later });
    }
    return { record, errors: atOnce };
  }

  /** What is judged since the last close, by file; then forgets that it was open. */
  close(): ReadonlyMap<string | null, readonly Verdict[]> {
    const closed = new Map([...this.#sinceClose].map(([about, day]) => [about, [...day.values()]] as const));
    this.#sinceClose.clear();
    return closed;
  }

  counts(): ContributionCounts {
    const all = [...this.#records.values()];
    return {
      arrivals: all.reduce((sum, { arrivals }) => sum + arrivals, 0),
      effects: all.reduce((sum, { effects }) => sum + effects, 0),
      refused: all.filter(({ refused }) => refused).length,
      repetitions: this.#repetitions,
      records: Object.fromEntries(this.#records),
    };
  }

  #clashes(record: ArrivedRecord, { effects }: RecordCounts): RecordError[] {
    const { operation, businessKey, reference, content, of } = record;
    if (operation === 'REPLACE') return [];
    if (effects > 0)
      return this.#contentOf.get(reference) === content ? [] : [{ code: 'E301', field: 'reqID' }];
    if (operation === 'ADD') return this.#held.has(businessKey) ? [{ code: 'E302', field: null }] : [];
    return [...this.#held.keys()].some((key) => key.startsWith(of)) ? [] : [{ code: 'E303', field: null }];
  }

  #effect({ operation, businessKey, reference, content, of }: ArrivedRecord, counts: RecordCounts): void {
    if (operation === 'REPLACE') {
      if (this.#held.get(businessKey)?.content === content) return;
    } else if (counts.effects > 0) return;
    counts.effects += 1;
    this.#contentOf.set(reference, content);
    if (operation === 'MODIFY' || operation === 'DELETE') {
      for (const key of [...this.#held.keys()].filter((each) => each.startsWith(of))) this.#held.delete(key);
    }
    if (operation !== 'DELETE') this.#held.set(businessKey, { content, reference });
  }
}
