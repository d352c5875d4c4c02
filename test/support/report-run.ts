import { Writable } from 'node:stream';
import { reportCommand } from '../../src/reporting/run/report-command';
import type { RunningGateway } from './gateway';

/** Runs `npm run report` with these words beside a gateway that was started for a test: on its database, to its bureaus. */
export async function reportBeside(
  { environment }: RunningGateway,
  words: readonly string[],
): Promise<{ readonly exitCode: number; readonly stdout: string; readonly stderr: string }> {
  const texts = { stdout: '', stderr: '' };
  const into = (name: keyof typeof texts): Writable =>
    new Writable({
      write(chunk, _encoding, done) {
        texts[name] += String(chunk);
        done();
      },
    });
  const streams = { stdout: into('stdout'), stderr: into('stderr') };
  const exitCode = await reportCommand(words, streams, environment);
  return { exitCode, ...texts };
}
