import {
  bindRequestLoader,
  bindSharedLoader,
  type LoaderBinding,
  LoaderRegistry,
  type RequestLoaders,
  requestLoader,
  sharedLoader,
} from '../../../../src/platform/loaders';

const nameById = sharedLoader<string, string | null>('nameById', { absent: () => null });
const ordersOf = sharedLoader<{ parent: string; first: number }, readonly string[]>('ordersOf', {
  absent: () => [],
});

interface Setting {
  readonly registry: LoaderRegistry;
  /** The keys of each call, in order. */
  readonly calls: string[][];
}

type Answer = (
  keys: readonly string[],
  call: number,
) => ReadonlyMap<string, string | Error> | Promise<ReadonlyMap<string, string | Error>>;

const echo: Answer = (keys) => new Map(keys.map((key) => [key, `name of ${key}`]));

function names(answer: Answer = echo, maxBatch?: number): Setting {
  const calls: string[][] = [];
  const token = { ...nameById, ...(maxBatch !== undefined && { maxBatch }) };
  const binding = bindSharedLoader(token, async (keys) => {
    calls.push([...keys]);
    return answer(keys, calls.length);
  });
  return { registry: new LoaderRegistry([binding]), calls };
}

const request = ({ registry }: Setting): RequestLoaders => registry.forRequest(() => ({}));
const load = (loaders: RequestLoaders, ...keys: string[]): Promise<PromiseSettledResult<string | null>[]> =>
  Promise.allSettled(keys.map((key) => loaders.load(nameById, key)));
const told = (results: readonly PromiseSettledResult<unknown>[]): unknown[] =>
  results.map((result) =>
    result.status === 'fulfilled' ? result.value : `failed: ${result.reason.message}`,
  );

describe('a shared look-up', () => {
  it('asks for the keys of all requests in flight in one call, each key once', async () => {
    const setting = names();
    const [a, b] = await Promise.all([
      load(request(setting), '1', '2', '1'),
      load(request(setting), '2', '3'),
    ]);
    expect(setting.calls).toEqual([['1', '2', '3']]);
    expect(told(a)).toEqual(['name of 1', 'name of 2', 'name of 1']);
    expect(told(b)).toEqual(['name of 2', 'name of 3']);
  });

  it('merges keys that are asked for in different microtasks of one turn', async () => {
    const setting = names();
    const one = request(setting);
    const late = Promise.resolve().then(() => Promise.resolve().then(() => load(request(setting), '2')));
    await Promise.all([load(one, '1'), late]);
    expect(setting.calls).toEqual([['1', '2']]);
  });

  it('asks once per key within a request, also in a later turn', async () => {
    const setting = names();
    const loaders = request(setting);
    await load(loaders, '1');
    expect(told(await load(loaders, '1', '2'))).toEqual(['name of 1', 'name of 2']);
    expect(setting.calls).toEqual([['1'], ['2']]);
  });

  it('keeps nothing for the next request', async () => {
    let version = 0;
    const setting = names((keys) => {
      version += 1;
      return new Map(keys.map((key) => [key, `version ${version}`]));
    });
    expect(told(await load(request(setting), '1'))).toEqual(['version 1']);
    expect(told(await load(request(setting), '1'))).toEqual(['version 2']);
  });

  it('gives the absent value for a key that is not answered, and ignores what was not asked for', async () => {
    const setting = names(
      () =>
        new Map([
          ['9', 'a stranger'],
          ['2', 'two'],
        ]),
    );
    expect(told(await load(request(setting), '1', '2'))).toEqual([null, 'two']);
  });

  it('matches by key whatever the order of the answer', async () => {
    const setting = names((keys) => new Map([...keys].reverse().map((key) => [key, `name of ${key}`])));
    expect(told(await load(request(setting), '1', '2', '3'))).toEqual([
      'name of 1',
      'name of 2',
      'name of 3',
    ]);
  });

  it('fails a key that is answered with an error, for those who asked for it and nobody else', async () => {
    const setting = names(
      () =>
        new Map<string, string | Error>([
          ['1', 'one'],
          ['2', new Error('two is broken')],
        ]),
    );
    const [a, b] = await Promise.all([load(request(setting), '1', '2'), load(request(setting), '1')]);
    expect(told(a)).toEqual(['one', 'failed: two is broken']);
    expect(told(b)).toEqual(['one']);
  });

  it('asks again for each request alone when the whole call fails, so that no stranger is hurt', async () => {
    const setting = names((keys, call) => {
      if (keys.includes('poison')) throw new Error('the statement failed');
      return echo(keys, call);
    });
    const [bad, good, other] = await Promise.all([
      load(request(setting), 'poison', '1'),
      load(request(setting), '1', '2'),
      load(request(setting), '3'),
    ]);
    expect(told(bad)).toEqual(['failed: the statement failed', 'failed: the statement failed']);
    expect(told(good)).toEqual(['name of 1', 'name of 2']);
    expect(told(other)).toEqual(['name of 3']);
    expect(setting.calls).toEqual([['poison', '1', '2', '3'], ['poison', '1'], ['1', '2'], ['3']]);
  });

  it('does not ask twice when a call fails that served one request', async () => {
    const setting = names(() => Promise.reject(new Error('down')));
    expect(told(await load(request(setting), '1', '2'))).toEqual(['failed: down', 'failed: down']);
    expect(setting.calls).toEqual([['1', '2']]);
  });

  it('may be asked again for a key that failed, within the request', async () => {
    const setting = names((keys, call) => {
      if (call === 1) throw new Error('down');
      return echo(keys, call);
    });
    const loaders = request(setting);
    expect(told(await load(loaders, '1'))).toEqual(['failed: down']);
    expect(told(await load(loaders, '1'))).toEqual(['name of 1']);
  });

  it.each([
    [1, [['1'], ['2'], ['3'], ['4'], ['5']]],
    [2, [['1', '2'], ['3', '4'], ['5']]],
    [5, [['1', '2', '3', '4', '5']]],
  ])('asks for at most %i keys in a call', async (most, calls) => {
    const setting = names(echo, most);
    const [a, b] = await Promise.all([
      load(request(setting), '1', '2', '3'),
      load(request(setting), '3', '4', '5'),
    ]);
    expect(setting.calls).toEqual(calls);
    expect(told([...a, ...b])).toEqual(['1', '2', '3', '3', '4', '5'].map((key) => `name of ${key}`));
  });

  it('fails one part of a split call without the other parts', async () => {
    const setting = names((keys, call) => {
      if (keys.includes('3')) throw new Error('part failed');
      return echo(keys, call);
    }, 2);
    expect(told(await load(request(setting), '1', '2', '3', '4'))).toEqual([
      'name of 1',
      'name of 2',
      'failed: part failed',
      'failed: part failed',
    ]);
  });

  it('tells a key that is an object by its content', async () => {
    const calls: unknown[][] = [];
    const binding = bindSharedLoader(ordersOf, async (keys) => {
      calls.push([...keys]);
      return new Map(keys.map((key) => [ordersOf.keyOf(key), [`order of ${key.parent}`]]));
    });
    const loaders = new LoaderRegistry([binding]).forRequest(() => ({}));
    const found = await Promise.all([
      loaders.load(ordersOf, { parent: '1', first: 5 }),
      loaders.load(ordersOf, { parent: '1', first: 5 }),
      loaders.load(ordersOf, { parent: '1', first: 6 }),
    ]);
    expect(found).toEqual([['order of 1'], ['order of 1'], ['order of 1']]);
    expect(calls).toEqual([
      [
        { parent: '1', first: 5 },
        { parent: '1', first: 6 },
      ],
    ]);
  });

  it('reports each call with its number of keys', async () => {
    const reported: [string, number][] = [];
    const binding = bindSharedLoader(nameById, async (keys) => new Map(keys.map((key) => [key, key])));
    const registry = new LoaderRegistry([binding], (name, keys) => reported.push([name, keys]));
    await load(
      registry.forRequest(() => ({})),
      '1',
      '2',
      '2',
    );
    expect(reported).toEqual([['nameById', 2]]);
  });
});

describe("a request's own look-up", () => {
  const report = requestLoader<string, string>('report', { absent: () => 'none', maxBatch: 2 });
  interface Caller {
    readonly caller: string;
  }

  function reports(): { registry: LoaderRegistry; calls: [string, string[]][] } {
    const calls: [string, string[]][] = [];
    const binding = bindRequestLoader<string, string, Caller>(report, async (keys, { caller }) => {
      calls.push([caller, [...keys]]);
      if (keys.includes('broken')) throw new Error('down');
      return new Map(keys.filter((key) => key !== 'absent').map((key) => [key, `${key} for ${caller}`]));
    });
    return { registry: new LoaderRegistry([binding]), calls };
  }

  it('never mixes requests, and gives each call the context of its own', async () => {
    const { registry, calls } = reports();
    const ann = registry.forRequest(() => ({ caller: 'ann' }));
    const ben = registry.forRequest(() => ({ caller: 'ben' }));
    const answers = await Promise.all([ann.load(report, '1'), ben.load(report, '1'), ann.load(report, '2')]);
    expect(answers).toEqual(['1 for ann', '1 for ben', '2 for ann']);
    expect(calls).toEqual([
      ['ann', ['1', '2']],
      ['ben', ['1']],
    ]);
  });

  it('splits, caches and gives the absent value as a shared one does', async () => {
    const { registry, calls } = reports();
    const ann = registry.forRequest(() => ({ caller: 'ann' }));
    const keys = ['1', '2', 'absent', '1'];
    expect(await Promise.all(keys.map((key) => ann.load(report, key)))).toEqual([
      '1 for ann',
      '2 for ann',
      'none',
      '1 for ann',
    ]);
    expect(calls.map(([, asked]) => asked)).toEqual([['1', '2'], ['absent']]);
  });

  it('fails for its own request alone', async () => {
    const { registry } = reports();
    const ann = registry.forRequest(() => ({ caller: 'ann' }));
    const ben = registry.forRequest(() => ({ caller: 'ben' }));
    expect(told(await Promise.allSettled([ann.load(report, 'broken'), ben.load(report, '1')]))).toEqual([
      'failed: down',
      '1 for ben',
    ]);
  });
});

describe('the registry of look-ups', () => {
  const bound = (): LoaderBinding => bindSharedLoader(nameById, async () => new Map());

  it('refuses two of one name', () => {
    expect(() => new LoaderRegistry([bound(), bound()])).toThrow('two loaders are called nameById');
  });

  it('refuses a look-up that nothing answers', async () => {
    const loaders = new LoaderRegistry([]).forRequest(() => ({}));
    await expect(async () => loaders.load(nameById, '1')).rejects.toThrow(
      'no batch is bound to the loader nameById',
    );
  });

  it('refuses a batch of the other scope', () => {
    const own = requestLoader<string, string>('own', { absent: () => '' });
    expect(() => bindSharedLoader(own, async () => new Map())).toThrow('own is not a shared loader');
    expect(() => bindRequestLoader(nameById, async () => new Map())).toThrow(
      'nameById is not a request loader',
    );
  });

  it('lists what is bound', () => {
    const binding = bound();
    expect(new LoaderRegistry([binding]).bindings).toEqual([binding]);
  });
});
