import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseMapping, readMapping } from '../../src/bulk-import/mapping/mapping';
import { planImport } from '../../src/bulk-import/run/import-plan';
import { type ImportReport, runImport } from '../../src/bulk-import/run/run-import';
import { LoaderRegistry } from '../../src/platform/loaders';
import type { TradeFindingCode } from '../../src/risk/three-flows/core/finding';
import type { TradeReconciliation } from '../../src/risk/three-flows/core/reconcile-trade';
import { threeFlowsLoaders } from '../../src/risk/three-flows/module';
import { reconciled } from '../../src/risk/three-flows/sources/gather-trade';
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

    // README.md tells these figures and what they mean.
    describe('has three flows of which one is known', () => {
      let trades: readonly TradeReconciliation[];
      beforeAll(async () => {
        const loaders = new LoaderRegistry(threeFlowsLoaders(bench.database)).forRequest(() => ({}));
        const orders = await bench.database.rows<{ id: number | string }>('SELECT id FROM trade_order');
        const all = await Promise.all(orders.map(({ id }) => reconciled(loaders, String(id), '2015-12-31')));
        trades = all.filter((one): one is TradeReconciliation => one !== null && !(one instanceof Error));
      }, 60_000);

      const ofFinding = (code: TradeFindingCode) =>
        trades.filter(({ findings }) => findings.some((one) => one.code === code));

      it('reconciles every order: goods are known, invoices and payments are in no file, so that no grade is given', () => {
        expect(trades).toHaveLength(6233);
        const [first] = trades;
        expect(first!.flows.map((flow) => flow.known)).toEqual([false, true, false]);
        expect(trades.every(({ grade }) => grade === null)).toBe(true);
        expect(trades.filter(({ state }) => state === 'WITHOUT_VALUE')).toHaveLength(10);
        const short = trades.filter(({ flows: [, goods] }) => goods.known && goods.shortMinor > 0n);
        expect(short).toEqual([]);
      });

      it('finds what README.md tells', () => {
        const found = Object.fromEntries(
          [...new Set(trades.flatMap(({ findings }) => findings.map(({ code }) => code)))].map((code) => [
            code,
            ofFinding(code).length,
          ]),
        );
        expect(found).toEqual({ AMOUNT_SPIKE: 367, DATES_OUT_OF_ORDER: 322, LONG_TERM: 2591, WEIGHTLESS: 1 });
      });

      it('finds deliveries before their order where the day of the order was mangled', () => {
        const file = readFileSync(path.join(directory, 'SCMS_Delivery_History_Dataset.csv'), 'latin1');
        const mangled = new Map<string, string>();
        for (const line of file.split('\n')) {
          const order = /^\d+,[^,]*,[^,]*,([^,]+),/.exec(line)?.[1];
          const day = /,(\d{4}-\d\d-\d\d),/.exec(line)?.[1];
          if (order && day) mangled.set(order, day);
        }
        const early = ofFinding('DATES_OUT_OF_ORDER');
        const isMangled = ({ orderNo, orderedOn }: TradeReconciliation) => mangled.get(orderNo) === orderedOn;
        expect([early.length, early.filter(isMangled).length]).toEqual([322, 252]);
        const long = ofFinding('LONG_TERM');
        expect([long.length, long.filter(isMangled).length]).toEqual([2591, 1393]);
      });
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
