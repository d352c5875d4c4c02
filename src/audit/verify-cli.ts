import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { ConfigError, loadConfig } from '../platform/config';
import { Database } from '../platform/database';
import { eventsInChainOrder } from './audit-event.repository';
import { checkpointOf, readCheckpoint } from './checkpoint';
import { verifyChains } from './verify-chains';

const MOST_FINDINGS = 20;

const command = new Command('audit:verify')
  .description(
    'Walks the audit chains, names the first bad row of each stream, and prints a checkpoint. It only reads. Keep the output outside the database: without an earlier checkpoint it cannot see that events were cut off the end of a stream, that a whole stream is gone, or that a stream was written anew with hashes that fit.',
  )
  .option('--checkpoint <file>', 'an earlier output of this program, to compare with')
  .action(async ({ checkpoint: file }: { checkpoint?: string }) => {
    const checkpoint = file === undefined ? null : readCheckpoint(readFileSync(file, 'utf8'));
    // The primary: a replica that lags looks like an audit that was cut.
    const database = await Database.open({ url: loadConfig().database.url });
    const at = new Date();
    const { events, findings, streams } = await verifyChains(
      eventsInChainOrder(database),
      checkpoint,
    ).finally(() => database.close());
    const say = (line: string) => process.stdout.write(`${line}\n`);
    for (const { stream, position, id, problem } of findings.slice(0, MOST_FINDINGS))
      say(`BAD stream ${stream} position ${position}${id === null ? '' : ` row ${id}`}: ${problem}`);
    if (findings.length > MOST_FINDINGS) say(`BAD and ${findings.length - MOST_FINDINGS} more streams`);
    say(`${events} events in ${streams.length} streams, ${findings.length} streams bad`);
    say(
      checkpoint
        ? `compared with the checkpoint of ${checkpoint.at}: ${checkpoint.size} events, head ${checkpoint.head}`
        : 'no checkpoint given: events cut off an end, a stream that is gone or was written anew are not seen',
    );
    if (findings.length > 0) process.exitCode = 1;
    else say(JSON.stringify(checkpointOf(streams, at)));
  });

command.parseAsync().catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof ConfigError ? error.message : `cannot verify: ${(error as Error).message}`}\n`,
  );
  process.exitCode = 1;
});
