import { createSandbox, type Sandbox } from '../../../sandbox/server';
import { describeOnDatabases } from '../../support/databases';
import { aQuestion, type Desk, openDesk, type Person, time } from './desk';

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
  sandbox.clearFault(BUREAU);
  time.now = new Date('2026-06-30T04:00:00Z');
});

const calls = (): number => sandbox.calls().bureaus[BUREAU]?.total ?? 0;
const later = (ms: number): void => {
  time.now = new Date(time.now.getTime() + ms);
};

describeOnDatabases('An inquiry under a key of the client', (target) => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk(target.url(), { bureauUrl, lane: { sample: 1_000 } });
    await desk.grant();
  });
  afterAll(() => desk?.close());

  const aPerson = async (): Promise<Person> => {
    const [person] = await desk.addPersons(1);
    if (!person) throw new Error('no person');
    await desk.consent([person.id]);
    return person;
  };
  /** Asks as a request of its own, a moment after the one before. */
  const ask = async (person: Person, requestKey: string | null, how = {}) => {
    later(1);
    const question = aQuestion(person.id, { mode: 'INQUIRE_ALWAYS', requestKey });
    return (await desk.ask([question], how))[0];
  };

  it('is made once, however often it is asked for, and paid once', async () => {
    const person = await aPerson();
    const before = await desk.spent();
    const first = await ask(person, 'K-1');
    expect(await ask(person, 'K-1')).toEqual(first);
    expect(calls()).toBe(1);
    const other = await ask(person, 'K-2');
    expect(other?.inquiryId).not.toBe(first?.inquiryId);
    expect(calls()).toBe(2);
    // Its own answer, though a younger one is stored.
    expect(await ask(person, 'K-1')).toEqual(first);
    expect(await ask(person, null)).not.toMatchObject({ inquiryId: first?.inquiryId });
    expect(calls()).toBe(3);
    expect((await desk.spent()).calls).toBe(before.calls + 3);
  });

  it('is one for each borrower, and for each client', async () => {
    const [person, other] = [await aPerson(), await aPerson()];
    await desk.grant(['LOAN_APPROVAL'], 'another-client');
    await ask(person, 'K-3');
    await ask(other, 'K-3');
    await ask(person, 'K-3', { clientId: 'another-client' });
    expect(calls()).toBe(3);
  });

  it('is pending for a repeat while it is out', async () => {
    const person = await aPerson();
    sandbox.orderFault(BUREAU, { kind: 'latency', ms: 1_600, times: 1 });
    const first = await ask(person, 'K-4', { deadlineMs: 700 });
    expect(first?.body.kind).toBe('InquiryPending');
    const repeat = await ask(person, 'K-4', { deadlineMs: 700 });
    expect(repeat).toMatchObject({ body: { kind: 'InquiryPending' }, inquiryId: first?.inquiryId });
    await desk.drain();
    expect(await ask(person, 'K-4')).toMatchObject({ inquiryId: first?.inquiryId });
    expect(calls()).toBe(1);
  });

  it('that joined the call of somebody else is answered by it again', async () => {
    const person = await aPerson();
    sandbox.orderFault(BUREAU, { kind: 'latency', ms: 150, times: 1 });
    const [first, joined] = await Promise.all([ask(person, null), ask(person, 'K-5')]);
    expect(joined?.inquiryId).toBe(first?.inquiryId);
    expect(await ask(person, 'K-5')).toEqual(joined);
    expect(calls()).toBe(1);
  });

  it('is answered as before where the bureau failed, and is made where nothing was sent', async () => {
    const [failed, unsent] = [await aPerson(), await aPerson()];
    sandbox.orderFault(BUREAU, { kind: 'down', times: 1 });
    const first = await ask(failed, 'K-6');
    expect(first?.body).toMatchObject({ kind: 'BureauUnavailable', cause: 'BUREAU_ERROR' });
    expect((await ask(failed, 'K-6'))?.body).toEqual(first?.body);
    expect(calls()).toBe(1);

    const gone = await openDesk(target.url(), { bureauUrl: 'http://127.0.0.1:1' });
    later(1);
    const named = aQuestion(unsent.id, { mode: 'INQUIRE_ALWAYS', requestKey: 'K-7' });
    expect((await gone.ask([named]))[0]?.body).toMatchObject({ cause: 'CONNECT_FAILED' });
    await gone.close();
    expect((await ask(unsent, 'K-7'))?.body.kind).toMatch(/^(CreditReport|NoRecord)$/);
    expect(calls()).toBe(2);
  });

  it('shows nothing to a repeat once the consent is withdrawn', async () => {
    const [person] = await desk.addPersons(1);
    if (!person) throw new Error('no person');
    const [consentId] = await desk.consent([person.id]);
    await ask(person, 'K-8');
    await desk.revoke(consentId as string);
    expect((await ask(person, 'K-8'))?.body).toEqual({ kind: 'ConsentRequired', cause: 'REVOKED' });
  });

  it('is made anew a week later', async () => {
    const person = await aPerson();
    await ask(person, 'K-9');
    later(8 * 86_400_000);
    await ask(person, 'K-9');
    expect(calls()).toBe(2);
  });
});
