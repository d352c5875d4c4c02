import type { Comparison, SwapCell } from '../command/compare-models';
import { percent, textTable } from './text-table';

/** What `scorecard compare` prints. */
export function comparisonText(
  { rows, bad, auc, ks, psi, swap }: Comparison,
  [champion, challenger]: readonly [string, string],
  approve: number,
): string {
  const swapRow = (what: string, { rows: n, bad: badHere }: SwapCell) => [
    what,
    n,
    badHere,
    n === 0 ? '-' : percent(badHere / n, 2),
  ];
  const certain =
    auc.from > 0 ? 'the challenger is better' : auc.to < 0 ? 'the champion is better' : 'no sure difference';
  const sections = [
    `${rows} rows, ${bad} bad`,
    textTable(
      ['model', 'name', 'AUC', 'KS', 'PSI to its training'],
      [
        ['champion', champion, auc.aucA.toFixed(4), ks[0].toFixed(4), psi[0].toFixed(4)],
        ['challenger', challenger, auc.aucB.toFixed(4), ks[1].toFixed(4), psi[1].toFixed(4)],
      ],
    ),
    `AUC, challenger less champion: ${signed(auc.difference)}, 95 % between ${signed(auc.from)} and ${signed(auc.to)} (DeLong, p ${auc.p.toFixed(4)}): ${certain}`,
    `Swap set, where each model approves its best ${percent(approve, 0)}`,
    textTable(
      ['approved by', 'rows', 'bad', 'share of bad'],
      [
        swapRow('both', swap.both),
        swapRow('champion alone', swap.championAlone),
        swapRow('challenger alone', swap.challengerAlone),
        swapRow('neither', swap.neither),
      ],
    ),
  ];
  return `${sections.join('\n\n')}\n`;
}

const signed = (value: number): string => `${value < 0 ? '' : '+'}${value.toFixed(4)}`;
