import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createGateway, type Gateway } from '../../src/app/gateway';
import { loadConfig } from '../../src/platform/config';
import type { SqlValue } from '../../src/platform/database';
import firmModel from '../../src/risk/decisions/demo/firm.scorecard.json';
import personModel from '../../src/risk/decisions/demo/person.scorecard.json';
import rateCaps from '../../src/risk/pricing/rate-caps.json';
import { describeOnDatabases } from '../support/databases';
import type { Answer } from '../support/gateway';
import strictPolicy from '../support/strict-decision-policy.json';

const PERSONAS = ['clean-person', 'clean-supplier', 'circle-dealer-c'];
const TABLES = ['decision', 'decision_rulebook'];

/**
 * A gateway decides on three loans and ends. It starts again by other models, another policy and other caps; and its
 * rows go to a gateway on another database. Each of them makes the three decisions again, to the byte.
 */
describeOnDatabases('A decision', (target) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'replay-'));
  let gateway: Gateway | undefined;
  let made: { id: string; outcome: string; hash: string }[];
  let canonical: string[];
  let tables: Record<string, Record<string, SqlValue>[]>;

  const file = (name: string, content: object): string => {
    const written = path.join(folder, name);
    writeFileSync(written, JSON.stringify(content));
    return written;
  };
  /** Ends the gateway that runs, and starts one with the same keys. */
  async function restart(databaseUrl: string, more: Record<string, string> = {}): Promise<Gateway> {
    await gateway?.close();
    gateway = undefined;
    const config = { NODE_ENV: 'test', VAR_DIR: folder, LOG_LEVEL: 'silent', DATABASE_URL: databaseUrl };
    gateway = await createGateway(loadConfig({ ...config, ...more }));
    return gateway;
  }
  async function query(document: string, variables: object, role: 'app' | 'auditor'): Promise<Answer> {
    const { token } = await gateway!.issuer!.issue(role);
    const { body } = await gateway!.http.inject({
      method: 'POST',
      url: '/graphql',
      headers: { authorization: `Bearer ${token}` },
      payload: { query: document, variables },
    });
    return JSON.parse(body);
  }
  async function decide(): Promise<
    { id: string; outcome: string; hash: string; policy: { name: string } }[]
  > {
    const keys = PERSONAS.map((value) => ({ external: { source: 'demo', value } }));
    const { data } = await query(
      'query ($keys: [BorrowerKey!]!) { borrowers(keys: $keys) { ... on Borrower { id } } }',
      { keys },
      'app',
    );
    const decided = [];
    for (const { id: borrower } of data.borrowers) {
      const amount = { value: '80000.00', currency: 'CNY' };
      const answer = await query(
        'mutation ($input: DecideInput!) { decide(input: $input) { id outcome hash policy { name } } }',
        { input: { borrower, applicationNo: 'APP-1', amount, termMonths: 24 } },
        'app',
      );
      expect(answer.errors).toBeUndefined();
      decided.push(answer.data.decide);
    }
    return decided;
  }
  const replay = (id: string) =>
    query(
      'query ($id: ID!) { replayDecision(id: $id) { identical storedHash replayedHash canonical } }',
      { id },
      'auditor',
    );
  async function replayed() {
    const answers = [];
    for (const { id } of made) answers.push((await replay(id)).data.replayDecision);
    return answers;
  }
  async function expectTheSame(): Promise<void> {
    const again = await replayed();
    expect(again.map(({ identical }) => identical)).toEqual([true, true, true]);
    expect(again.map(({ replayedHash }) => replayedHash)).toEqual(made.map(({ hash }) => hash));
    expect(again.map((one) => one.canonical)).toEqual(canonical);
  }

  beforeAll(async () => {
    const { database } = await restart(target.url());
    made = await decide();
    canonical = (await replayed()).map((one) => one.canonical);
    tables = {};
    for (const table of TABLES) tables[table] = await database.rows(`SELECT * FROM ${table}`);
  }, 120_000);
  afterAll(async () => {
    await gateway?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('of each outcome was made', () => {
    expect(made.map(({ outcome }) => outcome)).toEqual(['REVIEW', 'APPROVE', 'DECLINE']);
  });

  it('is the same to the byte after a restart, where models, policy and caps have moved on', async () => {
    // A model of many features is longer than 64 KiB, where MySQL ends a plain text.
    const created = { ...firmModel.created, options: { levels: 'x'.repeat(100_000) } };
    await restart(target.url(), {
      DECISION_PERSON_MODEL_FILE: file('person.json', { ...personModel, name: 'next persons' }),
      DECISION_FIRM_MODEL_FILE: file('firm.json', { ...firmModel, name: 'next firms', created }),
      DECISION_POLICY_FILE: file('policy.json', strictPolicy),
      DECISION_RATE_CAPS_FILE: file('caps.json', { ...rateCaps, name: 'next caps' }),
    });
    const today = await decide();
    expect(today.map(({ outcome, policy }) => [outcome, policy.name])).toEqual([
      ['REVIEW', 'strict policy'],
      ['DECLINE', 'strict policy'],
      ['DECLINE', 'strict policy'],
    ]);
    await expectTheSame();
    const { data } = await replay(today[1]!.id);
    expect(data.replayDecision.identical).toBe(true);
  }, 60_000);

  it('is the same to the byte on another database', async () => {
    const { database } = await restart(`sqlite:${path.join(folder, 'other.db')}`, { DEMO_DATA: 'off' });
    await database.write(async (transaction) => {
      for (const [table, rows] of Object.entries(tables))
        for (const row of rows)
          await transaction.run(
            `INSERT INTO ${table} (${Object.keys(row).join(', ')}) VALUES (${Object.keys(row)
              .map(() => '?')
              .join(', ')})`,
            Object.values(row),
          );
    });
    await expectTheSame();
  }, 60_000);

  it('does not even open with the case of another one', async () => {
    const [first, second] = tables.decision!;
    await gateway!.database.write((transaction) =>
      transaction.run('UPDATE decision SET case_cell = ? WHERE id = ?', [second!.case_cell!, first!.id!]),
    );
    const answers = await Promise.all(made.map(({ id }) => replay(id)));
    expect(answers.filter(({ errors }) => errors?.[0]?.extensions.code === 'INTERNAL')).toHaveLength(1);
    expect(answers.filter(({ data }) => data?.replayDecision.identical)).toHaveLength(2);
  });
});
