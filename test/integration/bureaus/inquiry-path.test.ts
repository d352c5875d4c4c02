import { createSandbox, type Sandbox } from '../../../sandbox/server';
import { describeOnDatabases } from '../../support/databases';
import { openDesk, time } from './desk';
import { failureStories } from './inquiry-path/failure-stories';
import { refusalStories } from './inquiry-path/refusal-stories';
import { reuseStories } from './inquiry-path/reuse-stories';
import { BUREAU, World } from './inquiry-path/world';

let sandbox: Sandbox;
let bureauUrl: string;

beforeAll(async () => {
  sandbox = createSandbox({ port: 0 });
  bureauUrl = await sandbox.listen();
});
afterAll(() => sandbox.close());
beforeEach(() => {
  sandbox.resetCalls();
  sandbox.clearFault(BUREAU);
  time.now = new Date('2026-06-30T04:00:00Z');
});

describeOnDatabases('an inquiry', (target) => {
  const world = new World(target);
  const { ask, aPerson, callsAbout, openInquiries } = world;

  beforeAll(async () => {
    // A breaker of its own for each test that needs one: here failures of one test must not close the way of the next.
    const desk = await openDesk(target.url(), { bureauUrl, lane: { sample: 1_000 } });
    Object.assign(world, { sandbox, bureauUrl, desk });
    await desk.grant();
    // Connections at hand: a withdrawal that races with a reservation must not first wait for one.
    await Promise.all(Array.from({ length: 5 }, () => desk.database.rows('SELECT 1')));
  });
  afterAll(() => world.desk.close());
  afterEach(() => expect(world.desk.faults.splice(0)).toEqual([]));

  it('gives a report, stores it sealed, closes the ledger and is audited', async () => {
    const person = await aPerson(null, { certNo: '370299198206200060', name: '孙梅' });
    const [consentId] = await world.desk.consent([person.id]);
    const outcome = await ask(person);
    expect(outcome).toMatchObject({
      asOf: new Date('2026-06-30T01:00:00Z'),
      inquiryId: expect.any(String),
      body: {
        kind: 'CreditReport',
        report: { openLoanCount: 2, overdueMinor: 2_288_000n },
        provenance: { observedAt: new Date('2026-06-30T01:00:00Z'), retrievedAt: time.now },
      },
    });
    expect(await openInquiries(person)).toEqual([
      { id: expect.anything(), state: 'CLOSED', outcome: 'CREDIT_REPORT', flight_key: null },
    ]);
    const [stored] = await world.desk.database.rows<{ report_cell: Buffer }>(
      'SELECT report_cell FROM bureau_report WHERE subject_id = ?',
      [person.id],
    );
    expect(stored?.report_cell.toString('latin1')).not.toContain('2288000');
    const [event] = await world.desk.database.rows<{ facts: string }>(
      'SELECT facts FROM audit_event WHERE subject_id = ?',
      [person.id],
    );
    expect(JSON.parse(event?.facts ?? '{}')).toMatchObject({
      bureau: 'SHANGHAI_CREDIT',
      reasonKind: 'APPLICATION',
      reasonRef: 'APP-1',
      consentId,
      costFen: '300',
      fields: expect.arrayContaining(['openLoanCount', 'overdueMinor']),
    });
    expect(event?.facts).not.toMatch(/孙梅|370299198206200060|2288000/);
  });

  it('takes no record for an answer and does not ask for it again', async () => {
    const person = await aPerson({}, { certNo: '370299200109230313', name: '曾瑞' });
    expect((await ask(person))?.body.kind).toBe('NoRecord');
    expect((await ask(person))?.body.kind).toBe('NoRecord');
    expect(callsAbout(person)).toBe(1);
  });

  it('takes the budget of the day in Shanghai, whatever day the business stands on', async () => {
    time.now = new Date('2026-07-03T16:30:00Z');
    await ask(await aPerson());
    const days = await world.desk.database.rows<{ day: string }>(
      "SELECT day FROM bureau_budget WHERE day > '2026-06-30' AND calls > 0",
    );
    expect(days.map((row) => row.day)).toContain('2026-07-04');
  });

  refusalStories(world);
  reuseStories(world);
  failureStories(world);
});
