import { createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { scorecardCommand } from '../src/risk/models/command/scorecard-command';
import { seededRandom } from '../src/risk/models/fitting/validation/random';

/**
 * How long a scorecard takes on generated borrowers: 150,000 rows of 24 numbers and 6 categories, up to 5,000 of them,
 * by default options. `npm run bench:scorecard -- 500000` takes more rows.
 */

const ROWS = Number(process.argv[2] ?? 150_000);
const MOST_SECONDS = 60;
const MOST_MB = 400;
const NUMBERS = 24;
const LEVELS = [3, 5, 10, 50, 500, 5000];

function* borrowers(): Generator<string> {
  const random = seededRandom(7);
  const numbers = Array.from({ length: NUMBERS }, (_, i) => `number_${i}`);
  yield `bad,${[...numbers, ...LEVELS.map((n) => `of_${n}`)].join(',')}\n`;
  for (let row = 0; row < ROWS; row += 1) {
    const risk = random() + random() + random() - 1.5;
    const bad = random() < 1 / (1 + Math.exp(2 - 2 * risk)) ? 1 : 0;
    const cells = numbers.map((_, i) => {
      const value = (risk * i) / NUMBERS + random() + random() - 1;
      if (random() < 0.05) return '';
      return i % 3 === 0 ? String(Math.round(value * 10)) : (value * 1000).toFixed(2);
    });
    const levels = LEVELS.map((n) => `level ${Math.floor(random() ** (risk > 0 ? 1 : 1.3) * n)}`);
    yield `${[bad, ...cells, ...levels].join(',')}\n`;
  }
}

async function main(): Promise<void> {
  const scratch = mkdtempSync(path.join(tmpdir(), 'scorecard-bench-'));
  try {
    const file = path.join(scratch, 'borrowers.csv');
    await pipeline(Readable.from(borrowers()), createWriteStream(file));
    const before = process.resourceUsage().maxRSS / 1024;
    process.stdout.write(
      `${ROWS} rows, ${NUMBERS + LEVELS.length + 1} columns, ${(statSync(file).size / 2 ** 20).toFixed(0)} MB\n`,
    );
    const started = performance.now();
    const words = ['fit', file, '--target', 'bad', '--json'];
    const places = ['--out', path.join(scratch, 'm.json'), '--report', path.join(scratch, 'm.html')];
    const code = await scorecardCommand([...words, ...places], process);
    const seconds = (performance.now() - started) / 1000;
    const peak = process.resourceUsage().maxRSS / 1024;
    const report = (promise: string, seen: string, kept: boolean) => {
      process.stdout.write(`${kept ? 'kept  ' : 'BROKEN'}  ${promise}: ${seen}\n`);
      if (!kept) process.exitCode = 1;
    };
    if (code !== 0) throw new Error(`scorecard fit ended with ${code}`);
    report(`fits within ${MOST_SECONDS} s`, `${seconds.toFixed(1)} s`, seconds <= MOST_SECONDS);
    report(
      `takes at most ${MOST_MB} MB`,
      `${peak.toFixed(0)} MB, ${before.toFixed(0)} MB before the fit`,
      peak <= MOST_MB,
    );
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

main().catch((error) => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  process.exitCode = 1;
});
