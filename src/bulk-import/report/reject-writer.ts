import { basename, join } from 'node:path';
import { csvCell } from '../../platform/delimited';
import type { RejectedRecord } from '../load/record';
import { namesIn } from '../mapping/expression';
import type { TableSpec } from '../mapping/mapping';
import type { FoundSource } from '../run/find-files';
import { maskedValue } from './masked-value';
import { mendedRow, mendHeader } from './mended-row';
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
      this.files.append(role, this.places[role], `${cells.map(csvCell).join(',')}\r\n`, LIST_HEADER);
    }
    if (this.places.mend !== undefined && !rejected.isConflict) this.#mend(this.places.mend, rejected);
  }

  /** The text of a field; of a text that its expression could not read, the cell that it came from. */
  #value({ record: { values, raw } }: RejectedRecord, field: string): string {
    const expression = field === 'key' ? this.table.key : this.table.fields[field];
    let text = values[field] ?? null;
    if (text === null && expression && raw && 'cells' in raw) {
      const column = [...namesIn(expression)].find(({ kind }) => kind === 'column')?.name;
      text = column === undefined ? null : raw.cells[this.#columns.get(column)!]?.trim() || null;
    }
    return text === null ? '' : maskedValue(field, text, values.kind ?? null);
  }

  #mend(folder: string, { record: { raw }, problems }: RejectedRecord): void {
    const row = raw === undefined ? null : mendedRow(raw, problems, this.source);
    if (row === null) return;
    // A file may feed several tables, and a row may be wrong in one of them: each has a file of its own.
    const path = join(
      folder,
      `${this.tableNo + 1}-${this.table.target}`,
      basename(this.source.file.path).replace(/\.gz$/, ''),
    );
    this.files.append(`mend ${this.tableNo}`, path, row, mendHeader(this.source));
  }
}
