import { createSandbox, type Sandbox } from '../../../sandbox/server';
import { describeOnDatabases } from '../../support/databases';
import { aQuestion, openDesk, type Person, time } from './desk';

const BUREAU = 'shanghai-credit';

let sandbox: Sandbox;
let bureauUrl: string;

beforeAll(async () => {
  sandbox = createSandbox({ port: 0 });
  bureauUrl = await sandbox.listen();
});
afterAll(() => sandbox.close());
beforeEach(() => {
  sandbox.resetCalls();
  time.now = new Date('2026-06-30T04:00:00Z');
});

const calls = (): number => sandbox.calls().bureaus[BUREAU]?.total ?? 0;

describeOnDatabases('the budget of a client', (target) => {
  it('stops calls beyond their number or their price, and no caller of another client', async () => {
    const desk = await openDesk(target.url(), { bureauUrl, priceFen: 300, budget: { calls: 3, fen: 700 } });
    try {
      await desk.grant();
      await desk.grant(['LOAN_APPROVAL'], 'other-client');
      const people = await desk.addPersons(5);
      await desk.consent(people.map((person) => person.id));
      const kinds = (await desk.ask(people.map((person) => aQuestion(person.id)))).map(
        ({ body }) => body.kind,
      );
      expect(kinds.filter((kind) => kind === 'BudgetExceeded')).toHaveLength(3);
      expect(calls()).toBe(2);
      expect(await desk.spent()).toEqual({ calls: 2, fen: 600 });
      const left = people[kinds.lastIndexOf('BudgetExceeded')] as Person;
      expect(await desk.events(left.id)).toEqual(['BUREAU_INQUIRY BUDGET_EXCEEDED']);
      const [other] = await desk.ask([aQuestion(left.id)], { clientId: 'other-client' });
      expect(other?.body.kind).not.toBe('BudgetExceeded');
    } finally {
      await desk.close();
    }
  });

  it('is not passed by 40 requests at once', async () => {
    const desk = await openDesk(target.url(), { bureauUrl, budget: { calls: 5, fen: 100_000 } });
    try {
      await desk.grant(['LOAN_APPROVAL'], 'racing-client');
      const people = await desk.addPersons(40);
      await desk.consent(people.map((person) => person.id));
      sandbox.resetCalls();
      const outcomes = await Promise.all(
        people.map((person) => desk.ask([aQuestion(person.id)], { clientId: 'racing-client' })),
      );
      expect(outcomes.flat().filter(({ body }) => body.kind === 'BudgetExceeded')).toHaveLength(35);
      expect(calls()).toBe(5);
    } finally {
      await desk.close();
    }
  });
});

describeOnDatabases('a bureau that cannot be reached', (target) => {
  it('costs nothing, is left alone after some tries, and takes no other bureau with it', async () => {
    const gone = createSandbox({ port: 0 });
    const goneUrl = await gone.listen();
    await gone.close();
    const desk = await openDesk(target.url(), { bureauUrl: goneUrl, lane: { sample: 4, openMs: 60_000 } });
    try {
      await desk.grant();
      const people = await desk.addPersons(3);
      await desk.consent(people.map((person) => person.id));
      const [first, second, third] = people.map((person) => person.id) as [string, string, string];
      const outcomes = await desk.ask([
        aQuestion(first),
        aQuestion(first, { bureau: 'BAIHANG' }),
        aQuestion(second),
      ]);
      expect(outcomes.map(({ body }) => body)).toEqual([
        { kind: 'BureauUnavailable', cause: 'CONNECT_FAILED', retryAfterSeconds: null },
        { kind: 'BureauUnavailable', cause: 'SWITCHED_OFF', retryAfterSeconds: null },
        { kind: 'BureauUnavailable', cause: 'CONNECT_FAILED', retryAfterSeconds: null },
      ]);
      expect(await desk.spent()).toEqual({ calls: 0, fen: 0 });
      const reserved = () => desk.database.rows('SELECT id FROM bureau_inquiry');
      expect(await reserved()).toHaveLength(2);
      const [open] = await desk.ask([aQuestion(third)]);
      expect(open?.body).toEqual({ kind: 'BureauUnavailable', cause: 'CIRCUIT_OPEN', retryAfterSeconds: 60 });
      expect(await reserved()).toHaveLength(2);
      expect(await desk.events(third)).toEqual(['BUREAU_INQUIRY BUREAU_UNAVAILABLE']);
    } finally {
      await desk.close();
    }
  });
});

describeOnDatabases('the cost of credit questions', (target) => {
  it('is the same number of statements for 1 and 50 subjects, cold, stored and refused', async () => {
    const desk = await openDesk(target.url(), { bureauUrl });
    try {
      await desk.grant();
      const statements = async (people: readonly Person[], change = {}): Promise<string[]> => {
        const seen: string[] = [];
        const stop = desk.database.onStatement((sql) => seen.push(sql.trim().slice(0, 50)));
        const outcomes = await desk.ask(people.map((person) => aQuestion(person.id, change)));
        stop();
        const kinds = new Set(outcomes.map(({ body }) => body.kind));
        if (!kinds.has('ConsentRequired'))
          expect([...kinds].sort()).toEqual([...kinds].sort().filter(isAnswer));
        return seen;
      };
      const isAnswer = (kind: string) => kind === 'CreditReport' || kind === 'NoRecord';
      const [one, many] = [await desk.addPersons(1), await desk.addPersons(50)];
      const strangers = await desk.addPersons(51);
      await desk.consent([...one, ...many].map((person) => person.id));
      sandbox.resetCalls();

      const cold = { one: await statements(one), many: await statements(many) };
      expect(calls()).toBe(51);
      expect(cold.many.length).toBe(cold.one.length);
      expect(cold.one.length).toBeLessThanOrEqual(22);

      const warm = { one: await statements(one), many: await statements(many) };
      expect(calls()).toBe(51);
      expect(warm.many.length).toBe(warm.one.length);
      expect(warm.one.length).toBeLessThanOrEqual(7);

      const refused = {
        one: await statements(strangers.slice(0, 1)),
        many: await statements(strangers.slice(1)),
      };
      expect(refused.many.length).toBe(refused.one.length);
      expect(calls()).toBe(51);
    } finally {
      await desk.close();
    }
  });
});
