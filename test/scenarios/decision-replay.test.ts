import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createGateway, type Gateway } from '../../src/app/gateway';
import { loadConfig } from '../../src/platform/config';
import { DataVault, developmentKeyring } from '../../src/platform/crypto';
import { marks, type SqlValue } from '../../src/platform/database';
import firmModel from '../../src/risk/decisions/demo/firm.scorecard.json';
import personModel from '../../src/risk/decisions/demo/person.scorecard.json';
import rateCaps from '../../src/risk/pricing/rate-caps.json';
import { type DatabaseTarget, describeOnDatabases } from '../support/databases';
import { copyDemo } from '../support/demo-template';
import type { Answer } from '../support/gateway';
import strictPolicy from '../support/strict-decision-policy.json';

const PERSONAS = ['clean-person', 'clean-supplier', 'circle-dealer-c'];
const TABLES = ['decision', 'decision_rulebook'];

/** What a gateway has decided: its answers, the texts of its cases, and its rows. */
interface Made {
  readonly decisions: readonly { readonly id: string; readonly outcome: string; readonly hash: string }[];
  readonly canonical: readonly string[];
  readonly cases: readonly string[];
  readonly tables: Readonly<Record<string, readonly Record<string, SqlValue>[]>>;
}

const folder = mkdtempSync(path.join(tmpdir(), 'replay-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
/** By the dialect that it was made on. */
const everMade = new Map<DatabaseTarget['dialect'], Made>();

/** Ids and instants are those of a database, the ids of the API among them: all else of a case is the same on each. */
const withoutOwn = (text: string): string =>
  text
    .replace(/\b\d{13,19}\b/g, 'ID')
    .replace(/"[\w-]{20,}"/g, (token) =>
      /^[a-z-]+\.\d{13,19}$/.test(Buffer.from(token.slice(1, -1), 'base64url').toString('latin1'))
        ? '"ID"'
        : token,
    )
    .replace(/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g, 'INSTANT');

/**
 * A gateway decides on three loans and ends. It starts again by other models, another policy and other caps; and its
 * rows go to a gateway on another database: from each dialect to the other. Each makes the decisions again, to the byte.
 */
describeOnDatabases('A decision', (target) => {
  let gateway: Gateway | undefined;
  let made: Made;

  const file = (name: string, content: object): string => {
    const written = path.join(folder, name);
    writeFileSync(written, JSON.stringify(content));
    return written;
  };
  const gatewayOn = (databaseUrl: string, more: Record<string, string>): Promise<Gateway> =>
    createGateway(
      loadConfig({
        NODE_ENV: 'test',
        LOG_LEVEL: 'silent',
        VAR_DIR: folder,
        DATABASE_URL: databaseUrl,
        ...more,
      }),
    );
  /** Ends the gateway that runs, and starts one with the same keys. */
  async function restart(databaseUrl: string, more: Record<string, string> = {}): Promise<Gateway> {
    await gateway?.close();
    gateway = undefined;
    gateway = await gatewayOn(databaseUrl, more);
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
  async function replayed(decisions: Made['decisions']) {
    const answers = [];
    for (const { id } of decisions) answers.push((await replay(id)).data.replayDecision);
    return answers;
  }
  async function expectTheSame({ decisions, canonical }: Made): Promise<void> {
    const again = await replayed(decisions);
    expect(again.map(({ identical }) => identical)).toEqual([true, true, true]);
    expect(again.map(({ replayedHash }) => replayedHash)).toEqual(decisions.map(({ hash }) => hash));
    expect(again.map((one) => one.canonical)).toEqual(canonical);
  }
  /** Puts rows of another gateway beside those that are there; models and policies that both have are there once. */
  async function receive({ tables }: Made): Promise<void> {
    const { database } = gateway!;
    const ignore = database.dialect === 'mysql' ? 'INSERT IGNORE' : 'INSERT OR IGNORE';
    await database.write(async (transaction) => {
      for (const [table, rows] of Object.entries(tables))
        for (const row of rows)
          await transaction.run(
            `${ignore} INTO ${table} (${Object.keys(row).join(', ')}) VALUES (${marks(Object.keys(row).length)})`,
            Object.values(row),
          );
    });
  }

  beforeAll(async () => {
    await copyDemo(folder, target.url(), async ({ varDir, databaseUrl }) => {
      await (await gatewayOn(databaseUrl, { VAR_DIR: varDir })).close();
    });
    const { database } = await restart(target.url());
    const decisions = await decide();
    const tables: Record<string, Record<string, SqlValue>[]> = {};
    for (const table of TABLES) tables[table] = await database.rows(`SELECT * FROM ${table} ORDER BY 1, 2`);
    const vault = new DataVault(developmentKeyring(path.join(folder, 'keys', 'data-keys.json')));
    const cases = tables.decision!.map(({ id, case_cell }) =>
      vault
        .sensitive(case_cell as Buffer, { table: 'decision', column: 'case_cell', row: String(id) })
        .reveal(),
    );
    const canonical = (await replayed(decisions)).map((one) => one.canonical);
    made = { decisions, canonical, cases, tables };
    everMade.set(target.dialect, made);
  }, 120_000);
  afterAll(() => gateway?.close());

  it('of each outcome was made', () => {
    expect(made.decisions.map(({ outcome }) => outcome)).toEqual(['REVIEW', 'APPROVE', 'DECLINE']);
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
    await expectTheSame(made);
    const { data } = await replay(today[1]!.id);
    expect(data.replayDecision.identical).toBe(true);
  }, 60_000);

  if (target.dialect === 'mariadb') {
    it('is made from a case of the same bytes as on SQLite, but for ids and instants', () => {
      const onSqlite = everMade.get('sqlite')!;
      expect(made.cases.map(withoutOwn).sort()).toEqual(onSqlite.cases.map(withoutOwn).sort());
      expect(made.canonical.map(withoutOwn)).toEqual(onSqlite.canonical.map(withoutOwn));
    });

    it('that was made on SQLite is the same to the byte here', async () => {
      await receive(everMade.get('sqlite')!);
      await expectTheSame(everMade.get('sqlite')!);
    });
  }

  it('is the same to the byte on another database, on SQLite', async () => {
    await restart(`sqlite:${path.join(folder, `other-than-${target.dialect}.db`)}`, { DEMO_DATA: 'off' });
    await receive(made);
    await expectTheSame(made);
  }, 60_000);

  it('does not even open with the case of another one', async () => {
    const [first, second] = made.tables.decision!;
    await gateway!.database.write((transaction) =>
      transaction.run('UPDATE decision SET case_cell = ? WHERE id = ?', [second!.case_cell!, first!.id!]),
    );
    const answers = await Promise.all(made.decisions.map(({ id }) => replay(id)));
    expect(answers.filter(({ errors }) => errors?.[0]?.extensions.code === 'INTERNAL')).toHaveLength(1);
    expect(answers.filter(({ data }) => data?.replayDecision.identical)).toHaveLength(2);
  });
});
