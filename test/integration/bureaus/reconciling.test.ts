import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { stringify } from 'yaml';
import { createSandbox, type Sandbox } from '../../../sandbox/server';
import { describeOnDatabases } from '../../support/databases';
import { aQuestion, type Desk, openDesk, type Person, time } from './desk';

let sandbox: Sandbox;
let bureauUrl: string;

beforeAll(async () => {
  sandbox = createSandbox({ port: 0 });
  bureauUrl = await sandbox.listen();
});
afterAll(() => sandbox.close());

const seen = (bureau: string) =>
  sandbox.calls().bureaus[bureau] as { total: number; byRequestId: Record<string, number> };

const minutes = (count: number): void => {
  time.now = new Date(time.now.getTime() + count * 60_000);
};

/** A bureau that loses its answer to the inquiry, and tells later what became of it. */
class ForgetfulBureau {
  readonly #server: Server;
  readonly asked: string[] = [];
  /** To a question about an inquiry; null: it fails. */
  answer: object | null = null;
  /** What happens while it is asked. */
  meanwhile: () => Promise<unknown> = async () => undefined;

  constructor() {
    this.#server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () => {
        this.asked.push(`${request.url} ${JSON.parse(body).requestNo}`);
        if (request.url === '/inquiries') request.socket.destroy();
        else
          void this.meanwhile().then(() =>
            response
              .writeHead(this.answer ? 200 : 503, { 'content-type': 'application/json' })
              .end(JSON.stringify(this.answer)),
          );
      });
    });
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close = () => this.#server.close();
}

describeOnDatabases('An inquiry whose answer was lost', (target) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'forgetful-'));
  const forgetful = new ForgetfulBureau();
  let desk: Desk;
  let file: string;

  beforeAll(async () => {
    const url = await forgetful.listen();
    file = path.join(folder, 'bureaus.yaml');
    const declared = {
      code: 'FORGETFUL',
      name: 'Forgetful',
      nameZh: '健忘',
      covers: ['PERSON'],
      url: `${url}/inquiries`,
      auth: { kind: 'none' },
      priceFen: 50,
      reuseDays: 7,
      schemes: ['RESIDENT_ID'],
      purposes: { LOAN_APPROVAL: '1' },
      request: { requestNo: '$inquiryId', name: '$subject.name', idNo: '$subject.identifier' },
      response: {
        outcome: { at: '/status', found: ['OK'], noRecord: ['NONE'] },
        samePerson: { identifier: '/idNo' },
        observedAt: '/at',
        figures: { openLoanCount: '/loans' },
      },
      lookUp: { url: `${url}/outcomes`, request: { requestNo: '$inquiryId' }, notTaken: ['NEVER'] },
    };
    writeFileSync(file, stringify({ bureaus: [declared] }));
    desk = await openDesk(target.url(), { bureauUrl, nifa: true, file, lane: { sample: 1_000 } });
    await desk.grant();
  });
  afterAll(async () => {
    await desk?.close();
    forgetful.close();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(() => {
    for (const bureau of ['nifa', 'shanghai-credit']) sandbox.clearFault(bureau);
    sandbox.resetCalls();
    forgetful.asked.length = 0;
    forgetful.answer = { status: 'NONE' };
    forgetful.meanwhile = async () => undefined;
    minutes(10);
  });
  afterEach(async () => {
    expect(desk.faults.splice(0)).toEqual([]);
    // What a test has left open is not the next one's.
    await desk.database.write((transaction) =>
      transaction.run(
        "UPDATE bureau_inquiry SET state = 'CLOSED', flight_key = NULL WHERE state = 'UNKNOWN'",
      ),
    );
  });

  interface Lost {
    readonly person: Person;
    readonly consentId: string;
    readonly inquiryId: string;
  }

  /** Asked at the bureau, which took it and broke off. */
  const lose = async (bureau: string): Promise<Lost> => {
    const [person] = await desk.addPersons(1);
    if (!person) throw new Error('no person');
    const [consentId] = await desk.consent([person.id], { bureau });
    if (bureau === 'NIFA') sandbox.orderFault('nifa', { kind: 'reset', times: 1 });
    if (bureau === 'SHANGHAI_CREDIT') sandbox.orderFault('shanghai-credit', { kind: 'reset', times: 1 });
    const [outcome] = await desk.ask([aQuestion(person.id, { bureau })]);
    expect(outcome?.body.kind).toBe('OutcomeUnknown');
    return { person, consentId: consentId as string, inquiryId: outcome?.inquiryId as string };
  };
  const row = async (inquiryId: string) => {
    const [found] = await desk.database.rows<{ state: string; outcome: string; cause: string | null }>(
      'SELECT state, outcome, cause FROM bureau_inquiry WHERE id = ?',
      [inquiryId],
    );
    return found;
  };
  const reportsOf = (person: Person) =>
    desk.database.rows<{ consent_id: string | number; inquiry_id: string | number }>(
      'SELECT consent_id, inquiry_id FROM bureau_report WHERE subject_id = ?',
      [person.id],
    );
  const lookUps = () =>
    forgetful.asked.flatMap((one) => (one.startsWith('/outcomes ') ? one.slice('/outcomes '.length) : []));
  const UNKNOWN = { state: 'UNKNOWN', outcome: 'OUTCOME_UNKNOWN', cause: null };

  it('is asked about under its own id, and its report stored under its own consent: one inquiry, paid once', async () => {
    const before = await desk.spent();
    const { person, consentId, inquiryId } = await lose('NIFA');
    minutes(2);
    await desk.recover();
    expect(await row(inquiryId)).toEqual({
      state: 'CLOSED',
      outcome: expect.stringMatching(/^(CREDIT_REPORT|NO_RECORD)$/),
      cause: null,
    });
    expect((await reportsOf(person)).map((one) => [String(one.consent_id), String(one.inquiry_id)])).toEqual([
      [consentId, inquiryId],
    ]);
    expect(seen('nifa').byRequestId).toEqual({ [inquiryId]: 2 });
    expect((await desk.spent()).calls).toBe(before.calls + 1);
    expect(await desk.events(person.id)).toEqual([
      'BUREAU_INQUIRY OUTCOME_UNKNOWN',
      expect.stringMatching(/^BUREAU_INQUIRY (CREDIT_REPORT|NO_RECORD)$/),
    ]);
    const [again] = await desk.ask([aQuestion(person.id, { bureau: 'NIFA' })]);
    expect(again?.inquiryId).toBe(inquiryId);
    expect(seen('nifa').total).toBe(2);
  });

  it('is asked about by one of two replicas', async () => {
    const other = await openDesk(target.url(), { bureauUrl, file });
    try {
      const { inquiryId } = await lose('FORGETFUL');
      minutes(2);
      await Promise.all([desk.recover(), other.recover()]);
      expect(await row(inquiryId)).toMatchObject({ state: 'CLOSED', outcome: 'NO_RECORD' });
      expect(lookUps()).toEqual([inquiryId]);
    } finally {
      await other.close();
    }
  });

  it('is not asked about once its consent is withdrawn, and waits for an operator', async () => {
    const { person, consentId, inquiryId } = await lose('FORGETFUL');
    minutes(2);
    await desk.revoke(consentId);
    await desk.recover();
    expect(await row(inquiryId)).toEqual(UNKNOWN);
    expect(lookUps()).toEqual([]);
    expect(await reportsOf(person)).toEqual([]);
  });

  it('has its report discarded where the consent is withdrawn while the bureau is asked: spent, closed, audited', async () => {
    const before = await desk.spent();
    const { person, consentId, inquiryId } = await lose('FORGETFUL');
    minutes(2);
    forgetful.meanwhile = () => desk.revoke(consentId);
    await desk.recover();
    expect(await row(inquiryId)).toEqual({
      state: 'CLOSED',
      outcome: 'DISCARDED',
      cause: 'CONSENT_REQUIRED',
    });
    expect(await reportsOf(person)).toEqual([]);
    expect((await desk.spent()).calls).toBe(before.calls + 1);
    expect((await desk.events(person.id)).at(-1)).toBe('BUREAU_INQUIRY DISCARDED');
  });

  it('is not stored where an operator has released it while the bureau is asked', async () => {
    const { person, inquiryId } = await lose('FORGETFUL');
    minutes(2);
    forgetful.meanwhile = () =>
      desk.database.write((transaction) =>
        transaction.run("UPDATE bureau_inquiry SET state = 'CLOSED', outcome = 'RELEASED' WHERE id = ?", [
          inquiryId,
        ]),
      );
    await desk.recover();
    expect(await row(inquiryId)).toMatchObject({ outcome: 'RELEASED' });
    expect(await reportsOf(person)).toEqual([]);
    expect(await desk.events(person.id)).toHaveLength(1);
  });

  it('stays unknown where the bureau cannot say, and is asked about again later', async () => {
    const { person, inquiryId } = await lose('FORGETFUL');
    minutes(2);
    forgetful.answer = null;
    await desk.recover();
    expect(await row(inquiryId)).toEqual(UNKNOWN);
    expect(lookUps()).toHaveLength(1);
    await desk.recover();
    minutes(1);
    await desk.recover();
    expect(lookUps()).toHaveLength(1);
    forgetful.answer = { status: 'NONE' };
    minutes(1);
    await desk.recover();
    expect(await row(inquiryId)).toMatchObject({ state: 'CLOSED' });
    expect(lookUps()).toHaveLength(2);
    expect(await desk.events(person.id)).toEqual([
      'BUREAU_INQUIRY OUTCOME_UNKNOWN',
      'BUREAU_INQUIRY OUTCOME_UNKNOWN',
      'BUREAU_INQUIRY NO_RECORD',
    ]);
  });

  it('is not asked about before its time, while its sender may still be at it', async () => {
    const { inquiryId } = await lose('FORGETFUL');
    await desk.recover();
    expect(await row(inquiryId)).toEqual(UNKNOWN);
    expect(lookUps()).toEqual([]);
  });

  it('of a bureau that cannot be asked stays with the operators', async () => {
    const { inquiryId } = await lose('SHANGHAI_CREDIT');
    minutes(300);
    await desk.recover();
    expect(await row(inquiryId)).toEqual(UNKNOWN);
    expect(seen('shanghai-credit').total).toBe(1);
  });

  it('of a declared bureau that never took it costs nothing, and is made anew', async () => {
    const before = await desk.spent();
    const { person, inquiryId } = await lose('FORGETFUL');
    expect((await desk.spent()).fen).toBe(before.fen + 50);
    minutes(2);
    forgetful.answer = { status: 'NEVER' };
    await desk.recover();
    expect(await row(inquiryId)).toEqual({ state: 'CLOSED', outcome: 'NOT_SENT', cause: 'NOT_TAKEN' });
    expect(await desk.spent()).toEqual(before);
    expect(forgetful.asked).toEqual([`/inquiries ${inquiryId}`, `/outcomes ${inquiryId}`]);
    const [again] = await desk.ask([aQuestion(person.id, { bureau: 'FORGETFUL' })]);
    expect(again?.inquiryId).not.toBe(inquiryId);
  });

  it('of a declared bureau has its report stored, and nobody else’s', async () => {
    const { person, inquiryId } = await lose('FORGETFUL');
    minutes(2);
    forgetful.answer = { status: 'OK', idNo: '370299198503120024', at: '2026-06-30T01:00:00Z', loans: 7 };
    await desk.recover();
    expect(await row(inquiryId)).toEqual(UNKNOWN);
    minutes(5);
    forgetful.answer = { ...forgetful.answer, idNo: person.certNo };
    await desk.recover();
    expect(await row(inquiryId)).toMatchObject({ state: 'CLOSED', outcome: 'CREDIT_REPORT' });
    const [stored] = await desk.ask([aQuestion(person.id, { bureau: 'FORGETFUL', mode: 'STORED_ONLY' })]);
    expect(stored).toMatchObject({ inquiryId, body: { report: { openLoanCount: 7 } } });
    expect(forgetful.asked.filter((one) => one.startsWith('/inquiries'))).toHaveLength(1);
  });
});
