import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { IMPORT_ENTITIES } from '../src/bulk-import/entities';
import { readMapping } from '../src/bulk-import/mapping/mapping';
import { planImport } from '../src/bulk-import/run/import-plan';
import { runImport } from '../src/bulk-import/run/run-import';
import { systemClock } from '../src/kernel';
import { DataVault, developmentKeyring } from '../src/platform/crypto';
import { Database, idGenerator } from '../src/platform/database';
import { LedgerBeforeRepository } from '../src/risk/features/ledger-before.repository';
import { featuresOfLoans, type LoanWithFeatures } from '../src/risk/features/loan-features';
import { LoansOnAccountsRepository } from '../src/risk/features/loans-on-accounts.repository';
import { aucDifference } from '../src/risk/models/statistics/de-long';
import { publicData } from '../test/support/public-data';
import { ACCOUNT_COLUMNS, type LabelledLoan, LOAN_COLUMNS } from './features/columns';
import { reshuffled, summaryOf } from './features/reshuffles';

/**
 * What the account before a loan says of its outcome, beside what the loan itself says: logistic models on the same
 * reshuffles of the loans. Ends with 1 when the account adds too little. `npm run bench:features -- [FOLDERS]`, where the
 * folders hold the files that examples/berka-ecac names; by default those of the public data.
 */

const RESHUFFLES = 20;
/** The account must lift the AUC by so much on average. */
const LEAST_LIFT = 0.1;
const MAPPING = 'examples/berka-ecac/berka-ecac.yaml';
const BAD = new Set(['DEFAULTED', 'OVERDUE']);

async function imported(folders: readonly string[], scratch: string): Promise<Database> {
  const url = process.env.DATABASE_URL ?? `sqlite:${path.join(scratch, 'berka.db')}`;
  const database = await Database.open({ url }, IMPORT_ENTITIES);
  const vault = new DataVault(developmentKeyring(path.join(scratch, 'keys.json')));
  const dependencies = { database, vault, nextId: idGenerator(1), clock: systemClock('2026-06-01') };
  await runImport(dependencies, await planImport(readMapping(MAPPING), folders), { mappingFile: MAPPING });
  return database;
}

async function loansWithFeatures(database: Database): Promise<LoanWithFeatures[]> {
  const ledger = new LedgerBeforeRepository(database);
  const found: LoanWithFeatures[] = [];
  for await (const loans of new LoansOnAccountsRepository(database).loans())
    for await (const one of featuresOfLoans(ledger, loans)) found.push(one);
  return found;
}

async function main(words: readonly string[]): Promise<number> {
  const folders =
    words.length > 0 ? words : ['berka_ecac', 'berka'].flatMap((name) => publicData(name) ?? []);
  if (folders.length === 0) {
    process.stderr.write('name the folders that hold the files of examples/berka-ecac\n');
    return 2;
  }
  const scratch = mkdtempSync(path.join(tmpdir(), 'features-'));
  try {
    const database = await imported(folders, scratch);
    const began = performance.now();
    const all = await loansWithFeatures(database);
    const took = performance.now() - began;
    await database.close();
    const loans: LabelledLoan[] = all.flatMap(({ loan, features }) =>
      features === null ? [] : [{ loan, features, isBad: BAD.has(loan.status) }],
    );
    const bad = loans.filter(({ isBad }) => isBad).length;
    process.stdout.write(
      `${loans.length} loans with a ledger before them (of ${all.length}), ${bad} bad; features built in ${took.toFixed(0)} ms\n`,
    );
    const alone = reshuffled(loans, LOAN_COLUMNS, RESHUFFLES);
    const both = reshuffled(loans, [...LOAN_COLUMNS, ...ACCOUNT_COLUMNS], RESHUFFLES);
    const say = (name: string, { aucs }: typeof alone): number => {
      const { mean, deviation, low, high } = summaryOf(aucs);
      process.stdout.write(
        `${name.padEnd(24)} AUC ${mean.toFixed(3)} +- ${deviation.toFixed(3)}; 90 % of ${RESHUFFLES} reshuffles lie from ${low.toFixed(3)} to ${high.toFixed(3)}\n`,
      );
      return mean;
    };
    const aloneMean = say('loan fields alone', alone);
    const bothMean = say('with the account before', both);
    const { difference, from, to } = aucDifference(alone.meanScores, both.meanScores, both.bad);
    const lift = bothMean - aloneMean;
    process.stdout.write(
      `ratio ${(bothMean / aloneMean).toFixed(3)}; of mean scores the difference is ${difference.toFixed(3)}, 95 % interval ${from.toFixed(3)} to ${to.toFixed(3)} (DeLong)\n`,
    );
    const kept = lift >= LEAST_LIFT && from > 0;
    process.stdout.write(
      `${kept ? 'kept  ' : 'BROKEN'}  the account lifts the AUC by ${LEAST_LIFT} or more, and by more than chance: ${lift.toFixed(3)}\n`,
    );
    return kept ? 0 : 1;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error) => {
    process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
    process.exitCode = 1;
  },
);
