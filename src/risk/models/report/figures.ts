import type { Fit } from '../fitting/fit-scorecard';
import type { Fitness } from '../scorecard-file';
import { percent } from './text-table';

/** A table of a report, in words. */
export interface Figures {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** How well the points tell the good from the bad, on each set of rows. */
export function fitnessFigures({ training }: Fit['file']): Figures {
  const row = (what: string, { rows, bad, auc, gini, ks, brier }: Fitness) => [
    what,
    String(rows),
    percent(bad / rows),
    ...[auc, gini, ks, brier].map((figure) => figure.toFixed(4)),
  ];
  return {
    header: ['', 'rows', 'bad', 'AUC', 'Gini', 'KS', 'Brier'],
    rows: [
      row('out of fold', training.outOfFold),
      row('in sample', training.inSample),
      ...(training.holdout ? [row('held out', training.holdout)] : []),
    ],
  };
}

export const foldFigures = (folds: Fit['folds']): Figures => ({
  header: ['fold', 'rows', 'AUC', 'KS', 'PSI', 'features'],
  rows: folds.map(({ rows, auc, ks, psi, features }, i) => [
    String(i + 1),
    String(rows),
    ...[auc, ks, psi].map((figure) => figure.toFixed(4)),
    String(features.length),
  ]),
});

/** Groups of rows by what was stated of them. */
export const calibrationFigures = ({ calibration }: Fit['outOfFold']): Figures => ({
  header: ['group', 'rows', 'stated', 'seen'],
  rows: calibration.groups.map(({ rows, stated, seen }, i) => [
    String(i + 1),
    String(rows),
    percent(stated, 2),
    percent(seen, 2),
  ]),
});
