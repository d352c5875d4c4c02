import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { Command, CommanderError } from 'commander';
import { FitError } from '../fitting/data/target';
import { fitScorecard } from '../fitting/fit-scorecard';
import { comparisonText } from '../report/comparison-text';
import { fitText } from '../report/fit-text';
import { htmlReport } from '../report/html-report';
import { loadScorecard, type Scorecard, ScorecardError } from '../scorecard';
import { compareModels } from './compare-models';
import { between, type FitWords, fitOptions, withFileOptions, withFitOptions } from './fit-options';
import { scoreFile } from './score-command';
import { openTable, TableFileError } from './table-file';

/** Where a command writes to: the result to stdout, everything else to stderr. */
export interface CommandStreams {
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
}

type ScoreWords = Pick<FitWords, 'id' | 'out' | 'delimiter' | 'encoding' | 'header' | 'decimalComma'>;
type CompareWords = Pick<
  FitWords,
  'target' | 'bad' | 'good' | 'indeterminate' | 'delimiter' | 'encoding' | 'header' | 'decimalComma'
> & { readonly approve: number; readonly json?: boolean };

/** Exit codes: the command line or a file is at fault; or the program is. */
const REFUSED = 2;
const FAILED = 1;

/** Runs `npm run scorecard` with its arguments and gives the exit code. Never throws. */
export async function scorecardCommand(words: readonly string[], streams: CommandStreams): Promise<number> {
  const { stdout, stderr } = streams;
  const program = new Command('npm run scorecard --')
    .description('Fits scorecards to files of outcomes, scores by them, and compares them.')
    .exitOverride()
    .configureOutput({ writeOut: (text) => stdout.write(text), writeErr: (text) => stderr.write(text) });
  withFitOptions(program.command('fit <data>').description('fit a model; print how well it does'))
    .option('--json', 'print the figures as JSON')
    .action((data: string, options: FitWords & { json?: boolean }) => fitFile(data, options, streams));
  withFileOptions(
    program.command('score <model> <data>').description('points, probability and reasons, by row'),
  )
    .option('--id <column...>', 'columns to repeat in front (default: the line of the file)', [])
    .option('--out <file>', 'CSV file to write (default: standard output)')
    .action((model: string, data: string, options: ScoreWords) => score(model, data, options, streams));
  withFileOptions(
    program.command('compare <champion> <challenger> <data>').description('two models on one file'),
  )
    .requiredOption('--target <column>', 'the outcome: good or bad')
    .option('--bad <value...>', 'values of the target that are bad', [])
    .option('--good <value...>', 'values that are good', [])
    .option('--indeterminate <value...>', 'values whose rows are left out', [])
    .option(
      '--approve <share>',
      'share that either model approves, for the swap set',
      between(0.01, 0.99),
      0.8,
    )
    .option('--json', 'print the figures as JSON')
    .action((champion: string, challenger: string, data: string, options: CompareWords) =>
      compare(champion, challenger, data, options, streams),
    );
  for (const command of program.commands) command.copyInheritedSettings(program);
  try {
    await program.parseAsync(words, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : REFUSED;
    stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return isRefusal(error) ? REFUSED : FAILED;
  }
}

async function fitFile(
  path: string,
  words: FitWords & { readonly json?: boolean },
  { stdout, stderr }: CommandStreams,
): Promise<void> {
  const table = await openTable(path, words);
  const name = words.name ?? table.file.replace(/\.(csv|tsv|txt)?(\.gz)?$/i, '');
  const { json, ...stated } = words;
  const result = await fitScorecard(
    table,
    fitOptions(stated, table.columns, { name, sha256: await table.sha256() }),
  );
  const out = words.out ?? `${name}.scorecard.json`;
  const report = words.report ?? `${name}.scorecard.html`;
  // What is written must be what the gateway takes.
  const text = `${JSON.stringify(result.file, null, 2)}\n`;
  loadScorecard(text);
  writeFileSync(out, text);
  writeFileSync(report, htmlReport(result));
  for (const warning of result.warnings) stderr.write(`note: ${warning}\n`);
  stdout.write(json ? `${JSON.stringify(result.file.training, null, 2)}\n` : fitText(result));
  stderr.write(`model: ${out}\nreport: ${report}\n`);
}

async function score(
  model: string,
  path: string,
  words: ScoreWords,
  { stdout, stderr }: CommandStreams,
): Promise<void> {
  const card = readModel(model);
  const table = await openTable(path, words);
  const options = { id: words.id, decimalComma: words.decimalComma === true };
  const { rows, warnings } = await scoreFile(card, table, options, words.out ?? null, stdout);
  for (const warning of warnings) stderr.write(`note: ${warning}\n`);
  stderr.write(`${rows} rows scored by ${card.file.name} (${card.fingerprint.slice(0, 12)})\n`);
}

async function compare(
  championPath: string,
  challengerPath: string,
  path: string,
  words: CompareWords,
  { stdout, stderr }: CommandStreams,
): Promise<void> {
  const champion = readModel(championPath);
  const challenger = readModel(challengerPath);
  const table = await openTable(path, words);
  const { target, bad, good, indeterminate, approve } = words;
  const comparison = await compareModels(champion, challenger, table, {
    target,
    coding: { bad, good, indeterminate },
    approve,
    decimalComma: words.decimalComma === true,
  });
  for (const warning of comparison.warnings) stderr.write(`note: ${warning}\n`);
  const names = [champion.file.name, challenger.file.name] as const;
  stdout.write(
    words.json ? `${JSON.stringify(comparison, null, 2)}\n` : comparisonText(comparison, names, approve),
  );
}

function readModel(path: string): Scorecard {
  try {
    return loadScorecard(readFileSync(path, 'utf8'));
  } catch (error) {
    if (error instanceof ScorecardError) throw new ScorecardError(`${basename(path)}: ${error.message}`);
    throw new TableFileError(
      `${path} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`,
    );
  }
}

/** A file that cannot be written is the caller's to mend, like one that cannot be read. */
const isRefusal = (error: unknown): boolean =>
  error instanceof FitError ||
  error instanceof TableFileError ||
  error instanceof ScorecardError ||
  ['ENOENT', 'EACCES', 'EISDIR', 'ENOTDIR', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? '');
