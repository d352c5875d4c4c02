import { systemClock } from '../../../../src/kernel';
import { CursorCodec } from '../../../../src/platform/crypto';
import { bindRequestLoader, LoaderRegistry, requestLoader } from '../../../../src/platform/loaders';
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
