import path from 'node:path';
import { readMapping } from '../../src/bulk-import/mapping/mapping';
import { planImport } from '../../src/bulk-import/run/import-plan';
import { type ImportReport, runImport } from '../../src/bulk-import/run/run-import';
import { ImportBench } from '../integration/bulk-import/import-bench';
import { describeOnDatabases } from '../support/databases';
import { describeWithPublicData } from '../support/public-data';

/** `npm run soak:import-examples` takes the whole export on both databases. */
const IS_WHOLE = process.env.IMPORT_EXAMPLES === 'whole';
const LOADED_WITHIN_MS = IS_WHOLE ? 1_200_000 : 120_000;
const MAPPING = path.resolve(__dirname, '../../examples/smesd/smesd.yaml');

/** Firms and people without a name or an official number go in as what they are: keys of their source. */
describeWithPublicData('smesd', 'the SMEsD data', (directory) => {
  describeOnDatabases('loaded through examples/smesd', (target) => {
    let bench: ImportBench;
    let report: ImportReport;
    const reasons = new Map<string, number>();
    // Half of the rows, and rejected by the reader, before there is a database.
    const hasLawsuits = IS_WHOLE || target.dialect === 'sqlite';
    const withLawsuits = hasLawsuits ? it : () => undefined;

    beforeAll(async () => {
      bench = await ImportBench.open(target.url());
      const plan = await planImport(readMapping(MAPPING), [directory]);
      const tables = plan.tables.filter((table) => hasLawsuits || table.target !== 'lawsuit');
      report = await runImport(
        bench,
        { ...plan, tables },
        {
          mappingFile: MAPPING,
          onReject: (reject) => {
            const reason = `${reject.target}: ${reject.reason.replace(/\d+$/, 'n')}`;
            reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
          },
        },
      );
    }, LOADED_WITHIN_MS);
    afterAll(() => bench.close());

    const grouped = async (sql: string) =>
      Object.fromEntries(
        (await bench.database.rows<{ name: string; n: number | string }>(sql)).map(({ name, n }) => [
          name,
          Number(n),
        ]),
      );

    it('has the published counts of firms and persons, each once', async () => {
      expect(await grouped('SELECT kind AS name, COUNT(*) AS n FROM subject GROUP BY kind')).toEqual({
        ENTERPRISE: 3976,
        PERSON: 2405,
      });
    });

    it('knows every one of them by the key of its source alone', async () => {
      expect(
        await grouped('SELECT scheme AS name, COUNT(*) AS n FROM subject_identifier GROUP BY scheme'),
      ).toEqual({
        EXTERNAL: 6381,
      });
    });

    it('stores each of the 13,240 relations once', async () => {
      expect(await grouped('SELECT kind AS name, COUNT(*) AS n FROM relation GROUP BY kind')).toEqual({
        INVESTOR: 4704,
        SHAREHOLDER: 3201,
        EXECUTIVE: 2861,
        SUPERVISOR: 1972,
        BRANCH: 384,
        CREDITOR: 103,
        DEAL: 15,
      });
      const [relations] = await bench.database.rows<{ n: number | string }>(
        'SELECT COUNT(*) AS n FROM relation',
      );
      expect(Number(relations!.n)).toBe(13_240);
    });

    it('reads the investments in 10,000 yuan, as fen', async () => {
      const rows = await bench.database.rows<{ weight: number | string; weight_unit: string }>(
        `SELECT weight, weight_unit FROM relation WHERE source_key = 'test-6-9-2165'`,
      );
      expect(rows.map(({ weight, weight_unit }) => [String(weight), weight_unit])).toEqual([
        ['4500000000', 'FEN'],
      ]);
    });

    it('makes a branch the first of its relation: one parent has many', async () => {
      const most = async (of: string, to: string) => {
        const [row] = await bench.database.rows<{ n: number | string }>(
          `SELECT MAX(n) AS n FROM (SELECT COUNT(DISTINCT ${of}) AS n FROM relation WHERE kind = 'BRANCH'
             GROUP BY ${to}) branches`,
        );
        return Number(row!.n);
      };
      expect(await most('to_subject_id', 'from_subject_id')).toBeLessThanOrEqual(2);
      expect(await most('from_subject_id', 'to_subject_id')).toBeGreaterThanOrEqual(15);
    });

    withLawsuits('rejects exact repeats of lawsuits and nothing else', () => {
      const lawsuits = report.tables.find((table) => table.target === 'lawsuit')!;
      expect(lawsuits).toMatchObject({ read: 15_366, inserted: 10_495, rejected: 4871 });
      expect(Object.fromEntries(reasons)).toEqual({ 'lawsuit: it repeats the key of line n': 4871 });
      expect(report.total.rejected).toBe(4871);
    });
  });
});
