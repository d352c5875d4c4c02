import { randomBytes } from 'node:crypto';
import { ENTITIES } from '../../../src/app/entities';
import { DataVault } from '../../../src/platform/crypto';
import { Database, idGenerator, type Transaction } from '../../../src/platform/database';
import { IdempotentWrites, type NamedRequest } from '../../../src/platform/idempotency';
import { describeOnDatabases } from '../../support/databases';

const ring = randomBytes(32);
const vault = new DataVault({
  cells: { active: 'k', keys: new Map([['k', ring]]) },
  blindIndex: ring,
  rowHash: ring,
  cursors: ring,
});

describeOnDatabases('a named request', (target) => {
  let database: Database;
  let other: Database;
  let now = new Date('2026-06-30T04:00:00Z');
  const clock = { now: () => now, businessDate: () => '2026-06-30' };
  let here: IdempotentWrites;
  let there: IdempotentWrites;
  let keys = 0;
  const aRequest = (change: Partial<NamedRequest> = {}): NamedRequest => {
    keys += 1;
    return { clientId: 'lender', key: `key-${keys}`, operation: 'pay', input: { amount: '1.00' }, ...change };
  };

  /** Work that leaves a trace, to count how often it was done. */
  const grant = (purpose: string) => async (transaction: Transaction) => {
    await transaction.run('INSERT INTO client_purpose (client_id, purpose) VALUES (?, ?)', ['work', purpose]);
    return { purpose, amount: '1.00' };
  };
  const done = async (purpose: string): Promise<boolean> =>
    (
      await database.rows('SELECT 1 AS one FROM client_purpose WHERE client_id = ? AND purpose = ?', [
        'work',
        purpose,
      ])
    ).length === 1;

  beforeAll(async () => {
    database = await Database.open({ url: target.url() }, ENTITIES);
    other = await Database.open({ url: target.url() }, ENTITIES);
    here = new IdempotentWrites({ database, vault, clock, nextId: idGenerator(1) });
    there = new IdempotentWrites({ database: other, vault, clock, nextId: idGenerator(2) });
  });
  afterAll(async () => {
    await database.close();
    await other.close();
  });

  it('is done once, and its repeat is answered alike by every replica', async () => {
    const request = aRequest();
    const first = await here.once(request, grant('A'));
    const never = async () => {
      throw new Error('done twice');
    };
    expect(await here.once(request, never)).toEqual(first);
    expect(await there.once(request, never)).toEqual(first);
  });

  it('is the same however it is written', async () => {
    const key = 'spelling';
    await here.once(aRequest({ key, input: { b: [new Date(0)], a: null } }), async () => 1);
    expect(
      await here.once(aRequest({ key, input: { b: ['1970-01-01T00:00:00.000Z'] } }), async () => 2),
    ).toBe(1);
  });

  it('is stored sealed', async () => {
    const request = aRequest();
    await here.once(request, async () => 'a secret answer');
    const [row] = await database.rows<{ answer_cell: Buffer }>(
      'SELECT answer_cell FROM idempotency_key WHERE request_key = ?',
      [request.key],
    );
    expect(row?.answer_cell.toString('latin1')).not.toContain('secret');
  });

  it.each<[string, Partial<NamedRequest>]>([
    ['with other input', { input: { amount: '2.00' } }],
    ['of another operation', { operation: 'refund' }],
  ])('is refused under the key of one %s', async (_name, change) => {
    const request = aRequest();
    await here.once(request, async () => 1);
    await expect(there.once({ ...request, ...change }, async () => 2)).rejects.toMatchObject({
      code: 'IDEMPOTENCY_MISMATCH',
    });
  });

  it('does not meet that of another client', async () => {
    const request = aRequest();
    await here.once(request, async () => 1);
    expect(await here.once({ ...request, clientId: 'other' }, async () => 2)).toBe(2);
  });

  it('is done once when 20 come at once, and the others are told to wait or are answered', async () => {
    const request = aRequest();
    let runs = 0;
    const all = await Promise.allSettled(
      Array.from({ length: 20 }, (_, i) =>
        (i % 2 ? here : there).once(request, async () => {
          runs += 1;
          return 'once';
        }),
      ),
    );
    expect(runs).toBe(1);
    const refused = all.filter((one) => one.status === 'rejected');
    for (const one of refused) expect(one.reason).toMatchObject({ code: 'IDEMPOTENCY_IN_PROGRESS' });
    for (const one of all) if (one.status === 'fulfilled') expect(one.value).toBe('once');
    expect(refused.length).toBeLessThan(20);
  });

  it('that fails has done nothing and may be tried again, changed or not', async () => {
    const request = aRequest();
    const failing = here.once(request, async (transaction) => {
      await grant('B')(transaction);
      throw new Error('the work failed');
    });
    await expect(failing).rejects.toThrow('the work failed');
    expect(await done('B')).toBe(false);
    await here.once({ ...request, input: {} }, grant('B'));
    expect(await done('B')).toBe(true);
  });

  it('that a crash left open blocks its key until the lease ends, and is then done once', async () => {
    const request = aRequest();
    let goOn = () => {};
    const stuck = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    // The claim is stored; the work hangs outside the database, as in a process that was stopped.
    const original = database.write.bind(database);
    let writes = 0;
    const hanging = jest.spyOn(database, 'write').mockImplementation(async (work) => {
      writes += 1;
      if (writes === 2) await stuck;
      return original(work);
    });
    const abandoned = here.once(request, grant('C'));
    while (writes < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    await expect(there.once(request, grant('C'))).rejects.toMatchObject({ code: 'IDEMPOTENCY_IN_PROGRESS' });
    now = new Date(now.getTime() + 31_000);
    expect(await there.once(request, grant('C'))).toMatchObject({ purpose: 'C' });
    goOn();
    // It finds the row of the work, and its holder changed: it does nothing and says so.
    await expect(abandoned).rejects.toBeDefined();
    hanging.mockRestore();
    expect(await here.once(request, grant('C'))).toMatchObject({ purpose: 'C' });
  });

  it('is forgotten after a week', async () => {
    const request = aRequest();
    await here.once(request, async () => 1);
    now = new Date(now.getTime() + 8 * 86_400_000);
    expect(await here.once(request, async () => 2)).toBe(2);
  });

  it.each(['', 'with blanks', 'ü', 'x'.repeat(65)])('is refused with the key %j', async (key) => {
    await expect(here.once(aRequest({ key }), async () => 1)).rejects.toMatchObject({
      code: 'INVALID_IDEMPOTENCY_KEY',
    });
  });

  it('without a key is done each time', async () => {
    const request = aRequest({ key: null });
    expect(await here.once(request, async () => 1)).toBe(1);
    expect(await here.once(request, async () => 2)).toBe(2);
  });
});
