import { basename, join } from 'node:path';
import iconv from 'iconv-lite';
import type { RejectedRecord } from '../load/load-records';
import { namesIn } from '../mapping/expression';
import type { TableSpec } from '../mapping/mapping';
import type { FoundSource } from '../run/find-files';
import { maskedValue } from './masked-value';
import type { OutputFiles } from './output-files';

/** Where rows that were not stored are told of. */
export interface RejectPlaces {
  /** List of what is wrong, with masked values. */
  readonly rejects: string;
  /** List of rows that contradict who is stored already. */
  readonly review: string;
  /** Folder for the rows themselves, in clear, to be mended and loaded again; none unless asked for. */
  readonly mend?: string;
}

/** Column that a file to be mended has behind its own. */
const REASON_COLUMN = 'import_reason';

const LIST_HEADER = 'file,line,field,value,reason\r\n';

/** Writes the rejects of one table of a mapping. */
export class RejectWriter {
  readonly #columns: ReadonlyMap<string, number>;

  constructor(
    private readonly files: OutputFiles,
    private readonly places: RejectPlaces,
    private readonly table: TableSpec,
    private readonly tableNo: number,
    private readonly source: FoundSource,
  ) {
    this.#columns = new Map(source.columns.map((name, place) => [name, place]));
  }

  add(rejected: RejectedRecord): void {
    const role = rejected.isConflict ? 'review' : 'rejects';
    for (const { field, reason } of rejected.problems) {
      const { target } = this.table;
      const cells = [
        basename(this.source.file.path),
        String(rejected.record.line),
        field === '' ? target : `${target}.${field}`,
        this.#value(rejected, field),
        reason,
      ];
      this.files.append(role, this.places[role], `${cells.map(listCell).join(',')}\r\n`, LIST_HEADER);
    }
    if (this.places.mend !== undefined && !rejected.isConflict) this.#mend(this.places.mend, rejected);
  }

  /** The text of a field; of a text that its expression could not read, the cell that it came from. */
  #value({ record: { values, raw } }: RejectedRecord, field: string): string {
    const expression = field === 'key' ? this.table.key : this.table.fields[field];
    let text = values[field] ?? null;
    if (text === null && expression && raw && 'cells' in raw) {
      const column = [...namesIn(expression)].find(({ kind }) => kind === 'column')?.name;
      text = column === undefined ? null : (raw.cells[this.#columns.get(column)!]?.trim() ?? null);
    }
    return text === null ? '' : maskedValue(field, text, values.kind ?? null);
  }

  #mend(folder: string, { record: { raw }, problems }: RejectedRecord): void {
    // Of a line that is too long nothing was kept.
    if (raw === undefined || ('problem' in raw && raw.text === undefined && raw.bytes === undefined)) return;
    const { file, columns } = this.source;
    // A file may feed several tables, and a row may be wrong in one of them: each has a file of its own.
    const path = join(
      folder,
      `${this.tableNo + 1}-${this.table.target}`,
      basename(file.path).replace(/\.gz$/, ''),
    );
    const encoded = (text: string) => iconv.encode(`${text}\n`, file.encoding);
    const line = (cells: readonly string[]) =>
      encoded(cells.map((cell) => fileCell(cell, file.delimiter, file.quote)).join(file.delimiter));
    const own = columns.at(-1) === REASON_COLUMN ? columns.slice(0, -1) : columns;
    const header = file.header ? line([...own, REASON_COLUMN]) : '';
    this.files.append(`mend ${this.tableNo}`, path, this.#rawLine(raw, own, problems, line, encoded), header);
  }

  #rawLine(
    raw: NonNullable<RejectedRecord['record']['raw']>,
    own: readonly string[],
    problems: RejectedRecord['problems'],
    line: (cells: readonly string[]) => Buffer,
    encoded: (text: string) => Buffer,
  ): Buffer {
    // What could not be cut into cells is given back as it was.
    if ('problem' in raw)
      return raw.bytes ? Buffer.concat([raw.bytes, Buffer.from('\n')]) : encoded(raw.text ?? '');
    if (!this.source.file.header || raw.cells.length !== this.source.columns.length) return line(raw.cells);
    const reason = problems
      .map(({ field, reason }) => (field === '' ? reason : `${field}: ${reason}`))
      .join('; ');
    return line([...raw.cells.slice(0, own.length), reason]);
  }
}

const listCell = (text: string): string => {
  // A table program takes a cell that begins like this for a formula.
  const plain = /^[=+@\t\r-]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
};

const fileCell = (text: string, delimiter: string, quote: string): string =>
  quote !== '' && (text.includes(delimiter) || text.includes(quote) || /[\r\n]/.test(text))
    ? quote + text.replaceAll(quote, quote + quote) + quote
    : text;
