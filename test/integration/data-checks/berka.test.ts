import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { importCommand } from '../../../src/bulk-import/import-command';
import { DATA_CHECKS } from '../../../src/operations/data-checks/all-checks';
import { LEDGER_RECONCILES } from '../../../src/operations/data-checks/checks/ledger-reconciles.repository';
import { runChecks } from '../../../src/operations/data-checks/run-checks';
import { Database } from '../../../src/platform/database';
import { describeOnDatabases } from '../../support/databases';
import { describeWithPublicData } from '../../support/public-data';

const MAPPING = path.resolve(__dirname, '../../../examples/berka/berka.yaml');

describeWithPublicData('berka', "a real bank's data", (directory) => {
  describeOnDatabases('after the import of Berka', (target) => {
    let folder: string;
    let database: Database;
    beforeAll(async () => {
      folder = mkdtempSync(path.join(tmpdir(), 'data-checks-berka-'));
      const variables = { DATABASE_URL: target.url(), VAR_DIR: folder };
      const quiet = { stdout: new PassThrough().resume(), stderr: new PassThrough().resume() };
      expect(await importCommand([directory, '--mapping', MAPPING], quiet, variables)).toBe(0);
      database = await Database.open({ url: target.url() });
    }, 180_000);
    afterAll(async () => {
      await database?.close();
      rmSync(folder, { recursive: true, force: true });
    });

    it('pass every data check but that of the running balances', async () => {
      const others = DATA_CHECKS.filter((check) => check !== LEDGER_RECONCILES);
      const results = await runChecks(database, others, 5);
      expect(results.filter(({ findings }) => findings.length > 0)).toEqual([]);
    }, 60_000);

    // The file is cut off within the bookings of that day: their interest is missing before the fee that was charged on it.
    it('reconcile for every account and day but 28 accounts on the last day of the torn file', async () => {
      const findings = await LEDGER_RECONCILES.find(database, 1_000);
      const days = await database.rows<{ booked_on: string; n: number | string }>(
        `SELECT booked_on, COUNT(DISTINCT account_id) AS n FROM ledger_entry
          WHERE id IN (${findings.map(({ id }) => id).join()}) GROUP BY booked_on`,
      );
      expect(days.map(({ booked_on, n }) => [booked_on, Number(n)])).toEqual([['1994-03-31', 28]]);
      expect(findings).toHaveLength(28);
    }, 60_000);
  });
});
