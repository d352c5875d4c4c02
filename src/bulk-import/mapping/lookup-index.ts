import type { RawRecord } from '../../platform/delimited';
import type { TextTable } from '../load/scratch.repository';
import { FieldError } from '../targets';
import { type CompileContext, compile, type Evaluate, rowFilter, SEVERAL } from './compile';
import { addedDecimals, isDecimal } from './decimals';
import type { Lookup } from './expression';

// They begin with a control character, which no cell that is stored has.
const SEVERAL_MARK = '\u0000several';
const BAD_MARK = '\u0000bad ';

const isBad = (text: string | null): boolean => text?.startsWith(BAD_MARK) === true;

type Readable = Exclude<RawRecord, { readonly problem: string }>;

/**
 * The rows of a source by the column that a lookup matches, on disk: only the matched and the taken texts, and only of
 * the rows that the lookup wants. Rows that cannot be read are left out; they are rejects where they are loaded.
 */
export class LookupIndex {
  readonly #match: number;
  readonly #take: Evaluate;
  readonly #wants: (cells: readonly string[]) => boolean;

  constructor(
    private readonly lookup: Lookup,
    private readonly context: CompileContext,
    private readonly texts: TextTable,
  ) {
    this.#match = context.columns.get(lookup.match)!;
    this.#take = compile(lookup.take, context);
    this.#wants = rowFilter(lookup.where ?? {}, context.columns);
  }

  add(record: RawRecord): void {
    if ('problem' in record || record.cells.length !== this.context.columns.size) return;
    if (!this.#wants(record.cells)) return;
    const key = record.cells[this.#match]!.trim();
    if (key === '') return;
    const known = this.texts.get(key);
    if (known === undefined) this.texts.set(key, this.#taken(record));
    else if (this.lookup.pick === 'only') this.texts.set(key, SEVERAL_MARK);
    else if (this.lookup.pick !== 'first') {
      const chosen = this.#chosen(known, this.#taken(record));
      if (chosen !== known) this.texts.set(key, chosen);
    }
  }

  /** @throws FieldError when what is taken cannot be read, and the mapping does not leave that empty (`onBad`) */
  find(value: string): string | null | undefined | typeof SEVERAL {
    const text = this.texts.get(value);
    if (text === SEVERAL_MARK) return SEVERAL;
    if (text && isBad(text)) throw new FieldError(text.slice(BAD_MARK.length));
    return text;
  }

  #taken({ cells, line }: Readable): string | null {
    const bad = (reason: string) => `${BAD_MARK}line ${line} of ${this.lookup.lookup}: ${reason}`;
    try {
      const text = this.#take(cells);
      return text === null || this.lookup.pick !== 'sum' || isDecimal(text)
        ? text
        : bad('it is no number to add');
    } catch (error) {
      if (!(error instanceof FieldError)) throw error;
      return bad(error.message);
    }
  }

  #chosen(known: string | null, next: string | null): string | null {
    const { pick } = this.lookup;
    if (pick === 'last') return next;
    // A least, a largest or a sum that leaves a row out would be another one.
    if (isBad(known)) return known;
    if (known === null || next === null) return known ?? next;
    if (isBad(next)) return next;
    if (pick === 'sum') return addedDecimals(known, next);
    return known < next === (pick === 'min') ? known : next;
  }
}
