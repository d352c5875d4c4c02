import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Answer } from './gateway';

const PROGRAM = path.join(__dirname, 'killable/gateway.cjs');

export interface GatewayProcess {
  /** Rejects when the process ends before it answers. */
  query(document: string, variables: object, role?: 'analyst' | 'operator'): Promise<Answer>;
  /** Of the signal that ended it; resolves when it has ended. */
  readonly ended: Promise<NodeJS.Signals | number | null>;
  kill(signal: 'SIGKILL' | 'SIGTERM'): Promise<void>;
}

/** The built gateway in a process of its own. `npm test` builds it first. */
export async function startGatewayProcess(
  environment: Readonly<Record<string, string>>,
): Promise<GatewayProcess> {
  const child: ChildProcess = spawn(process.execPath, [PROGRAM], {
    env: {
      PATH: process.env.PATH ?? '',
      NODE_ENV: 'test',
      LOG_LEVEL: 'error',
      EXPLORER: 'off',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit').then(([code, signal]) => signal ?? code);
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
  const [line] = await Promise.race([
    once(lines, 'line'),
    ended.then((end) => Promise.reject(new Error(`the gateway ended with ${end} before it listened`))),
  ]);
  const { url, tokens } = JSON.parse(line as string) as { url: string; tokens: Record<string, string> };
  return {
    ended,
    async query(document, variables, role = 'analyst') {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${tokens[role]}` },
        body: JSON.stringify({ query: document, variables }),
      });
      return (await response.json()) as Answer;
    },
    async kill(signal) {
      child.kill(signal);
      await ended;
    },
  };
}
