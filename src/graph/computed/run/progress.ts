import { Presets, SingleBar } from 'cli-progress';
import type { ComputeProgress } from './compute-graph';

type Terminal = NodeJS.WritableStream & { readonly isTTY?: boolean };

interface Progress {
  update(progress: ComputeProgress): void;
  stop(): void;
}

/** A bar on a terminal, a line now and then elsewhere; on stderr, so that stdout holds the result alone. */
export const progressOn = (stream: Terminal, now: () => number = Date.now): Progress =>
  stream.isTTY ? bar(stream) : plainLines(stream, now);

function bar(stream: Terminal): Progress {
  let shown: SingleBar | null = null;
  let current = '';
  const stop = () => {
    shown?.stop();
    shown = null;
  };
  return {
    stop,
    update({ step, done, total }) {
      if (shown === null || step !== current) {
        stop();
        current = step;
        const format =
          total === null
            ? `${step.padEnd(26)} {value} rows`
            : `${step.padEnd(26)} {bar} {percentage}% | {value} rows | {eta_formatted} left`;
        shown = new SingleBar(
          { format, stream, clearOnComplete: true, hideCursor: true },
          Presets.shades_classic,
        );
        shown.start(total ?? 0, 0);
      }
      shown.update(done);
    },
  };
}

const EVERY_MS = 5000;

function plainLines(stream: Terminal, now: () => number): Progress {
  let last = now();
  return {
    stop() {},
    update({ step, done, total }) {
      if (now() - last < EVERY_MS) return;
      last = now();
      stream.write(`${step}: ${done} rows${total === null ? '' : ` of ${total}`}\n`);
    },
  };
}
