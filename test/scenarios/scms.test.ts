import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseMapping, readMapping } from '../../src/bulk-import/mapping/mapping';
import { planImport } from '../../src/bulk-import/run/import-plan';
import { type ImportReport, runImport } from '../../src/bulk-import/run/run-import';
import { ImportBench } from '../integration/bulk-import/import-bench';
import { describeWithPublicData } from '../support/public-data';

const MAPPING = path.resolve(__dirname, '../../examples/scms/scms.yaml');

/** Purchase-order lines with words where dates and weights should be: left empty with a warning, or rejects, as asked. */
describeWithPublicData('scms', 'the SCMS data', (directory) => {
  let folder: string;
  let bench: ImportBench;
  const open = async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'borrower-scms-'));
    bench = await ImportBench.open(`sqlite:${path.join(folder, 'test.db')}`);
  };
  const close = async () => {
    await bench.close();
    rmSync(folder, { recursive: true, force: true });
  };

  describe('loaded through examples/scms', () => {
    let report: ImportReport;

    beforeAll(async () => {
      await open();
      report = await runImport(bench, await planImport(readMapping(MAPPING), [directory]), {
        mappingFile: MAPPING,
      });
    }, 120_000);
    afterAll(close);

    const number = async (sql: string) => {
      const [row] = await bench.database.rows<{ n: number | string }>(sql);
      return Number(row!.n);
    };

    it('has the published counts', () => {
      const counts = report.tables.map(({ target: name, inserted, rejected }) => [name, inserted, rejected]);
      expect(counts).toEqual([
        ['subject', 73, 0],
        ['supplier', 73, 0],
        ['order', 6233, 0],
        ['order_line', 10_324, 0],
        ['waybill', 7030, 0],
      ]);
    });

    it('finds the 43 countries, one of them with letters outside ASCII', async () => {
      expect(await number('SELECT COUNT(DISTINCT destination) AS n FROM trade_order')).toBe(43);
      expect(
        await number(`SELECT COUNT(*) AS n FROM trade_order WHERE destination = 'Côte d''Ivoire'`),
      ).toBeGreaterThan(0);
    });

    it('makes an order of the sum of its lines, to the cent', async () => {
      const off = await number(
        `SELECT COUNT(*) AS n FROM trade_order WHERE total_minor <>
           (SELECT SUM(amount_minor) FROM trade_order_line WHERE order_id = trade_order.id)`,
      );
      expect(off).toBe(0);
    });

    it('takes weight and freight of a shipment from the line that has them', async () => {
      expect(await number('SELECT COUNT(*) AS n FROM waybill WHERE weight_gram IS NOT NULL')).toBe(6372);
      expect(await number('SELECT COUNT(*) AS n FROM waybill WHERE freight_minor IS NULL')).toBeGreaterThan(
        0,
      );
    });

    it('says what it left empty: how often, and where first', () => {
      const warnings = report.tables.flatMap(({ target: name, warnings: all }) =>
        all.map(({ field, times }) => [name, field, times]),
      );
      expect(warnings).toContainEqual(['waybill', 'lookup in lines', 3952 + 4126]);
      expect(warnings).toContainEqual(['order', 'orderedOn', expect.any(Number)]);
      expect(JSON.stringify(report.tables)).not.toContain('See DN');
    });

    it('dates every order, from the purchase order where that was captured', async () => {
      const [order] = await bench.database.rows<{ ordered_on: string }>(
        `SELECT ordered_on FROM trade_order WHERE order_no = 'SCMS-4'`,
      );
      expect(order!.ordered_on).toBe('2006-06-02');
    });
  });

  it("rejects the orders without a captured date, when that is the mapping's choice", async () => {
    const strict = readFileSync(MAPPING, 'utf8').replace(
      /orderedOn:\n +first:\n +- .*\n +- .*\n +- .*\n/,
      'orderedOn: { date: PO Sent to Vendor Date, format: [M/D/YY, YYYY-MM-DD], century: 2000, onBad: reject }\n',
    );
    await open();
    try {
      const mapping = parseMapping(strict, 'strict.yaml');
      const plan = await planImport({ ...mapping, tables: mapping.tables.slice(0, 3) }, [directory]);
      const { tables } = await runImport(bench, plan, { mappingFile: MAPPING });
      expect(tables.at(-1)).toMatchObject({ target: 'order', warnings: [] });
      expect(tables.at(-1)!.rejected).toBe(5404 + 328);
    } finally {
      await close();
    }
  }, 60_000);
});
