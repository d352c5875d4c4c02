import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { IMPORT_ENTITIES } from '../../src/bulk-import/entities';
import { readMapping } from '../../src/bulk-import/mapping/mapping';
import { planImport } from '../../src/bulk-import/run/import-plan';
import { runImport } from '../../src/bulk-import/run/run-import';
import { systemClock } from '../../src/kernel';
import { DataVault, developmentKeyring } from '../../src/platform/crypto';
import { Database, idGenerator } from '../../src/platform/database';
import { scorecardCommand } from '../../src/risk/models/command/scorecard-command';
import { openTable } from '../../src/risk/models/command/table-file';
import { RELATION_FEATURES, type RelationOfFirm, relationFeatures } from './relation-features';

const ATTRIBUTES = ['registered_capital_wan', 'paid_capital_wan', 'setup_months'];
const MAPPING = 'examples/smesd/smesd.yaml';

/** How well a model tells bad firms from good ones: areas under the curve. */
export interface Fitted {
  readonly name: string;
  readonly heldOut: number;
  readonly heldOutFirms: number;
  readonly outOfFold: number;
}

interface Firm {
  readonly split: string;
  readonly node: string;
  readonly attributes: readonly string[];
  readonly bankrupt: string;
}

async function firmsOf(folder: string): Promise<Firm[]> {
  const table = await openTable(path.join(folder, 'firms.csv'));
  const place = (column: string) => table.columns.indexOf(column);
  const firms: Firm[] = [];
  for await (const records of table.records())
    for (const record of records) {
      if ('problem' in record) throw new Error(`line ${record.line}: ${record.problem}`);
      const cell = (column: string) => record.cells[place(column)]!;
      firms.push({
        split: cell('split'),
        node: cell('node_idx'),
        attributes: ATTRIBUTES.map(cell),
        bankrupt: cell('bankrupt'),
      });
    }
  return firms;
}

async function imported(folder: string, scratch: string): Promise<Database> {
  const database = await Database.open({ url: `sqlite:${path.join(scratch, 'smesd.db')}` }, IMPORT_ENTITIES);
  const vault = new DataVault(developmentKeyring(path.join(scratch, 'keys.json')));
  const dependencies = { database, vault, nextId: idGenerator(1), clock: systemClock('2026-06-01') };
  await runImport(dependencies, await planImport(readMapping(MAPPING), [folder]), { mappingFile: MAPPING });
  return database;
}

/**
 * Surroundings by split and firm. A source key begins with the split whose observation the row belongs to: a firm of an
 * earlier split sees nothing of a later one.
 */
async function surroundings(database: Database) {
  const splitOf = (sourceKey: string) => sourceKey.slice(0, sourceKey.indexOf('-'));
  const relations = new Map<string, RelationOfFirm[]>();
  const add = (key: string, relation: RelationOfFirm) => {
    const known = relations.get(key);
    if (known) known.push(relation);
    else relations.set(key, [relation]);
  };
  for (const row of await database.rows<{ key: string; kind: string; first: string; second: string }>(
    `SELECT r.source_key AS "key", r.kind AS kind, a.source_key AS first, b.source_key AS second FROM relation r
       JOIN subject a ON a.id = r.from_subject_id JOIN subject b ON b.id = r.to_subject_id`,
  )) {
    const split = splitOf(row.key);
    add(`${split} ${row.first}`, { kind: row.kind, isFirst: true, otherId: row.second });
    add(`${split} ${row.second}`, { kind: row.kind, isFirst: false, otherId: row.first });
  }
  const lawsuits = new Map<string, number>();
  for (const row of await database.rows<{ key: string; node: string }>(
    'SELECT l.source_key AS "key", s.source_key AS node FROM lawsuit l JOIN subject s ON s.id = l.subject_id',
  )) {
    const key = `${splitOf(row.key)} ${row.node}`;
    lawsuits.set(key, (lawsuits.get(key) ?? 0) + 1);
  }
  return { relations, lawsuits };
}

async function fittedTo(
  file: string,
  scratch: string,
  name: string,
  exclude: readonly string[],
): Promise<Fitted> {
  const text: string[] = [];
  const said: string[] = [];
  const words = [
    'fit',
    file,
    '--target',
    'bankrupt',
    '--split',
    'split',
    '--review-only',
    '--json',
    '--name',
    name,
  ];
  const code = await scorecardCommand(
    [
      ...words,
      ...(exclude.length > 0 ? ['--exclude', ...exclude] : []),
      ...['--out', path.join(scratch, `${name}.json`), '--report', path.join(scratch, `${name}.html`)],
    ],
    {
      stdout: { write: (part: string) => text.push(part) > 0 } as unknown as NodeJS.WritableStream,
      stderr: { write: (part: string) => said.push(part) > 0 } as unknown as NodeJS.WritableStream,
    },
  );
  if (code !== 0) throw new Error(`scorecard fit ended with ${code}: ${said.join('')}`);
  const { outOfFold, holdout } = JSON.parse(text.join(''));
  return { name, heldOut: holdout.auc, heldOutFirms: holdout.rows, outOfFold: outOfFold.auc };
}

/**
 * What the gateway's own graph adds to the attributes of a firm: both models are fitted on the firms of the splits
 * `train` and `valid` and judged on those of `test`, which were observed later.
 * @param folder with the .csv files of SMEsD
 * @param scratch folder for the database, the rows and the models
 */
export async function smesdModels(
  folder: string,
  scratch: string,
): Promise<{ readonly alone: Fitted; readonly withGraph: Fitted }> {
  const database = await imported(folder, scratch);
  const around = await surroundings(database);
  await database.close();
  const lines = (await firmsOf(folder)).map(({ split, node, attributes, bankrupt }) => {
    const key = (id: string) => `${split} ${id}`;
    const features = relationFeatures(
      { relations: around.relations.get(key(node)) ?? [], lawsuits: around.lawsuits.get(key(node)) ?? 0 },
      (id) => around.relations.get(key(id))?.length ?? 0,
    );
    return [split, bankrupt, ...attributes, ...features].join(',');
  });
  const file = path.join(scratch, 'smesd-firms.csv');
  const header = ['split', 'bankrupt', ...ATTRIBUTES, ...RELATION_FEATURES].join(',');
  writeFileSync(file, `${[header, ...lines].join('\n')}\n`);
  return {
    alone: await fittedTo(file, scratch, 'attributes', RELATION_FEATURES),
    withGraph: await fittedTo(file, scratch, 'attributes-and-graph', []),
  };
}
