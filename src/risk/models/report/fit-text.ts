import type { Fit } from '../fitting/fit-scorecard';
import { binLabel, withRows } from '../scorecard';
import { calibrationFigures, type Figures, fitnessFigures, foldFigures } from './figures';
import { textTable } from './text-table';

/** What `scorecard fit` prints. */
export function fitText({ file, outOfFold, folds, leftOut }: Fit): string {
  const { training, target } = file;
  const { chiSquare, degrees, p } = outOfFold.calibration.hosmerLemeshow;
  const table = ({ header, rows }: Figures) => textTable(header, rows);
  const sections = [
    `${file.name}: ${file.features.length} features, ${training.rows} rows, ${training.bad} bad: ${target.column} ${target.bad.join(' or ')}`,
    table(fitnessFigures(file)),
    `PSI, held out against training: ${training.holdoutPsi?.toFixed(4) ?? 'nothing is held out'}`,
    table(foldFigures(folds)),
    'Calibration, out of fold',
    table(calibrationFigures(outOfFold)),
    `Hosmer-Lemeshow ${chiSquare.toFixed(2)} at ${degrees} degrees of freedom, p ${p.toFixed(4)}`,
    `Points: ${file.basePoints} and, for each feature,`,
    textTable(
      ['feature', 'bin', 'good', 'bad', 'WoE', 'points'],
      file.features.flatMap(({ name, bins }) =>
        withRows(bins).map((bin, i) => [
          i === 0 ? name : '',
          binLabel(bin),
          bin.good,
          bin.bad,
          bin.woe.toFixed(3),
          bin.points.toFixed(2),
        ]),
      ),
    ),
    'Left out',
    textTable(
      ['column', 'why'],
      leftOut.map(({ column, reason }) => [column, reason]),
    ),
  ];
  return `${sections.join('\n\n')}\n`;
}
