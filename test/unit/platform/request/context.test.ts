import { systemClock } from '../../../../src/kernel';
import { CursorCodec } from '../../../../src/platform/crypto';
import {
  bindRequestLoader,
  bindSharedLoader,
  LoaderRegistry,
  type LoaderToken,
  requestLoader,
  sharedLoader,
} from '../../../../src/platform/loaders';
import { Deadline, Disclosures, type RequestContext, requestContext } from '../../../../src/platform/request';

describe('the context of a request', () => {
  it('is what a batch of the request is given', async () => {
    const whoAsks = requestLoader<string, string>('whoAsks', { absent: () => 'nobody' });
    const registry = new LoaderRegistry([
      bindRequestLoader<string, string, RequestContext>(
        whoAsks,
        async (keys, context) => new Map(keys.map((key) => [key, context.correlationId])),
      ),
    ]);
    const context = (correlationId: string): RequestContext =>
      requestContext({
        correlationId,
        principal: { subject: 's', clientId: 'c', role: 'app', permissions: new Set() },
        clock: systemClock(),
        deadline: Deadline.after(1_000),
        cursors: new CursorCodec(Buffer.alloc(32)),
        registry,
      });
    const answers = [context('first'), context('second')].map((one) => one.load(whoAsks, 'k'));
    expect(await Promise.all(answers)).toEqual(['first', 'second']);
  });
});

describe('a deadline', () => {
  it('runs down with time and stops at zero', () => {
    let now = 100;
    const deadline = Deadline.after(50, () => now);
    expect(deadline.remainingMs()).toBe(50);
    now = 130;
    expect(deadline.remainingMs()).toBe(20);
    now = 1_000;
    expect(deadline.remainingMs()).toBe(0);
  });
});

describe('work under a deadline', () => {
  it('is given when it is done in time, and refused by code when it is not', async () => {
    const deadline = Deadline.after(20);
    await expect(deadline.within(Promise.resolve('done'))).resolves.toBe('done');
    await expect(deadline.within(Promise.reject(new Error('own')))).rejects.toThrow('own');
    await expect(deadline.within(new Promise(() => undefined))).rejects.toMatchObject({
      code: 'DEADLINE_EXCEEDED',
    });
  });

  it('refuses a look-up that hangs, while what was looked up stands', async () => {
    const [quick, hanging] = ['quick', 'hanging'].map((name) =>
      sharedLoader<string, string>(name, { absent: () => 'nothing' }),
    ) as [LoaderToken<string, string>, LoaderToken<string, string>];
    const registry = new LoaderRegistry([
      bindSharedLoader(quick, async (keys) => new Map(keys.map((key) => [key, 'here']))),
      bindSharedLoader(hanging, () => new Promise(() => undefined)),
    ]);
    const context = requestContext({
      correlationId: 'c',
      principal: { subject: 's', clientId: 'c', role: 'app', permissions: new Set() },
      clock: systemClock(),
      deadline: Deadline.after(50),
      cursors: new CursorCodec(Buffer.alloc(32)),
      registry,
    });
    const [first, second] = await Promise.allSettled([context.load(quick, 'k'), context.load(hanging, 'k')]);
    expect(first).toEqual({ status: 'fulfilled', value: 'here' });
    expect(second).toMatchObject({ status: 'rejected', reason: { code: 'DEADLINE_EXCEEDED' } });
    expect(context.cost.total).toEqual({ statements: 2, bureauCalls: 0, spentMinor: 0n });
  });
});

describe('what was disclosed', () => {
  it('is kept once per owner, with each field once', () => {
    const disclosures = new Disclosures();
    disclosures.add({ type: 'Borrower', id: '1' }, 'name');
    disclosures.add({ type: 'Borrower', id: '1' }, 'name');
    disclosures.add({ type: 'Borrower', id: '1' }, 'birthDate');
    disclosures.add({ type: 'Account', id: '1' }, 'no');
    expect(disclosures.all.map(({ type, id, fields }) => [type, id, [...fields]])).toEqual([
      ['Borrower', '1', ['name', 'birthDate']],
      ['Account', '1', ['no']],
    ]);
  });
});
