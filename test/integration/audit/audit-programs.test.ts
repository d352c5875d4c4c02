import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { ENTITIES } from '../../../src/app/entities';
import { AuditTrail } from '../../../src/audit';
import type { Permission } from '../../../src/kernel';
import { Database, idGenerator } from '../../../src/platform/database';
import { describeOnDatabases } from '../../support/databases';

const ROOT = path.resolve(__dirname, '../../..');
const clock = { now: () => new Date('2026-06-30T04:00:00.123Z'), businessDate: () => '2026-06-30' };

const EVENT = {
  action: 'PII_READ',
  outcome: 'SHOWN',
  principal: {
    subject: 'tester',
    clientId: 'test-client',
    role: 'analyst',
    permissions: new Set<Permission>(),
  },
  correlationId: 'c-1',
  subjectId: '1',
} as const;

/** Writes audit events by many transactions, some of which overlap, as a gateway does; built code, in a process of its own. */
const WRITER = `
  require('reflect-metadata');
  const { ENTITIES } = require('./dist/src/app/entities.js');
  const { AuditTrail } = require('./dist/src/audit/index.js');
  const { Database, idGenerator } = require('./dist/src/platform/database/index.js');
  (async () => {
    const database = await Database.open({ url: process.env.URL }, ENTITIES);
    const trail = new AuditTrail({ now: () => new Date(), businessDate: () => '2026-06-30' }, idGenerator(Number(process.env.REPLICA)));
    const event = { ...${JSON.stringify({ ...EVENT, principal: { ...EVENT.principal, permissions: [] } })} };
    process.stdout.write('ready\\n');
    await require('node:events').once(process.stdin, 'data');
    for (let turn = 0; turn < 10; turn += 1)
      await Promise.all(Array.from({ length: 3 }, () =>
        database.write(async (transaction) => trail.recordIn(transaction, [event, event]))));
    await database.close();
    process.exit(0);
  })().catch((error) => { process.stderr.write(error.stack + '\\n'); process.exit(1); });
`;

interface Ended {
  readonly code: number | null;
  readonly output: string;
}

async function run(args: readonly string[], environment: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { PATH: process.env.PATH ?? '', NODE_ENV: 'test', ...environment },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  const ended = once(child, 'close').then(([code]): Ended => ({ code, output }));
  return { child, ended, ready: Promise.race([once(child.stdout, 'data'), ended]) };
}

describeOnDatabases('The audit, by programs', (target) => {
  let database: Database;
  beforeAll(async () => {
    database = await Database.open({ url: target.url() }, ENTITIES);
  });
  afterAll(() => database?.close());

  const sql = (statement: string, values: (string | number)[] = []) =>
    database.write((transaction) => transaction.run(statement, values));
  const verify = async (): Promise<Ended> => {
    const program = await run(['dist/src/audit/verify-cli.js'], { DATABASE_URL: target.url() });
    return program.ended;
  };
  /** Five events in a stream of their own. @returns the stream and the ids of its rows */
  const fill = async (replica: number): Promise<{ stream: string; ids: string[] }> => {
    const nextId = idGenerator(replica);
    const made: string[] = [];
    const trail = new AuditTrail(clock, () => {
      made.push(nextId());
      return made.at(-1) as string;
    });
    await database.write(async (transaction) =>
      trail.recordIn(
        transaction,
        Array.from({ length: 5 }, () => EVENT),
      ),
    );
    // Events are numbered as they are recorded, the stream when they are written.
    return { stream: made[5] as string, ids: made.slice(0, 5) };
  };

  it('of two processes that write at once is whole, and npm run audit:verify ends with 0 and a checkpoint', async () => {
    await sql('DELETE FROM audit_event');
    const writers = await Promise.all(
      ['1', '2'].map((replica) => run(['-e', WRITER], { URL: target.url(), REPLICA: replica })),
    );
    await Promise.all(writers.map(({ ready }) => ready));
    for (const { child } of writers) child.stdin.write('go\n');
    expect((await Promise.all(writers.map(({ ended }) => ended))).map(({ code }) => code)).toEqual([0, 0]);
    const { code, output } = await verify();
    expect(code).toBe(0);
    const [summary, , checkpoint] = output.trim().split('\n');
    expect(summary).toMatch(/^120 events in [2-6] streams, 0 streams bad$/);
    expect(JSON.parse(checkpoint ?? '')).toMatchObject({ size: 120 });
  }, 90_000);

  it('names the first bad row of each stream where one was edited, deleted, inserted or moved, and ends with 1', async () => {
    await sql('DELETE FROM audit_event');
    const edited = await fill(11);
    const shortened = await fill(12);
    const lengthened = await fill(13);
    const reordered = await fill(14);
    const whole = await fill(15);
    await sql("UPDATE audit_event SET outcome = 'HIDDEN' WHERE id = ?", [edited.ids[2] as string]);
    await sql('DELETE FROM audit_event WHERE id = ?', [shortened.ids[2] as string]);
    const move = ({ stream }: { stream: string }, from: number, to: number) =>
      sql('UPDATE audit_event SET position = ? WHERE stream = ? AND position = ?', [to, stream, from]);
    for (const place of [5, 4, 3]) await move(lengthened, place, place + 1);
    await sql(
      `INSERT INTO audit_event SELECT 1, stream, 3, occurred_at, action, outcome, caller, client_id, role, subject_id,
              purpose, correlation_id, facts, form, hash FROM audit_event WHERE stream = ? AND position = 2`,
      [lengthened.stream],
    );
    for (const [from, to] of [
      [3, 999],
      [4, 3],
      [999, 4],
    ] as const)
      await move(reordered, from, to);

    const { code, output } = await verify();
    expect(code).toBe(1);
    const moved = 'changed, inserted or moved: its hash does not follow from the row before it';
    expect(
      output
        .split('\n')
        .filter((line) => line.startsWith('BAD '))
        .sort(),
    ).toEqual(
      [
        `BAD stream ${edited.stream} position 3 row ${edited.ids[2]}: ${moved}`,
        `BAD stream ${shortened.stream} position 3: missing; the next row is ${shortened.ids[3]} at position 4`,
        `BAD stream ${lengthened.stream} position 3 row 1: ${moved}`,
        `BAD stream ${reordered.stream} position 3 row ${reordered.ids[3]}: ${moved}`,
      ].sort(),
    );
    expect(output).toContain('25 events in 5 streams, 4 streams bad');
    expect(output).not.toContain(whole.stream);
    // No checkpoint of an audit that is not whole.
    expect(output).not.toContain('"streams"');
  }, 90_000);
});
