import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { seededRandom } from '../../../../src/risk/models/fitting/validation/random';

interface FileOptions {
  readonly rows?: number;
  readonly seed?: number;
  readonly header?: string;
  readonly delimiter?: string;
  readonly coding?: readonly [good: string, bad: string];
  /** Further cells of a row. */
  readonly more?: (row: number, random: () => number) => readonly string[];
  readonly moreNames?: readonly string[];
}

/** Writes borrowers whose risk rises with `late` and falls with `income`; `shop` says a little, `noise` nothing. */
export function borrowersFile(folder: string, name: string, options: FileOptions = {}): string {
  const {
    rows = 2000,
    seed = 3,
    delimiter = ',',
    coding = ['0', '1'],
    more = () => [],
    moreNames = [],
  } = options;
  const random = seededRandom(seed);
  const lines = Array.from({ length: rows }, (_, row) => {
    const late = Math.floor(random() ** 2 * 6);
    const income = Math.round(2000 + random() * 18_000);
    const shop = ['mall', 'street', 'flagship'][Math.floor(random() * 3)]!;
    const logOdds = 1.5 - 0.8 * late + income / 8000 + (shop === 'street' ? -1.2 : 0.3);
    const bad = random() < 1 / (1 + Math.exp(logOdds));
    const cells = [late, random() < 0.05 ? '' : income, shop, random().toFixed(3), coding[bad ? 1 : 0]];
    return [...cells, ...more(row, random)].join(delimiter);
  });
  const header = options.header ?? ['late', 'income', 'shop', 'noise', 'bad', ...moreNames].join(delimiter);
  const file = path.join(folder, name);
  writeFileSync(file, `${[header, ...lines].join('\n')}\n`);
  return file;
}
