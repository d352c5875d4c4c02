import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Scratch } from '../../src/bulk-import/load/scratch.repository';
import { dateText } from '../../src/bulk-import/mapping/conversions';
import { parseMapping, readMapping } from '../../src/bulk-import/mapping/mapping';
import { WarningCounts } from '../../src/bulk-import/report/warnings';
import { planImport, recordsOfTable } from '../../src/bulk-import/run/import-plan';
import { type ImportReport, runImport } from '../../src/bulk-import/run/run-import';
import { cellsOf } from '../../src/platform/delimited';
import { LoaderRegistry } from '../../src/platform/loaders';
import { loadPolicies } from '../../src/risk/policies/load-policies';
import type { TradeFindingCode } from '../../src/risk/three-flows/core/finding';
import type { TradeReconciliation } from '../../src/risk/three-flows/core/reconcile-trade';
import { threeFlowsLoaders } from '../../src/risk/three-flows/module';
import { reconciled } from '../../src/risk/three-flows/sources/gather-trade';
import { ImportBench } from '../integration/bulk-import/import-bench';
import { describeOnDatabases } from '../support/databases';
import { describeWithPublicData } from '../support/public-data';

/** `npm run soak:import-examples` takes it on both databases. */
const IS_WHOLE = process.env.IMPORT_EXAMPLES === 'whole';
const LOADED_WITHIN_MS = IS_WHOLE ? 1_200_000 : 120_000;
const MAPPING = path.resolve(__dirname, '../../examples/scms/scms.yaml');

/** The days of a line of the file; those of the purchase order and the quotation as they are written, null where a word is. */
interface Days {
  readonly order: string;
  readonly purchase: string | null;
  readonly quotation: string | null;
  /** `YYYY-MM-DD`. */
  readonly delivered: string;
}

function daysOf(directory: string): readonly Days[] {
  const text = readFileSync(path.join(directory, 'SCMS_Delivery_History_Dataset.csv'), 'utf8');
  const [header, ...lines] = text.trimEnd().split(/\r?\n/);
  const names = header!.split(',');
  return lines.map((line) => {
    const cells = cellsOf(line, { delimiter: ',', quote: '"' });
    if (typeof cells === 'string') throw new Error(`a cell goes on after its line: ${line}`);
    const cell = (name: string) => cells[names.indexOf(name)]!.trim();
    const day = (name: string) => (/^\d/.test(cell(name)) ? cell(name) : null);
    return {
      order: cell('PO / SO #'),
      purchase: day('PO Sent to Vendor Date'),
      quotation: day('PQ First Sent to Client Date'),
      delivered: dayOf(cell('Delivered to Client Date'), ['D-MMM-YY']),
    };
  });
}

const dayOf = (text: string, format: readonly string[]): string => dateText({ format, century: 2000 })(text)!;

/** Purchase-order lines with words where dates and weights should be: left empty with a warning, or rejects, as asked. */
describeWithPublicData('scms', 'the SCMS data', (directory) => {
  // Why the mapping reads 2011-12-07 as November 12 2007.
  describe('writes a day that could be a month with dashes', () => {
    const days = daysOf(directory);
    const written = days.flatMap(({ purchase, quotation }) => [purchase ?? [], quotation ?? []].flat());
    const dashed = written.filter((day) => day.includes('-'));
    const partsOf = (list: readonly string[], separator: string) =>
      [0, 1, 2].map((at) => {
        const parts = list.map((day) => Number(day.split(separator)[at]));
        return [Math.min(...parts), Math.max(...parts)];
      });

    it('has with slashes no day below 13, and with dashes what is missing there', () => {
      const slashed = written.filter((day) => day.includes('/'));
      expect(partsOf(slashed, '/')).toEqual([
        [1, 12],
        [13, 31],
        [6, 15],
      ]);
      expect(partsOf(dashed, '-')).toEqual([
        [2001, 2012],
        [1, 12],
        [6, 15],
      ]);
      expect([slashed.length, dashed.length]).toEqual([4495 + 2880, 3148 + 1712]);
    });

    it.each([
      ['M/D/YY', '20MM-DD-YY', 3, 5],
      ['M/D/YY', '20DD-MM-YY', 898, 1_128],
      ['M/D/YY', 'YYYY-MM-DD', 420, 919],
    ])('%s and %s: so many days after the delivery, and orders before their quotation', (...reading) => {
      const [slashes, dashes, late, crossed] = reading;
      const read = (day: string) => dayOf(day, [slashes, dashes]);
      const after = days.flatMap(({ purchase, quotation, delivered }) =>
        [purchase ?? [], quotation ?? []].flat().filter((day) => day.includes('-') && read(day) > delivered),
      );
      const both = days.filter(({ purchase, quotation }) => purchase !== null && quotation !== null);
      const turned = both.filter(({ purchase, quotation }) => read(quotation!) > read(purchase!));
      expect([after.length, turned.length]).toEqual([late, crossed]);
    });
  });

  describe("leaves to the mapping's choice", () => {
    /** How the rows of a target fare when one of its fields is mapped otherwise: rejects, and times left empty by reason. */
    async function choosing(name: string, field: string, part: RegExp, choice: string) {
      const mapping = parseMapping(readFileSync(MAPPING, 'utf8').replace(part, choice), 'choice.yaml');
      const plan = await planImport(mapping, [directory]);
      const warnings = new WarningCounts();
      const scratch = new Scratch();
      let rejected = 0;
      const { fields, ...table } = plan.tables.find(({ target }) => target === name)!;
      const alone = { ...table, fields: { [field]: fields[field]! } };
      for await (const block of recordsOfTable(plan, alone, scratch, (warning) => warnings.add(warning)))
        for (const { problems } of block) if (problems) rejected += 1;
      scratch.close();
      const leftEmpty = warnings.list().map(({ reason, times }) => [reason, times] as const);
      return { rejected, leftEmpty: new Map(leftEmpty) };
    }

    it.each([
      ['reject', 5404 + 328 + 1712, undefined],
      ['null', 0, 5404 + 328 + 1712],
    ])('dates that it does not mend: onBad: %s', async (onBad, rejected, left) => {
      const fare = await choosing(
        'order',
        'orderedOn',
        /PO Sent to Vendor Date, .*? }/,
        `PO Sent to Vendor Date, format: M/D/YY, century: 2000, onBad: ${onBad} }`,
      );
      expect([fare.rejected, fare.leftEmpty.get('it is not written as M/D/YY')]).toEqual([rejected, left]);
    });

    it('shipments with a word where a weight should be, as rejects', async () => {
      const { rejected } = await choosing(
        'waybill',
        'weight',
        /(number: Weight \(Kilograms\)), onBad: null/,
        '$1, onBad: reject',
      );
      expect(rejected).toBe(5209);
    });
  });

  describeOnDatabases('loaded through examples/scms', (target) => {
    const days = daysOf(directory);
    let bench: ImportBench;
    let report: ImportReport;

    // What the vendors show of a server, the many rows of the others show too.
    if (target.dialect === 'mariadb' && !IS_WHOLE) {
      it('has the published count of vendors', async () => {
        bench = await ImportBench.open(target.url());
        const plan = await planImport(readMapping(MAPPING), [directory]);
        const tables = plan.tables.filter(({ target: name }) => name === 'subject' || name === 'supplier');
        const { total } = await runImport(bench, { ...plan, tables }, { mappingFile: MAPPING });
        await bench.close();
        expect(total).toMatchObject({ inserted: 73 + 73, rejected: 0 });
      }, 60_000);
      return;
    }

    beforeAll(async () => {
      bench = await ImportBench.open(target.url());
      report = await runImport(bench, await planImport(readMapping(MAPPING), [directory]), {
        mappingFile: MAPPING,
      });
    }, LOADED_WITHIN_MS);
    afterAll(() => bench.close());

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

    it('dates every order: as captured, as mended, or by the day that stands in', async () => {
      const days = await bench.database.rows<{ order_no: string; ordered_on: string }>(
        `SELECT order_no, ordered_on FROM trade_order WHERE order_no IN ('SCMS-4', 'SCMS-14050', 'SCMS-308')`,
      );
      expect(Object.fromEntries(days.map((day) => [day.order_no, day.ordered_on]))).toEqual({
        'SCMS-4': '2006-06-02',
        // Written 2011-12-07 and 2001-10-07.
        'SCMS-14050': '2007-11-12',
        'SCMS-308': '2007-01-10',
      });
    });

    // README.md tells these figures and what they mean.
    describe('has three flows of which one is known', () => {
      let trades: readonly TradeReconciliation[];
      beforeAll(async () => {
        const loaders = new LoaderRegistry(threeFlowsLoaders(bench.database)).forRequest(() => ({}));
        const {
          limits: { threeFlows: limits },
        } = loadPolicies(null).on(null, '2026-06-30');
        const orders = await bench.database.rows<{ id: number | string }>('SELECT id FROM trade_order');
        const all = await Promise.all(
          orders.map(({ id }) => reconciled(loaders, String(id), '2015-12-31', limits)),
        );
        trades = all.filter((one): one is TradeReconciliation => one !== null && !(one instanceof Error));
      }, LOADED_WITHIN_MS);

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
        expect(found).toEqual({ AMOUNT_SPIKE: 338, DATES_OUT_OF_ORDER: 55, LONG_TERM: 1521, WEIGHTLESS: 1 });
      });

      it('finds deliveries before their order where the file says so, or where no day of the order was captured', () => {
        const written = new Map(days.map(({ order, purchase, quotation }) => [order, purchase ?? quotation]));
        const early = ofFinding('DATES_OUT_OF_ORDER').map(({ orderNo }) => written.get(orderNo));
        expect([early.length, early.filter((day) => day === null).length]).toEqual([55, 45]);
      });
    });
  });
});
