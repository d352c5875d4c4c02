import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

const PROGRAM = path.resolve(__dirname, '../../../dist/src/bulk-import/cli.js');

export interface Ended {
  /** Null when the process was killed. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The import as a process of its own, as an operator runs it. */
export class ImportProcess {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;

  constructor(words: readonly string[], variables: Readonly<Record<string, string>>) {
    if (!existsSync(PROGRAM)) throw new Error('the program is not built; npm test builds it');
    // As npm run import starts it: in the young generation there is room for rows that live for a batch.
    this.child = spawn(process.execPath, ['--max-semi-space-size=32', PROGRAM, ...words], {
      env: { PATH: process.env.PATH, ...variables },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    this.child.stdout!.on('data', (chunk) => {
      stdout += chunk;
    });
    this.child.stderr!.on('data', (chunk) => {
      stderr += chunk;
    });
    this.ended = new Promise((resolve, reject) => {
      this.child.on('error', reject);
      this.child.on('close', (exitCode) => resolve({ exitCode, stdout, stderr }));
    });
  }
}
