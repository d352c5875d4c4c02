import { basename } from 'node:path';
import { Presets, SingleBar } from 'cli-progress';
import type { TableProgress, TableReport } from '../run/run-import';

type Terminal = NodeJS.WritableStream & { readonly isTTY?: boolean };

/** Shows how an import gets on. */
export interface Progress {
  update(progress: TableProgress): void;
  done(report: TableReport): void;
  /** Ends a bar that is still on the screen. */
  stop(): void;
}

/** A bar on a terminal, a line now and then elsewhere; on stderr, so that stdout holds the result alone. */
export function progressOn(stream: Terminal, now: () => number = Date.now): Progress {
  return stream.isTTY ? bar(stream) : plainLines(stream, now);
}

function bar(stream: Terminal): Progress {
  let shown: SingleBar | null = null;
  let target = '';
  let startedAt = 0;
  const stop = () => {
    shown?.stop();
    shown = null;
  };
  return {
    stop,
    update({ bytesRead, bytesTotal, read, ...progress }) {
      if (shown === null || target !== progress.target) {
        stop();
        target = progress.target;
        startedAt = Date.now();
        const format = `${target.padEnd(18)} {bar} {percentage}% | {rows} rows | {rate} rows/s | {eta_formatted} left`;
        shown = new SingleBar(
          { format, stream, clearOnComplete: true, hideCursor: true },
          Presets.shades_classic,
        );
        shown.start(bytesTotal, 0, { rows: 0, rate: 0 });
      }
      const seconds = Math.max(0.001, (Date.now() - startedAt) / 1000);
      shown.update(bytesRead, { rows: read, rate: Math.round(read / seconds) });
    },
    done(report) {
      stop();
      stream.write(`${sentence(report)}\n`);
    },
  };
}

const EVERY_MS = 5000;

function plainLines(stream: Terminal, now: () => number): Progress {
  let last = now();
  return {
    stop() {},
    update({ target, read, bytesRead, bytesTotal }) {
      if (now() - last < EVERY_MS) return;
      last = now();
      stream.write(
        `${target}: ${read} rows, ${Math.floor((100 * bytesRead) / Math.max(1, bytesTotal))} % of the file\n`,
      );
    },
    done(report) {
      last = now();
      stream.write(`${sentence(report)}\n`);
    },
  };
}

const sentence = ({ target, file, read, rejected }: TableReport): string =>
  `${target}: ${read} rows of ${basename(file)}${rejected > 0 ? `, ${rejected} rejected` : ''}`;
