import type { Fit } from '../fitting/fit-scorecard';
import { binLabel, withRows } from '../scorecard';
import type { Fitness } from '../scorecard-file';
import { percent, textTable } from './text-table';

/** What `scorecard fit` prints. */
export function fitText({ file, outOfFold, folds, leftOut }: Fit): string {
  const { training } = file;
  const fitnessRow = (what: string, { rows, bad, auc, gini, ks, brier }: Fitness) => [
    what,
    rows,
    percent(bad / rows),
    auc.toFixed(4),
    gini.toFixed(4),
    ks.toFixed(4),
    brier.toFixed(4),
  ];
  const { chiSquare, degrees, p } = outOfFold.calibration.hosmerLemeshow;
  const sections = [
    `${file.name}: ${file.features.length} features, ${training.rows} rows, ${training.bad} bad`,
    textTable(
      ['', 'rows', 'bad', 'AUC', 'Gini', 'KS', 'Brier'],
      [
        fitnessRow('out of fold', training.outOfFold),
        fitnessRow('in sample', training.inSample),
        ...(training.holdout ? [fitnessRow('held out', training.holdout)] : []),
      ],
    ),
    `PSI, held out against training: ${training.holdoutPsi?.toFixed(4) ?? 'nothing is held out'}`,
    textTable(
      ['fold', 'rows', 'AUC', 'KS', 'PSI', 'features'],
      folds.map(({ rows, auc, ks, psi, features }, i) => [
        i + 1,
        rows,
        auc.toFixed(4),
        ks.toFixed(4),
        psi.toFixed(4),
        features.length,
      ]),
    ),
    'Calibration, out of fold',
    textTable(
      ['group', 'rows', 'stated', 'seen'],
      outOfFold.calibration.groups.map(({ rows, stated, seen }, i) => [
        i + 1,
        rows,
        percent(stated, 2),
        percent(seen, 2),
      ]),
    ),
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
