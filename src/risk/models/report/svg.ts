/** Plots as SVG texts: no script, no font and no colour but the page's own classes. */

export interface Curve {
  readonly points: readonly (readonly [x: number, y: number])[];
  readonly style: 'first' | 'second' | 'guide';
  readonly label?: string;
  readonly dots?: boolean;
}

export interface Axes {
  readonly title: string;
  readonly x: string;
  readonly y: string;
  readonly xRange: readonly [number, number];
  readonly yRange: readonly [number, number];
}

const WIDTH = 420;
const HEIGHT = 320;
const FRAME = { left: 56, right: 16, top: 34, bottom: 60 };
/** Lines of a grid, about. */
const TICKS = 5;
/** Letters of a bar's name that have room when it is slanted, and in all when they lie in one line. */
const NAME = 16;
const LINE = 52;

/** Curves in one frame, with a legend of those that have a label. */
export function curvePlot(axes: Axes, curves: readonly Curve[]): string {
  const { toX, toY } = scales(axes);
  const drawn = curves.map(({ points, style, dots }) => {
    const at = points.map(([x, y]) => `${toX(x)},${toY(y)}`);
    const marks = dots
      ? at.map((place) => `<circle class="${style}" cx="${place.replace(',', '" cy="')}" r="3.5"/>`)
      : [];
    return `<polyline class="${style}" points="${at.join(' ')}"/>${marks.join('')}`;
  });
  const legend = curves
    .filter(({ label }) => label !== undefined)
    .map(({ label, style }, i) => {
      const y = HEIGHT - FRAME.bottom - 14 - 18 * i;
      const x = WIDTH - FRAME.right - 12;
      return `<text class="end" x="${x - 30}" y="${y + 4}">${escaped(label!)}</text><line class="${style}" x1="${x - 24}" x2="${x}" y1="${y}" y2="${y}"/>`;
    });
  return framed(axes, [...drawn, ...legend].join(''));
}

/** Bars from the line of 0, upwards or downwards, with a name below each. */
export function barPlot(
  title: string,
  y: string,
  bars: readonly { readonly label: string; readonly value: number }[],
): string {
  const values = bars.map(({ value }) => value);
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  const room = (high - low || 1) * 0.12;
  const yRange = [low < 0 ? low - room : 0, high > 0 ? high + room : 0] as const;
  const axes: Axes = { title, x: '', y, xRange: [0, bars.length], yRange };
  const { toX, toY } = scales(axes);
  const zero = toY(0);
  const inLine = Math.floor(LINE / bars.length);
  const isSlanted = bars.length > 4 || bars.some(({ label }) => label.length > inLine);
  const letters = isSlanted ? NAME : inLine;
  const drawn = bars.map(({ label, value }, i) => {
    const top = Math.min(toY(value), zero);
    const height = round(Math.abs(toY(value) - zero));
    const middle = toX(i + 0.5);
    const width = round(toX(i + 0.85) - toX(i + 0.15));
    const base = HEIGHT - FRAME.bottom + 14;
    const short = label.length > letters ? `${label.slice(0, letters - 1)}…` : label;
    const name = isSlanted ? `class="end" transform="rotate(-28 ${middle} ${base})"` : 'class="middle"';
    return `<rect class="${value < 0 ? 'worse' : 'better'}" x="${toX(i + 0.15)}" y="${top}" width="${width}" height="${height}"><title>${escaped(label)}: ${value.toFixed(3)}</title></rect><text ${name} x="${middle}" y="${base}">${escaped(short)}</text>`;
  });
  return framed(
    axes,
    `${drawn.join('')}<line class="axis" x1="${FRAME.left}" x2="${WIDTH - FRAME.right}" y1="${zero}" y2="${zero}"/>`,
    false,
  );
}

export const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);

function scales({ xRange, yRange }: Axes) {
  const along = (value: number, [from, to]: readonly [number, number], start: number, end: number) =>
    round(start + ((value - from) / (to - from || 1)) * (end - start));
  return {
    toX: (x: number) => along(x, xRange, FRAME.left, WIDTH - FRAME.right),
    toY: (y: number) => along(y, yRange, HEIGHT - FRAME.bottom, FRAME.top),
  };
}

function framed(axes: Axes, inside: string, numbersBelow = true): string {
  const { toX, toY } = scales(axes);
  const bottom = HEIGHT - FRAME.bottom;
  const ticks = [
    ...ticksIn(axes.yRange).map(
      (y) =>
        `<line class="grid" x1="${FRAME.left}" x2="${WIDTH - FRAME.right}" y1="${toY(y)}" y2="${toY(y)}"/><text class="end" x="${FRAME.left - 6}" y="${toY(y) + 4}">${short(y, axes.yRange)}</text>`,
    ),
    ...(numbersBelow
      ? ticksIn(axes.xRange).map(
          (x) => `<text class="middle" x="${toX(x)}" y="${bottom + 16}">${short(x, axes.xRange)}</text>`,
        )
      : []),
  ];
  const middle = (FRAME.left + WIDTH - FRAME.right) / 2;
  const names = `<text class="title" x="${FRAME.left}" y="20">${escaped(axes.title)}</text><text class="middle" x="${middle}" y="${HEIGHT - 10}">${escaped(axes.x)}</text><text class="middle" transform="rotate(-90 14 ${HEIGHT / 2})" x="14" y="${HEIGHT / 2}">${escaped(axes.y)}</text>`;
  return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escaped(axes.title)}">${ticks.join('')}${inside}${names}</svg>`;
}

const round = (value: number): number => Math.round(value * 100) / 100;

/** Round numbers within a range, at one distance. */
function ticksIn([from, to]: readonly [number, number]): number[] {
  const wanted = (to - from || 1) / TICKS;
  const power = 10 ** Math.floor(Math.log10(wanted));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= wanted) ?? wanted;
  const ticks: number[] = [];
  for (let i = Math.ceil(from / step - 1e-9); i * step <= to + step * 1e-9; i += 1) ticks.push(i * step);
  return ticks;
}

function short(value: number, [from, to]: readonly [number, number]): string {
  return (value + 0).toFixed(to - from >= 10 ? 0 : to - from > 2 ? 1 : 2);
}
