import 'reflect-metadata';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { systemClock } from '../kernel';
import { ConfigError, loadConfig } from '../platform/config';
import { DataVault, developmentKeyring, readKeyring } from '../platform/crypto';
import { Database, idGenerator } from '../platform/database';
import { IMPORT_ENTITIES } from './entities';
import { MappingError, readMapping } from './mapping/mapping';
import { SourceFileError } from './parse/source-file';
import { explainPlan } from './report/check-report';
import { progressOn } from './report/progress';
import { RejectsFile } from './report/rejects-file';
import { summaryOf } from './report/summary';
import { planImport } from './run/import-plan';
import { runImport } from './run/run-import';

interface Options {
  readonly mapping: string;
  readonly check?: boolean;
  readonly rejects?: string;
  readonly json?: boolean;
  readonly maxRejects?: number;
}

const REFUSED = 2;
const FAILED = 1;

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}

async function importFiles(paths: readonly string[], options: Options): Promise<void> {
  const config = loadConfig();
  const clock = systemClock(config.businessDate);
  const plan = await planImport(readMapping(options.mapping), paths);
  if (options.check) {
    process.stdout.write(`${await explainPlan(plan, clock.businessDate())}\n`);
    return;
  }
  const ring = config.keyringFile
    ? readKeyring(config.keyringFile)
    : developmentKeyring(join(config.varDir, 'keys', 'data-keys.json'));
  const startedAt = clock.now().toISOString().replace(/[:.]/g, '-');
  const rejects = new RejectsFile(
    options.rejects ?? join(config.varDir, 'rejects', `${plan.mapping.source}-${startedAt}.csv`),
  );
  const progress = progressOn(process.stderr);
  const database = await Database.open(config.database, IMPORT_ENTITIES);
  try {
    const dependencies = {
      database,
      vault: new DataVault(ring),
      nextId: idGenerator(config.replicaId),
      clock,
    };
    const report = await runImport(dependencies, plan, {
      mappingFile: options.mapping,
      onReject: (reject) => rejects.add(reject),
      onProgress: (at) => progress.update(at),
      onTable: (table) => progress.done(table),
      ...(options.maxRejects === undefined ? {} : { maxRejects: options.maxRejects }),
    });
    const rejectsFile = report.total.rejected > 0 ? rejects.path : null;
    if (options.json) process.stdout.write(`${JSON.stringify({ ...report, rejectsFile }, null, 2)}\n`);
    else process.stdout.write(`${summaryOf(report)}\n${rejectsFile ? `rejects: ${rejectsFile}\n` : ''}`);
    if (!report.complete) {
      process.stderr.write(
        `stopped: more than ${options.maxRejects} rows were rejected; what was stored until then stays\n`,
      );
      process.exitCode = FAILED;
    }
  } finally {
    progress.stop();
    rejects.close();
    await database.close();
  }
}

const program = new Command('npm run import --')
  .description('Loads delimited files into the database through a mapping file.')
  .argument('<source...>', 'a folder with the files that the mapping names, or some of the files')
  .requiredOption('--mapping <file>', 'mapping file (YAML); see docs/how-to/add-a-mapping.md')
  .option('--check', 'explain the mapping against the heads of the files; load nothing')
  .option(
    '--rejects <file>',
    'where to write the rows that were not loaded (default: var/rejects/<source>-<time>.csv)',
  )
  .option('--json', 'print the result as JSON')
  .option('--max-rejects <n>', 'stop and fail when more rows than this are rejected', wholeNumber)
  .action(importFiles);

program.parseAsync().catch((error: unknown) => {
  const refused =
    error instanceof MappingError || error instanceof SourceFileError || error instanceof ConfigError;
  // A driver's message may repeat values of a row; its code says enough.
  const code = (error as { driverError?: { code?: string } }).driverError?.code;
  const text = code ? `the database failed: ${code}` : error instanceof Error ? error.message : String(error);
  process.stderr.write(`${text}\n`);
  if (!refused)
    process.stderr.write('The batches before this are stored; the same import can be run again.\n');
  process.exitCode = refused ? REFUSED : FAILED;
});
