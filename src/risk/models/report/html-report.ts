import type { Fit } from '../fitting/fit-scorecard';
import { pointsOf, toHundredth } from '../points';
import { binLabel, withRows } from '../scorecard';
import type { CutOff } from '../statistics/roc';
import { calibrationFigures, type Figures, fitnessFigures, foldFigures } from './figures';
import { barPlot, curvePlot, escaped } from './svg';
import { percent } from './text-table';

// Points of a curve that a plot of this size can show.
const MOST_POINTS = 200;

const STYLE = `
:root { color-scheme: light dark; --ink: #1d2733; --soft: #5d6b7a; --line: #d9e0e7; --paper: #fff; --first: #0b62b0; --second: #c2410c; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6ebf0; --soft: #a3b0bd; --line: #3a4550; --paper: #161b21; --first: #69b1f5; --second: #fb923c; } }
body { margin: 0 auto; max-width: 1320px; padding: 24px; font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
h1 { font-size: 26px; margin: 0; } h2 { font-size: 19px; margin: 36px 0 8px; } h3 { font-size: 16px; margin: 0 0 4px; }
p { margin: 4px 0; } .soft { color: var(--soft); }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: 3px 12px 3px 0; text-align: left; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; }
td.n, th.n { text-align: right; }
.plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(360px, 1fr)); gap: 20px; }
.feature { display: grid; grid-template-columns: minmax(320px, 420px) 1fr; gap: 28px; padding: 18px 0; border-bottom: 1px solid var(--line); }
@media (max-width: 820px) { .feature { grid-template-columns: 1fr; } }
.wide { overflow-x: auto; } ul { margin: 4px 0; padding-left: 20px; } code { font-size: 13px; }
svg { width: 100%; height: auto; } svg text { font: 11px system-ui, sans-serif; fill: var(--soft); }
svg text.title { font-size: 13px; font-weight: 600; fill: var(--ink); } .middle { text-anchor: middle; } .end { text-anchor: end; }
polyline, line { fill: none; stroke-width: 2; } .first { stroke: var(--first); } .second { stroke: var(--second); }
.guide { stroke: var(--soft); stroke-width: 1; stroke-dasharray: 4 4; } .grid { stroke: var(--line); stroke-width: 1; }
.axis { stroke: var(--soft); stroke-width: 1; } circle.first { fill: var(--first); } circle.second { fill: var(--second); }
.better { fill: var(--first); } .worse { fill: var(--second); }
`;

/** The report of a fit: one page that needs nothing else. The same fit gives the same bytes. */
export function htmlReport(fit: Fit): string {
  const { file, warnings } = fit;
  const { training, target, created, data } = file;
  const horizon =
    target.horizonMonths === null ? 'no horizon stated' : `within ${target.horizonMonths} months`;
  const sections = [
    `<h1>${escaped(file.name)}</h1>`,
    `<p class="soft">${file.features.length} features. Bad is ${escaped(target.column)} = ${escaped(target.bad.join(', '))}, ${horizon}.${file.use === 'REVIEW_ONLY' ? ' <b>For review only: it may neither decline nor price.</b>' : ''}</p>`,
    warnings.length > 0
      ? `<h2>To be looked at</h2><ul>${warnings.map((text) => `<li>${escaped(text)}</li>`).join('')}</ul>`
      : '',
    `<h2>How well it tells</h2>${fitnessTable(fit)}`,
    `<p class="soft">Out of fold: each row scored by a model, bins and selection included, that was fitted without it.</p>`,
    `<div class="plots">${rocPlot(fit)}${ksPlot(fit)}${calibrationPlot(fit)}</div>`,
    `<h2>Folds</h2>${table(foldFigures(fit.folds))}`,
    `<h2>Calibration, out of fold</h2>${calibrationTable(fit)}`,
    `<h2>Points</h2><p>${file.basePoints.toFixed(2)} points, and those of one bin of each feature. ${file.scaling.baseScore} points are odds of ${file.scaling.baseOdds} to 1, and ${file.scaling.pdo} points double them. A bin that no training row fell into, missing values mostly, gives 0 points.</p>`,
    ...file.features.map(featureSection),
    `<h2>Left out</h2>${table({
      header: ['column', 'why'],
      rows: fit.leftOut.map(({ column, reason }) => [column, reason]),
    })}`,
    '<h2>Where it comes from</h2>',
    table({
      header: ['', ''],
      rows: [
        ['data', `${data.file}, ${data.rows} rows used`],
        ['SHA-256 of the data', data.sha256],
        ['command', `${created.command}, seed ${created.seed}`],
        ['options', JSON.stringify(created.options)],
        ['training rows', `${training.rows}, of them ${training.bad} bad`],
      ],
    }),
  ];
  return `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(file.name)}</title><style>${STYLE}</style></head><body>\n${sections.filter(Boolean).join('\n')}\n</body></html>\n`;
}

function fitnessTable({ file }: Fit): string {
  const { holdoutPsi } = file.training;
  const psi =
    holdoutPsi === null
      ? ''
      : `<p>Stability index of the points, held out against training: ${holdoutPsi.toFixed(4)}</p>`;
  return `${table(fitnessFigures(file))}${psi}`;
}

function calibrationTable({ outOfFold }: Fit): string {
  const { hosmerLemeshow, brier } = outOfFold.calibration;
  const { chiSquare, degrees, p } = hosmerLemeshow;
  return `${table(calibrationFigures(outOfFold))}<p>Hosmer-Lemeshow ${chiSquare.toFixed(2)} at ${degrees} degrees of freedom, p ${p.toFixed(4)}. Brier ${brier.toFixed(4)}.</p>`;
}

function rocPlot({ outOfFold, holdout }: Fit): string {
  const curve = (cutOffs: readonly CutOff[]): [number, number][] => [
    [0, 0],
    ...thinned(cutOffs).map(({ good, bad }): [number, number] => [good, bad]),
  ];
  return curvePlot(
    {
      title: `ROC: AUC ${outOfFold.separation.auc.toFixed(4)}`,
      x: 'share of the good that is refused',
      y: 'share of the bad that is refused',
      xRange: [0, 1],
      yRange: [0, 1],
    },
    [
      {
        points: [
          [0, 0],
          [1, 1],
        ],
        style: 'guide',
      },
      { points: curve(outOfFold.separation.cutOffs), style: 'first', label: 'out of fold' },
      ...(holdout
        ? [{ points: curve(holdout.separation.cutOffs), style: 'second' as const, label: 'held out' }]
        : []),
    ],
  );
}

function ksPlot({ outOfFold: { separation }, file }: Fit): string {
  const at = (score: number) => toHundredth(pointsOf(score, file.scaling));
  const cutOffs = thinned(separation.cutOffs);
  const widest = separation.cutOffs.reduce((a, b) => (b.bad - b.good > a.bad - a.good ? b : a));
  const range = [at(cutOffs[0]!.score), at(cutOffs.at(-1)!.score)] as const;
  return curvePlot(
    {
      title: `KS ${separation.ks.toFixed(4)} at ${at(widest.score).toFixed(0)} points`,
      x: 'points',
      y: 'share at or below',
      xRange: range,
      yRange: [0, 1],
    },
    [
      { points: cutOffs.map(({ score, good }) => [at(score), good]), style: 'first', label: 'good' },
      { points: cutOffs.map(({ score, bad }) => [at(score), bad]), style: 'second', label: 'bad' },
      {
        points: [
          [at(widest.score), widest.good],
          [at(widest.score), widest.bad],
        ],
        style: 'guide',
      },
    ],
  );
}

function calibrationPlot({ outOfFold: { calibration } }: Fit): string {
  const most = Math.max(...calibration.groups.flatMap(({ stated, seen }) => [stated, seen])) * 1.05;
  return curvePlot(
    {
      title: 'Calibration, out of fold',
      x: 'stated probability of default',
      y: 'share of the bad that was seen',
      xRange: [0, most],
      yRange: [0, most],
    },
    [
      {
        points: [
          [0, 0],
          [most, most],
        ],
        style: 'guide',
      },
      { points: calibration.groups.map(({ stated, seen }) => [stated, seen]), style: 'first', dots: true },
    ],
  );
}

function featureSection({
  name,
  bins,
  informationValue,
  coefficient,
  monotone,
}: Fit['file']['features'][number]): string {
  const rows = bins.reduce((sum, { good, bad }) => sum + good + bad, 0);
  const shown = withRows(bins);
  const plot = barPlot(
    'Weight of evidence: above 0 is better',
    '',
    shown.map((bin) => ({ label: binLabel(bin), value: bin.woe })),
  );
  const points = table({
    header: ['bin', 'rows', 'share', 'bad', 'WoE', 'points'],
    rows: shown.map((bin) => {
      const here = bin.good + bin.bad;
      return [
        binLabel(bin),
        String(here),
        percent(here / rows),
        here === 0 ? '-' : percent(bin.bad / here),
        bin.woe.toFixed(3),
        bin.points.toFixed(2),
      ];
    }),
  });
  const way = monotone === null ? '' : `, made to ${monotone === 'UP' ? 'rise' : 'fall'} in risk`;
  return `<section class="feature"><div>${plot}</div><div class="wide"><h3>${escaped(name)}</h3><p class="soft">information value ${informationValue.toFixed(4)}, coefficient ${coefficient.toFixed(4)}${way}</p>${points}</div></section>`;
}

function table({ header, rows }: Figures): string {
  const isNumber = header.map((_, i) => i > 0 && rows.every((row) => /^(-?[\d.]+( %)?|-)$/.test(row[i]!)));
  const cells = (row: readonly string[], tag: string) =>
    `<tr>${row.map((cell, i) => `<${tag}${isNumber[i] ? ' class="n"' : ''}>${escaped(cell)}</${tag}>`).join('')}</tr>`;
  const head = header.some(Boolean) ? `<thead>${cells(header, 'th')}</thead>` : '';
  return `<table>${head}<tbody>${rows.map((row) => cells(row, 'td')).join('')}</tbody></table>`;
}

function thinned<T>(values: readonly T[]): readonly T[] {
  if (values.length <= MOST_POINTS) return values;
  return Array.from(
    { length: MOST_POINTS },
    (_, i) => values[Math.round((i * (values.length - 1)) / (MOST_POINTS - 1))]!,
  );
}
