import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ContributionConnector, contributingBureaus } from '../../src/bureaus';
import { loadConfig } from '../../src/platform/config';
import { issue, recordsIn, someFacts } from '../support/loan-contributions';

/** What the bureau answers to a call with records, byte by byte. */
let answer: Buffer = Buffer.alloc(0);
let bureau: Server;
let bureaus: ReturnType<typeof contributingBureaus>;

beforeAll(async () => {
  bureau = createServer((request, response) => {
    request.resume().on('end', () => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(answer);
    });
  });
  await new Promise<void>((resolve) => bureau.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(bureau.address() as AddressInfo).port}`;
  bureaus = contributingBureaus(
    loadConfig({ SHANGHAI_CREDIT_URL: url, BAIHANG_URL: url, NIFA_URL: url }).bureaus,
  );
});
afterAll(async () => {
  await bureaus?.close();
  await new Promise((resolve) => bureau.close(resolve));
});

const connectorOf = (code: string): ContributionConnector => {
  const found = bureaus.connectors.find((connector) => connector.bureau === code);
  if (!found) throw new Error(`no ${code}`);
  return found;
};
const send = (code: string, bytes: Buffer) => {
  answer = bytes;
  const connector = connectorOf(code);
  const records = recordsIn(connector.recordsFor(issue, someFacts())).slice(0, 1);
  return connector.transport.send(records, 'RECEIPT-1');
};

const WHOLE: Readonly<Record<string, object>> = {
  SHANGHAI_CREDIT: { state: '1', result: { receiptNo: 'R-1', errors: [] } },
  BAIHANG: { status: 'success', receiptNo: 'R-1' },
  NIFA: { msgCode: '20000', receiptNo: 'R-1', errors: [] },
};
/** Baihang's names no record; it has a number that is none. */
const STRANGE: Readonly<Record<string, object>> = {
  SHANGHAI_CREDIT: {
    state: '1',
    result: { receiptNo: 'R-1', errors: [{ line: 99, code: '9001', field: null }] },
  },
  BAIHANG: { status: 'success', receiptNo: 7 },
  NIFA: { msgCode: '20000', receiptNo: 'R-1', errors: [{ recordId: 'NOT-OURS', code: '9001', field: null }] },
};

describe.each(Object.keys(WHOLE))('A receipt of %s', (code) => {
  const whole = Buffer.from(JSON.stringify(WHOLE[code]), 'utf8');

  it('is kept where it is whole', async () => {
    expect(await send(code, whole)).toEqual([{ kind: 'ACCEPTED', receipt: 'R-1' }]);
  });

  it.each([
    ['torn', whole.subarray(0, whole.length - 3)],
    ['empty', Buffer.alloc(0)],
    [
      'of another encoding',
      Buffer.from(whole.toString('latin1').replace('R-1', '\xbb\xd8\xd6\xb4'), 'latin1'),
    ],
    ['of another form', Buffer.from('["R-1"]')],
    ['about records that were not sent', Buffer.from(JSON.stringify(STRANGE[code]), 'utf8')],
  ])('that is %s tells nothing: the records go again under the same key', async (_what, bytes) => {
    expect(await send(code, bytes)).toMatchObject([{ kind: 'UNKNOWN', cause: expect.any(String) }]);
  });
});
