import { type LogFields, makeLogger } from '../../../../src/platform/observability';

const lines: string[] = [];
jest.mock('pino', () => {
  const pino = jest.requireActual('pino');
  const captured = (options: object) => pino(options, { write: (line: string) => lines.push(line) });
  return Object.assign(captured, { destination: () => undefined });
});

beforeEach(() => lines.splice(0));
const written = (): Record<string, unknown>[] => lines.map((line) => JSON.parse(line));

const ID_NUMBER = '37029919880727011X';

describe('a log line', () => {
  it('holds its fields, its level and its time', () => {
    makeLogger('info').info({ event: 'started', address: '127.0.0.1:4000', milliseconds: 12, count: 3 });
    expect(written()).toEqual([
      {
        level: 30,
        time: expect.any(Number),
        event: 'started',
        address: '127.0.0.1:4000',
        milliseconds: 12,
        count: 3,
      },
    ]);
  });

  it.each(['info', 'warn', 'error'] as const)('of %s drops what is not on the list of fields', (level) => {
    const careless = {
      event: 'x',
      name: '林清',
      idNumber: ID_NUMBER,
      body: { mobile: '14000000001' },
      msg: ID_NUMBER,
    };
    makeLogger('info')[level](careless as LogFields);
    expect(written()).toEqual([{ level: expect.any(Number), time: expect.any(Number), event: 'x' }]);
  });

  it('leaves out a field that is not known', () => {
    makeLogger('info').info({ event: 'x', code: undefined } as unknown as LogFields);
    expect(written()[0]).not.toHaveProperty('code');
  });

  it.each([
    ['info', ['warn', 'error', 'info']],
    ['warn', ['warn', 'error']],
    ['error', ['error']],
    ['silent', []],
  ])('is written at level %s only from that level on', (least, wanted) => {
    const logger = makeLogger(least);
    for (const level of ['warn', 'error', 'info'] as const) logger[level]({ event: level });
    expect(written().map(({ event }) => event)).toEqual(wanted);
  });
});

describe('an error in the log', () => {
  const logged = (error: unknown): string => {
    makeLogger('info').error({ event: 'request-failed', correlationId: 'c-1' }, error);
    return lines.join('');
  };

  it.each<[string, () => unknown]>([
    ['its message', () => new TypeError(`cannot read ${ID_NUMBER}`)],
    ['a message of several lines', () => new Error(`refused:\n${ID_NUMBER}\nend`)],
    ['a message with a path of source code in it', () => new Error(`refused\n/app/src/${ID_NUMBER}.ts:1:1`)],
    [
      'a message like a line of a stack',
      () => new Error(`refused\n    at open (/app/src/${ID_NUMBER}.ts:1:1)`),
    ],
    ['its cause', () => new Error('outer', { cause: new Error(ID_NUMBER) })],
    [
      "a driver's statement and values",
      () =>
        Object.assign(new Error(`Duplicate entry '${ID_NUMBER}'`), {
          sql: ID_NUMBER,
          parameters: [ID_NUMBER],
        }),
    ],
    ['its other properties', () => Object.assign(new Error('x'), { key: ID_NUMBER })],
    ['a thrown text', () => ID_NUMBER],
    ['a thrown object', () => ({ message: ID_NUMBER, stack: `/src/${ID_NUMBER}:1` })],
    [
      'a message changed after it was thrown',
      () =>
        Object.assign(new Error(`first\n    at x (/app/src/${ID_NUMBER}.ts:1:1)`), { message: 'changed' }),
    ],
  ])('does not show a value in %s', (_where, error) => {
    expect(logged(error())).toContain('"event":"request-failed"');
    expect(lines.join('')).not.toContain('3702991988');
  });

  it('shows its class, the driver code, and where in our own code it arose', () => {
    const error = Object.assign(new RangeError('secret'), { driverError: { code: 'ER_DUP_ENTRY' } });
    error.stack = [
      'RangeError: secret',
      '    at Array.map (<anonymous>)',
      '    at query (/app/node_modules/typeorm/driver/Query.js:10:5)',
      '    at async Repository.byId (/app/dist/src/ecosystem/loans/loan.repository.js:42:7)',
      '    at main (/app/dist/src/main.js:1:1)',
    ].join('\n');
    logged(error);
    expect(written()).toEqual([
      {
        level: 50,
        time: expect.any(Number),
        event: 'request-failed',
        correlationId: 'c-1',
        code: 'ER_DUP_ENTRY',
        errorClass: 'RangeError',
        at: 'src/ecosystem/loans/loan.repository.js:42:7',
      },
    ]);
  });

  it('of somebody else has no place in our code', () => {
    const error = new Error('x');
    error.stack =
      'Error: x\n    at f (/app/node_modules/undici/src/fetch.js:1:2)\n    at node:internal/timers:1:2';
    logged(error);
    expect(written()[0]).not.toHaveProperty('at');
  });

  it.each([[undefined], [null], [7]])('that is %s leaves the line as it is', (error) => {
    logged(error);
    expect(written()[0]).toMatchObject({ event: 'request-failed', correlationId: 'c-1' });
  });
});
