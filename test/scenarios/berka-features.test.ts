import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readMapping } from '../../src/bulk-import/mapping/mapping';
import { planImport } from '../../src/bulk-import/run/import-plan';
import { runImport } from '../../src/bulk-import/run/run-import';
import { LedgerBeforeRepository } from '../../src/risk/features/ledger-before.repository';
import { featuresOfLoans, type LoanWithFeatures } from '../../src/risk/features/loan-features';
import { LoansOnAccountsRepository } from '../../src/risk/features/loans-on-accounts.repository';
import { ImportBench } from '../integration/bulk-import/import-bench';
import { describeWithPublicData } from '../support/public-data';

const MAPPING = path.resolve(__dirname, '../../examples/berka-ecac/berka-ecac.yaml');

/** Bookings that are left of each ledger: the last before the loan. */
const BOOKINGS = 15;

/**
 * Of the files what belongs to loans, and the end of each ledger: the whole of them takes five times as long to load, and
 * shows no more. `npm run bench:features` loads it.
 */
function thinned(directory: string, to: string): void {
  const rows = (file: string) => readFileSync(path.join(directory, file), 'latin1').trimEnd().split('\r\n');
  const cell = (row: string, column: number) => row.split(';')[column]?.replaceAll('"', '') ?? '';
  const keep = (file: string, isKept: (row: string) => boolean) => {
    const [header, ...all] = rows(file);
    const kept = all.filter(isKept);
    writeFileSync(path.join(to, file), [header, ...kept, ''].join('\r\n'), 'latin1');
    return kept;
  };
  cpSync(path.join(directory, '../berka/loan.asc'), path.join(to, 'loan.asc'));
  const borrowing = new Set(rows('../berka/loan.asc').map((row) => cell(row, 1)));
  keep('account.csv', (row) => borrowing.has(cell(row, 0)));
  const holders = new Set(keep('disp.csv', (row) => borrowing.has(cell(row, 2))).map((row) => cell(row, 1)));
  keep('client.csv', (row) => holders.has(cell(row, 0)));
  const left = new Map<string, number>();
  for (const row of rows('trans_test.csv')) left.set(cell(row, 1), (left.get(cell(row, 1)) ?? 0) + 1);
  keep('trans_test.csv', (row) => {
    const place = left.get(cell(row, 1)) ?? 0;
    left.set(cell(row, 1), place - 1);
    return place <= BOOKINGS;
  });
}

describeWithPublicData('berka_ecac', 'The Berka data with the ledger before each loan', (directory) => {
  describe('loaded through examples/berka-ecac', () => {
    let bench: ImportBench;
    let folder: string;
    let before: readonly LoanWithFeatures[];
    beforeAll(async () => {
      folder = mkdtempSync(path.join(tmpdir(), 'berka-features-'));
      bench = await ImportBench.open(`sqlite:${path.join(folder, 'berka.db')}`);
      thinned(directory, folder);
      const plan = await planImport(readMapping(MAPPING), [folder]);
      // Who holds an account says nothing here.
      const tables = plan.tables.filter(({ target }) => target !== 'account_holder');
      await runImport(bench, { ...plan, tables }, { mappingFile: MAPPING });
      before = await featuresOfAll();
    }, 120_000);
    afterAll(async () => {
      await bench?.close();
      rmSync(folder, { recursive: true, force: true });
    });

    async function featuresOfAll(): Promise<LoanWithFeatures[]> {
      const ledger = new LedgerBeforeRepository(bench.database);
      const found: LoanWithFeatures[] = [];
      for await (const loans of new LoansOnAccountsRepository(bench.database).loans())
        for await (const one of featuresOfLoans(ledger, loans)) found.push(one);
      return found;
    }

    it('has features of the loans whose ledger it has, and of the others none', () => {
      const known = before.filter(({ features }) => features !== null);
      const by = (status: string) => known.filter(({ loan }) => loan.status === status).length;
      expect([before.length, known.length]).toEqual([682, 354]);
      expect(['SETTLED', 'DEFAULTED', 'CURRENT', 'OVERDUE'].map(by)).toEqual([40, 3, 284, 27]);
      expect(known.filter(({ features }) => features?.balanceLast === null)).toEqual([]);
    });

    it('has the same after a booking on the day of each loan', async () => {
      const accounts = new Map(
        (
          await bench.database.rows<{ id: string | number; source_key: string }>(
            'SELECT id, source_key FROM account',
          )
        ).map(({ id, source_key }) => [String(id), source_key]),
      );
      const { inserted } = await bench.load(
        'ledger_entry',
        before.map(({ loan }, index) => ({
          key: `after-${index}`,
          account: accounts.get(loan.accountId)!,
          bookedOn: loan.issuedOn,
          direction: 'DEBIT',
          kind: 'CASH_WITHDRAWAL',
          amount: '99999.00',
          balance: '-99999.00',
          currency: 'CZK',
          purpose: 'PENALTY_INTEREST',
        })),
        { source: 'berka-ecac' },
      );
      expect(inserted).toBe(682);
      expect(await featuresOfAll()).toEqual(before);
    });
  });
});
