import { Readable } from 'node:stream';
import { createConnection } from 'mysql2/promise';
import { ENTITIES } from '../../src/app/entities';
import { Database } from '../../src/platform/database';
import { powerLaw, randomNumbers } from './power-law';

/** How the edges fall to the tables, in hundredths. */
const SHARES = { relation: 60, device_use: 20, contact_point_use: 10, trade_order: 10 } as const;

const RELATIONS = [
  'CONTACT',
  'DEAL',
  'EXECUTIVE',
  'FAMILY',
  'GUARANTOR',
  'INVESTOR',
  'LEGAL_REPRESENTATIVE',
  'SHAREHOLDER',
  'SPOUSE',
  'SUPERVISOR',
] as const;

/** Keys of the kinds of nodes lie apart, and beyond what a float holds exactly, as those of the product do. */
const SUBJECT = 10n ** 17n;
const DEVICE = 2n * 10n ** 17n;
const CONTACT_POINT = 3n * 10n ** 17n;

export const subjectAt = (place: number): string => String(SUBJECT + BigInt(place));

/** Fills an empty database with a graph of so many edges, ten to a subject. */
export async function fillGraph(url: string, edges: number): Promise<Database> {
  const database = await Database.open({ url, poolSize: 10 }, ENTITIES);
  const subjects = Math.ceil(edges / 10);
  const random = randomNumbers(edges);
  const anybody = powerLaw(subjects, random);
  const countOf = (table: keyof typeof SHARES): number => Math.floor((edges * SHARES[table]) / 100);
  const load = (table: string, columns: string, lines: Iterable<string>): Promise<void> =>
    loadLines(url, `${table} (${columns}, source, source_key, row_hash)`, lines);

  await load('subject', 'id, kind, created_at', subjectLines(subjects));
  await load(
    'relation',
    'from_subject_id, kind, to_subject_id, id, weight, weight_unit, since, until, evidence',
    edgeLines(countOf('relation'), subjects, anybody, (from, n) => {
      const kind = RELATIONS[Math.floor(random() * RELATIONS.length)];
      return `${from}\t${kind}\t${subjectAt(anybody())}\t${n}\t100\tFEN\t2020-01-01\t\\N\tcontract ${n}`;
    }),
  );
  const device = powerLaw(Math.ceil(countOf('device_use') / 3), random);
  await load(
    'device_use',
    'subject_id, device_id, id, times, first_seen_at, last_seen_at',
    edgeLines(
      countOf('device_use'),
      subjects,
      anybody,
      (user, n) => `${user}\t${DEVICE + BigInt(device())}\t${n}\t3\t2024-01-01 00:00:00\t2026-02-01 00:00:00`,
    ),
  );
  const contactPoint = powerLaw(Math.ceil(countOf('contact_point_use') / 3), random);
  await load(
    'contact_point_use',
    'subject_id, contact_point_id, id, role, since, until',
    edgeLines(
      countOf('contact_point_use'),
      subjects,
      anybody,
      (user, n) => `${user}\t${CONTACT_POINT + BigInt(contactPoint())}\t${n}\tOWN\t2022-01-01\t\\N`,
    ),
  );
  await load(
    'trade_order',
    'seller_subject_id, buyer_subject_id, id, order_no, status, total_minor, currency, ordered_on',
    edgeLines(
      countOf('trade_order'),
      subjects,
      anybody,
      (seller, n) => `${seller}\t${subjectAt(anybody())}\t${n}\tO${n}\tCOMPLETED\t100000\tCNY\t2025-03-01`,
    ),
  );
  for (const table of ['subject', ...Object.keys(SHARES)]) await database.rows(`ANALYZE TABLE ${table}`);
  return database;
}

function* subjectLines(subjects: number): Generator<string> {
  for (let n = 0; n < subjects; n += 1)
    yield `${subjectAt(n)}\tPERSON\t2026-01-01 00:00:00\tbench\ts${n}\t0123456789abcdef\n`;
}

/** Lines in the order of their first end, as the primary keys lie. */
function* edgeLines(
  count: number,
  subjects: number,
  anybody: () => number,
  line: (from: string, n: number) => string,
): Generator<string> {
  const degrees = new Uint32Array(subjects);
  for (let n = 0; n < count; n += 1) degrees[anybody()]! += 1;
  let n = 0;
  for (let place = 0; place < subjects; place += 1)
    for (let left = degrees[place]!; left > 0; left -= 1) {
      n += 1;
      yield `${line(subjectAt(place), n)}\tbench\t${n}\t0123456789abcdef\n`;
    }
}

async function loadLines(url: string, into: string, lines: Iterable<string>): Promise<void> {
  const connection = await createConnection({ uri: url });
  try {
    await connection.query('SET unique_checks = 0, foreign_key_checks = 0');
    await connection.query({
      sql: `LOAD DATA LOCAL INFILE 'lines' INTO TABLE ${into}`,
      infileStreamFactory: () => Readable.from(inChunks(lines)),
    });
  } finally {
    await connection.end();
  }
}

function* inChunks(lines: Iterable<string>): Generator<Buffer> {
  let chunk: string[] = [];
  for (const line of lines)
    if (chunk.push(line) === 1_000) {
      yield Buffer.from(chunk.join(''));
      chunk = [];
    }
  yield Buffer.from(chunk.join(''));
}
