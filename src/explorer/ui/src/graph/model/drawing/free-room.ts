/** Where texts can stand without lying on each other. */
import type { Point } from '../layout/layers';

/** Two points nearer to each other than this belong to texts that overlap, in units of the picture. */
const NEAR = 12;
/** Between the points that stand for a text: nearer than NEAR, so that nothing slips through. */
const APART = 9;

/** Points that are taken, in squares of a grid so that only near ones are compared. */
export class Room {
  readonly #squares = new Map<number, Point[]>();

  take(points: readonly Point[]): void {
    for (const point of points) {
      const square = squareOf(cell(point.x), cell(point.y));
      const there = this.#squares.get(square);
      if (there === undefined) this.#squares.set(square, [point]);
      else there.push(point);
    }
  }

  /** How many of the points lie on one that is taken, as a part of all. */
  overlap(points: readonly Point[]): number {
    return points.filter((point) => this.#isTaken(point)).length / Math.max(1, points.length);
  }

  #isTaken({ x, y }: Point): boolean {
    for (let dx = -1; dx <= 1; dx++)
      for (let dy = -1; dy <= 1; dy++) {
        const there = this.#squares.get(squareOf(cell(x) + dx, cell(y) + dy));
        if (there?.some((other) => (other.x - x) ** 2 + (other.y - y) ** 2 < NEAR ** 2)) return true;
      }
    return false;
  }
}

const cell = (value: number): number => Math.floor(value / NEAR);
const squareOf = (column: number, row: number): number => column * 1_000_003 + row;

/** Points along the middle of a text. @param turn in degrees */
export function pointsOfText(middle: Point, width: number, turn = 0): Point[] {
  const [dx, dy] = [Math.cos((turn * Math.PI) / 180), Math.sin((turn * Math.PI) / 180)];
  const steps = Math.max(1, Math.ceil(width / APART));
  return Array.from({ length: steps + 1 }, (_, step) => {
    const along = (step / steps - 0.5) * Math.max(0, width - APART);
    return { x: middle.x + dx * along, y: middle.y + dy * along };
  });
}

/** Points over a round thing: its middle, and rings around it. */
export function pointsOfDisc({ x, y }: Point, radius: number): Point[] {
  const points = [{ x, y }];
  for (let ring = radius - APART / 3; ring > APART / 2; ring -= APART) {
    const count = Math.ceil((2 * Math.PI * ring) / APART);
    for (let n = 0; n < count; n++) {
      const angle = (2 * Math.PI * n) / count;
      points.push({ x: x + ring * Math.cos(angle), y: y + ring * Math.sin(angle) });
    }
  }
  return points;
}
