import { seededRandom } from './random';

/**
 * The number of a fold for each row: every fold gets its share of the good and of the bad, by chance that the seed
 * determines.
 */
export function assignFolds(bad: Uint8Array, rows: Uint32Array, folds: number, seed: number): Uint8Array {
  const random = seededRandom(seed);
  const fold = new Uint8Array(rows.length);
  for (const outcome of [0, 1]) {
    const places: number[] = [];
    for (let i = 0; i < rows.length; i += 1) if (bad[rows[i]!] === outcome) places.push(i);
    for (let i = places.length - 1; i > 0; i -= 1) {
      const j = Math.floor(random() * (i + 1));
      [places[i], places[j]] = [places[j]!, places[i]!];
    }
    places.forEach((place, i) => {
      fold[place] = i % folds;
    });
  }
  return fold;
}
