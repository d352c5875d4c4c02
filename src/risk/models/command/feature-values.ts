import { type CellReading, isMissing, numberOf, specialCode } from '../fitting/data/cell';
import type { FeatureValues, Scorecard } from '../scorecard';
import { TableFileError } from './table-file';

/** Reads the features of a model from the rows of a file. */
export class FeatureReader {
  /** Cells that should be numbers and are none; they counted as missing. By feature. */
  readonly unreadable = new Map<string, number>();
  readonly #features: readonly {
    readonly name: string;
    readonly place: number;
    readonly isNumeric: boolean;
    readonly specials: ReadonlySet<string>;
  }[];

  /** @throws TableFileError when the file lacks columns; it names all of them */
  constructor(
    { file }: Scorecard,
    table: { readonly file: string; readonly columns: readonly string[] },
    private readonly reading: CellReading,
  ) {
    const absent = file.inputs.filter((name) => !table.columns.includes(name));
    if (absent.length > 0)
      throw new TableFileError(
        `${table.file} has no column for feature ${absent.join(', ')} of the model ${file.name}`,
      );
    this.#features = file.features.map(({ name, kind, bins }) => ({
      name,
      place: table.columns.indexOf(name),
      isNumeric: kind === 'NUMERIC',
      specials: new Set(bins.flatMap((bin) => (bin.kind === 'SPECIAL' ? [bin.code] : []))),
    }));
  }

  read(cells: readonly string[]): FeatureValues {
    const values: Record<string, number | string | null> = {};
    for (const { name, place, isNumeric, specials } of this.#features) {
      const text = cells[place]!.trim();
      const code = specials.size > 0 ? specialCode(text, this.reading) : '';
      if (specials.has(code)) values[name] = code;
      else if (isMissing(text)) values[name] = null;
      else if (!isNumeric) values[name] = text;
      else {
        const number = numberOf(text, this.reading);
        if (number === null) this.unreadable.set(name, (this.unreadable.get(name) ?? 0) + 1);
        values[name] = number;
      }
    }
    return values;
  }

  warnings(): string[] {
    return [...this.unreadable].map(
      ([name, n]) => `${name}: ${n} cells are no numbers and counted as missing`,
    );
  }
}
