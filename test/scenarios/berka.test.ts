import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readMapping } from '../../src/bulk-import/mapping/mapping';
import { planImport } from '../../src/bulk-import/run/import-plan';
import { type ImportReport, runImport } from '../../src/bulk-import/run/run-import';
import { DATA_CHECKS } from '../../src/operations/data-checks/all-checks';
import { LEDGER_RECONCILES } from '../../src/operations/data-checks/checks/ledger-reconciles.repository';
import { runChecks } from '../../src/operations/data-checks/run-checks';
import { ImportBench } from '../integration/bulk-import/import-bench';
import { describeOnDatabases } from '../support/databases';
import { describeWithPublicData } from '../support/public-data';

/** `npm run soak:import-examples` takes the whole export on both databases, and without it every fifth account's bookings. */
const IS_WHOLE = process.env.IMPORT_EXAMPLES === 'whole';
const LOADED_WITHIN_MS = IS_WHOLE ? 1_200_000 : 120_000;
const BOOKINGS = IS_WHOLE ? 49_102 : 9769;
/** Accounts whose bookings of the last day are not all there, since the file is cut off within them. */
const CUT_OFF = IS_WHOLE ? 28 : 8;
const MAPPING = path.resolve(__dirname, '../../examples/berka/berka.yaml');

/** A copy of the export with the bookings of every fifth account and the torn last row. */
function withFewBookings(directory: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'borrower-berka-'));
  cpSync(directory, folder, { recursive: true });
  const ledger = path.join(folder, 'trans.asc');
  const rows = readFileSync(ledger, 'latin1').split('\n');
  const few = rows.filter(
    (row, i) => i === 0 || i === rows.length - 1 || Number(row.split(';')[1]) % 5 === 0,
  );
  rmSync(ledger);
  writeFileSync(ledger, few.join('\n'), 'latin1');
  return folder;
}

/**
 * A real bank's export goes in through the mapping that is shipped with the product: the counts are the published ones,
 * the torn last row of the ledger is the only reject, and a second night changes nothing. Does not go through the API.
 */
describeWithPublicData('berka', 'the Berka data', (whole) => {
  describeOnDatabases('loaded through examples/berka', (target) => {
    let bench: ImportBench;
    let report: ImportReport;
    let directory = whole;
    const rejects: object[] = [];
    // The ledger is two rows in three, and there is nothing in its rows, or in those of standing orders, that only a
    // server would make of them.
    const hasLedger = IS_WHOLE || target.dialect === 'sqlite';
    const withLedger = hasLedger ? it : () => undefined;
    const planWithout = async (...targets: readonly string[]) => {
      const plan = await planImport(readMapping(MAPPING), [directory]);
      return { ...plan, tables: plan.tables.filter(({ target: name }) => !targets.includes(name)) };
    };

    beforeAll(async () => {
      if (!IS_WHOLE) directory = withFewBookings(whole);
      bench = await ImportBench.open(target.url());
      const plan = await (hasLedger ? planWithout() : planWithout('ledger_entry', 'standing_order'));
      report = await runImport(bench, plan, {
        mappingFile: MAPPING,
        onReject: ({ file, ...reject }) => rejects.push({ ...reject, file: path.basename(file) }),
      });
    }, LOADED_WITHIN_MS);
    afterAll(async () => {
      await bench.close();
      if (directory !== whole) rmSync(directory, { recursive: true, force: true });
    });

    const grouped = async (sql: string) =>
      Object.fromEntries(
        (await bench.database.rows<{ name: string; n: number | string }>(sql)).map(({ name, n }) => [
          name,
          Number(n),
        ]),
      );

    it('has the published counts', () => {
      const counts = Object.fromEntries(report.tables.map(({ target: name, inserted }) => [name, inserted]));
      expect(counts).toEqual({
        subject: 5369,
        account: 4500,
        account_holder: 5369,
        ...(hasLedger ? { ledger_entry: BOOKINGS, standing_order: 6471 } : {}),
        loan: 682,
      });
    });

    withLedger('rejects the torn last row of the ledger and nothing else', () => {
      expect(rejects).toEqual([
        {
          file: 'trans.asc',
          target: 'ledger_entry',
          line: BOOKINGS + 2,
          field: '',
          reason: 'a quote that opens on this line never closes',
        },
      ]);
    });

    it('has the published states of the loans, each on the owner of its account', async () => {
      expect(await grouped('SELECT status AS name, COUNT(*) AS n FROM loan GROUP BY status')).toEqual({
        SETTLED: 203,
        DEFAULTED: 31,
        CURRENT: 403,
        OVERDUE: 45,
      });
      const [owned] = await bench.database.rows<{ n: number | string }>(
        `SELECT COUNT(*) AS n FROM loan JOIN account_holder
             ON account_holder.subject_id = loan.subject_id AND account_holder.account_id = loan.account_id
          WHERE account_holder.role = 'OWNER'`,
      );
      expect(Number(owned!.n)).toBe(682);
    });

    it('has an owner for every account, and the disponents', async () => {
      expect(await grouped('SELECT role AS name, COUNT(*) AS n FROM account_holder GROUP BY role')).toEqual({
        OWNER: 4500,
        DISPONENT: 869,
      });
    });

    it('reads the birth number: date and sex', async () => {
      const [client] = await bench.database.rows<{
        id: string | number;
        sex: string;
        birth_date_cell: Buffer;
      }>(`SELECT id, sex, birth_date_cell FROM subject WHERE source = 'berka' AND source_key = '1'`);
      const place = { table: 'subject', column: 'birth_date_cell', row: String(client!.id) };
      expect(client!.sex).toBe('F');
      expect(bench.vault.sensitive(client!.birth_date_cell, place).reveal()).toBe('1970-12-13');
    });

    withLedger('takes the balance of an account from its last booking', async () => {
      const [off] = await bench.database.rows<{ n: number | string }>(
        `SELECT COUNT(*) AS n FROM account WHERE balance_minor <> 0 AND NOT EXISTS (
           SELECT 1 FROM ledger_entry WHERE account_id = account.id AND balance_minor = account.balance_minor
              AND booked_on = (SELECT MAX(booked_on) FROM ledger_entry last WHERE last.account_id = account.id))`,
      );
      expect(Number(off!.n)).toBe(0);
    });

    it('passes every data check but that of the running balances', async () => {
      const others = DATA_CHECKS.filter((check) => check !== LEDGER_RECONCILES);
      const results = await runChecks(bench.database, others, 5);
      expect(results.filter(({ findings }) => findings.length > 0)).toEqual([]);
    }, 60_000);

    // The file is cut off within the bookings of that day: their interest is missing before the fee that was charged on it.
    withLedger(
      `reconciles for every account and day but ${CUT_OFF} accounts on the last day of the torn file`,
      async () => {
        const findings = await LEDGER_RECONCILES.find(bench.database, 1_000);
        const days = await bench.database.rows<{ booked_on: string; n: number | string }>(
          `SELECT booked_on, COUNT(DISTINCT account_id) AS n FROM ledger_entry
          WHERE id IN (${findings.map(({ id }) => id).join()}) GROUP BY booked_on`,
        );
        expect(days.map(({ booked_on, n }) => [booked_on, Number(n)])).toEqual([['1994-03-31', CUT_OFF]]);
        expect(findings).toHaveLength(CUT_OFF);
      },
      60_000,
    );

    // The long form gives a server its second night, too, and reads the ledger again, which the balances come from as well.
    withLedger(
      'changes nothing on the second night',
      async () => {
        const plan = await (IS_WHOLE ? planWithout() : planWithout('ledger_entry', 'account'));
        const { total } = await runImport(bench, plan, { mappingFile: MAPPING });
        const read = IS_WHOLE ? 71_494 : 71_494 - 49_103 - 4500;
        const rejected = IS_WHOLE ? 1 : 0;
        expect(total).toEqual({ read, inserted: 0, updated: 0, unchanged: read - rejected, rejected });
      },
      LOADED_WITHIN_MS,
    );
  });
});
