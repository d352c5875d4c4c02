import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { BureauOptions } from '../../bureau';
import { mistakesOf } from '../../parameters';
import type { ArrivedRecord, ContributionDesk, RecordError, Reply, Understood, Verdict } from '../desk';
import { COLUMNS, readLine } from './segments';

const answer = (state: string, result: unknown): Reply => ({ status: 200, body: { state, result } });

const parameters = z.strictObject({
  orgNo: z.string(),
  directSecret: z.string(),
  requestId: z
    .string()
    .regex(/^[\x21-\x7e]{1,64}$/, 'must be 1 to 64 printable ASCII characters without blanks'),
  fileName: z.string(),
  file: z.string().regex(/^[A-Za-z0-9+/]+={0,2}$/, 'must be Base64'),
  encoding: z.enum(['GBK'], 'must be GBK'),
});

const MOST_ERRORS = 5;

/** uploadMessageFile of Shanghai Credit (上海资信 NFCS), and its message files. */
export function createShanghaiCreditDesk(options: BureauOptions): ContributionDesk {
  const fileName = new RegExp(`^${options.orgNo}\\d{8}[0-9A-Z]{2}\\.txt$`);

  function understand(name: string, bytes: Buffer, repetition: string): Understood {
    if (!fileName.test(name)) return { refused: answer('9', '参数错误: fileName') };
    const lines = linesOf(bytes);
    if (lines === null) return { refused: answer('9', '参数错误: file is not of whole lines') };
    const records: ArrivedRecord[] = [];
    for (const [index, line] of lines.entries()) {
      const record = recordOf(line, options);
      if (record === null) return { refused: answer('9', `参数错误: line ${index + 1} is no record`) };
      records.push(record);
    }
    return {
      repetition,
      about: name.slice(0, 24),
      records,
      reply: (verdicts, receiptNo) =>
        answer('1', {
          receiptNo,
          errors: verdicts.flatMap(({ errors }, index) =>
            errors.map((error) => ({ line: index + 1, ...error })),
          ),
        }),
    };
  }

  return {
    code: 'shanghai-credit',
    calls: { uploadMessageFile: '/shanghai-credit/NFCSWebService/uploadMessageFile' },
    understandCall(_operation, _headers, body) {
      const read = parameters.safeParse(body);
      if (!read.success)
        return { refused: answer('9', `参数错误: ${mistakesOf(read.error, body).join('; ')}`) };
      const { orgNo, directSecret, requestId, fileName: name, file } = read.data;
      if (orgNo !== options.orgNo || directSecret !== options.directSecret)
        return { refused: answer('8', '机构代码或密钥错误 (unknown orgNo or wrong directSecret)') };
      return understand(name, Buffer.from(file, 'base64'), `call ${requestId}`);
    },
    understandFile: (name, bytes) => understand(name, bytes, `file ${name}`),
    feedback: (day, number, about, verdicts) => ({
      name: `${options.orgNo}${day}${String(number).padStart(2, '0')}.feedback.txt`,
      bytes: Buffer.concat(verdicts.map((verdict) => feedbackLine(about ?? '', verdict))),
    }),
  };
}

function recordOf(line: Buffer, options: BureauOptions): ArrivedRecord | null {
  const read = readLine(line, options.lenient);
  if (read === null) return null;
  const { type, values, errors } = read;
  const { account = '', billingDate, applyCode = '', certType, certNo = '', tradeType, occurDate } = values;
  const [loanNo, businessKey] = {
    P: [certNo, `P|${certType}|${certNo}`],
    S: [applyCode, `S|${applyCode}`],
    A: [account, `A|${account}|${billingDate}`],
    G: [account, `G|${account}|${tradeType}|${occurDate}`],
  }[type] as [string, string];
  const foreign: RecordError[] = values.orgCode === options.orgNo ? [] : [{ code: 'F005', field: 'orgCode' }];
  return {
    reference: createHash('sha256').update(line).digest('hex').slice(0, 32).toUpperCase(),
    businessKey,
    content: line.toString('latin1'),
    operation: 'REPLACE',
    of: businessKey,
    loanNo,
    errors: [...foreign, ...errors].slice(0, MOST_ERRORS),
    line,
  };
}

/** File name (24), five times code (4) and index of the field (3), then the record. */
function feedbackLine(about: string, { record, errors }: Verdict): Buffer {
  const line = record.line ?? Buffer.alloc(0);
  const names = COLUMNS[line.toString('latin1', 0, 1) as keyof typeof COLUMNS].map(({ name }) => name);
  const told = errors
    .slice(0, MOST_ERRORS)
    .map(({ code, field }) => code + String(field === null ? 1 : names.indexOf(field) + 1).padStart(3, '0'))
    .join('');
  return Buffer.concat([
    Buffer.from(about + told.padEnd(MOST_ERRORS * 7), 'latin1'),
    line,
    Buffer.from('\r\n'),
  ]);
}

function linesOf(bytes: Buffer): Buffer[] | null {
  const text = bytes.toString('latin1');
  if (!text.endsWith('\r\n')) return null;
  return text
    .slice(0, -2)
    .split('\r\n')
    .map((line) => Buffer.from(line, 'latin1'));
}
