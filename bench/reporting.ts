import 'reflect-metadata';
import path from 'node:path';
import { contributingBureaus } from '../src/bureaus';
import { loadConfig } from '../src/platform/config';
import { drainBacklog } from './reporting/backlog';
import { buildRecords } from './reporting/building';

/**
 * What reporting costs: records built and validated for each bureau in a streaming run, beside a bare JSON.stringify of the
 * same events; and what live queries feel of a backlog that drains, beside the same queries without it. On SQLite, or on
 * the server of DATABASE_URL. Ends with 1 if a promise is broken.
 */
async function main(): Promise<void> {
  const { connectors, close } = contributingBureaus(loadConfig({}).bureaus);
  const parts = process.argv.slice(2);
  const isWanted = (part: string): boolean => parts.length === 0 || parts.includes(part);
  let broken = isWanted('building') ? await buildRecords(connectors) : 0;
  await close();
  if (isWanted('backlog')) broken += await drainBacklog(path.join(__dirname, '..'));
  process.exitCode = broken > 0 ? 1 : 0;
}

void main();
