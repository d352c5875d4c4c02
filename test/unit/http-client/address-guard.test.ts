import { readdirSync, readFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, LookupFunction, Server } from 'node:net';
import path from 'node:path';
import { GuardedClient } from '../../../src/platform/http-client';
import { guardedLookup, hostRule } from '../../../src/platform/http-client/address-guard';

/** Self-signed for 127.0.0.1 and good for a century. */
const pem = (part: string): Buffer => readFileSync(path.join(__dirname, `test-only-${part}.pem`));

/** A resolver that gives each call the next answer, the last one for ever. */
const answering = (...answers: string[][]): LookupFunction & { asked: number } => {
  const resolve = Object.assign(
    ((_hostname, _options, callback) => {
      const addresses = answers[Math.min(resolve.asked, answers.length - 1)] ?? [];
      resolve.asked += 1;
      callback(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      );
    }) as LookupFunction,
    { asked: 0 },
  );
  return resolve;
};

const resolved = (reach: 'PUBLIC' | 'LEASED_LINE' | 'LOOPBACK', ...addresses: string[]): Promise<string> =>
  new Promise((done) => {
    guardedLookup(reach, answering(addresses))('bureau.example', {}, (error, address) =>
      done(error?.code ?? String(address)),
    );
  });

it.each(['8.8.8.8', '172.32.0.1', '2400:3200::1'])('connects to the public address %s', async (address) => {
  expect(await resolved('PUBLIC', address)).toBe(address);
});

it.each([
  '127.0.0.1',
  '10.1.2.3',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '100.64.0.1',
  '169.254.169.254',
  '100.100.100.200',
  '0.0.0.0',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:10.0.0.1',
  '::ffff:169.254.169.254',
  'fe80::1',
  'fd00:ec2::254',
  'ff02::1',
  '2002:a00:1::1',
  '2001:0:a00:1::1',
  '64:ff9b::a00:1',
])('does not connect a public name to %s', async (address) => {
  expect(await resolved('PUBLIC', address)).toBe('ADDRESS_REFUSED');
});

it('refuses a name as a whole when one of its addresses is out of reach', async () => {
  expect(await resolved('PUBLIC', '8.8.8.8', '10.0.0.1')).toBe('ADDRESS_REFUSED');
  expect(await resolved('PUBLIC')).toBe('ADDRESS_REFUSED');
});

it('leads a loopback name to loopback alone', async () => {
  expect(await resolved('LOOPBACK', '::1')).toBe('::1');
  expect(await resolved('LOOPBACK', '8.8.8.8')).toBe('ADDRESS_REFUSED');
});

it.each<[string, boolean, string]>([
  ['localhost', true, 'LOOPBACK'],
  ['127.0.0.1', true, 'LOOPBACK'],
  ['[::1]', true, 'LOOPBACK'],
  ['8.8.8.8', true, 'PUBLIC'],
  ['bureau.example', true, 'PUBLIC'],
  ['localhost.example', true, 'PUBLIC'],
  ['10.0.0.1', false, 'PUBLIC'],
  ['169.254.169.254', false, 'PUBLIC'],
  ['[fd00:ec2::254]', false, 'PUBLIC'],
])('takes the host %s for itself: %s, %s', (host, allowed, reach) => {
  expect(hostRule(host)).toEqual({ allowed, reach });
});

describe('a host at the end of a leased line', () => {
  it.each(['10.1.2.3', '172.31.255.255', '192.168.1.1', '8.8.8.8'])('is reached at %s', async (address) => {
    expect(await resolved('LEASED_LINE', address)).toBe(address);
    expect(hostRule(address, true)).toEqual({ allowed: true, reach: 'LEASED_LINE' });
  });

  it.each([
    '127.0.0.1',
    '169.254.169.254',
    '100.100.100.200',
    '0.0.0.0',
    '::1',
    'fd00:ec2::254',
    '::ffff:10.0.0.1',
  ])('is not reached at %s', async (address) => {
    expect(await resolved('LEASED_LINE', address)).toBe('ADDRESS_REFUSED');
  });

  it('is one that the configuration calls so: any other is refused a private address', async () => {
    const send = (leasedLine?: boolean) =>
      new GuardedClient({ baseUrl: 'http://10.255.255.1:9', leasedLine })
        .postJson('/', {}, { timeoutMs: 50 })
        .then(
          () => 'answered',
          (error) => error.code,
        );
    expect(await send()).toBe('ADDRESS_REFUSED');
    expect(await send(true)).not.toBe('ADDRESS_REFUSED');
  });
});

describe('over a real connection', () => {
  const servers: Server[] = [];
  const listening = async (server: Server): Promise<number> => {
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return (server.address() as AddressInfo).port;
  };
  afterAll(() => {
    for (const server of servers) server.close();
  });
  const call = (baseUrl: string, resolve?: LookupFunction) =>
    new GuardedClient({ baseUrl, resolve }).postJson('/', { certNo: 'SECRET' }, { timeoutMs: 2_000 });

  it('does not reach a server inside through a name that resolves there, nor on the second try', async () => {
    let reached = 0;
    const port = await listening(
      createHttpServer((_request, response) => {
        reached += 1;
        response.end('{}');
      }).on('connection', () => {
        reached += 1;
      }),
    );
    const rebinding = answering(['203.0.113.7'], ['127.0.0.1']);
    for (let i = 0; i < 2; i += 1) {
      await expect(call(`http://bureau.example:${port}`, rebinding)).rejects.toMatchObject({
        kind: 'NOT_SENT',
        code: 'ADDRESS_REFUSED',
      });
    }
    expect([rebinding.asked, reached]).toEqual([2, 0]);
  });

  it('sends nothing to an address of the cloud’s metadata', async () => {
    await expect(call('http://169.254.169.254/latest')).rejects.toMatchObject({ code: 'ADDRESS_REFUSED' });
  });

  it('has name and deadline in one: a resolver that never answers ends with it', async () => {
    const client = new GuardedClient({ baseUrl: 'http://bureau.example', resolve: () => undefined });
    const started = performance.now();
    await expect(client.postJson('/', {}, { timeoutMs: 100 })).rejects.toMatchObject({
      kind: 'NOT_SENT',
      code: 'TIMEOUT',
    });
    expect(performance.now() - started).toBeLessThan(1_500);
  });

  it('refuses a certificate that nobody vouches for, whatever the environment says', async () => {
    let requests = 0;
    const port = await listening(
      createTlsServer({ cert: pem('certificate'), key: pem('key') }, (_request, response) => {
        requests += 1;
        response.end('{}');
      }),
    );
    const before = process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
    try {
      await expect(call(`https://127.0.0.1:${port}`)).rejects.toMatchObject({
        kind: 'NOT_SENT',
        code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
      });
    } finally {
      if (before === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
      else process.env.NODE_TLS_REJECT_UNAUTHORIZED = before;
    }
    expect(requests).toBe(0);
  });
});

it('nowhere in the program is the verification of TLS switched off', () => {
  const root = path.join(__dirname, '../../..');
  const offends = (text: string) => /rejectUnauthorized['"]?\s*[:=](?!\s*true)/.test(text);
  expect(['rejectUnauthorized: false', '"rejectUnauthorized":0'].every(offends)).toBe(true);
  const files = ['src', 'scripts', 'sandbox', 'bench'].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.[cm]?[jt]sx?$/.test(file))
      .map((file) => path.join(root, folder, file)),
  );
  expect(files.filter((file) => offends(readFileSync(file, 'utf8')))).toEqual([]);
});
