import { z } from 'zod';
import type { BureauOptions } from '../../bureau';
import { isRealDate } from '../../cast/dates';
import { faultOfResidentId } from '../../cast/identity-card';
import { open } from '../../nifa/envelope';
import { mistakesOf } from '../../parameters';
import type { ArrivedRecord, ContributionDesk, RecordError, Reply, Understood } from '../desk';

const DATA_CODE = { call: '12001', file: '12002' } as const;
/** A block of a file holds more records than a call. */
const LONGEST_BLOCK = 1_048_576;

const text = z.string().min(1).max(64);
const yuan = z.string().regex(/^\d{1,13}\.\d\d$/, 'must be yuan with two decimals');
const day = z
  .string()
  .refine(
    (value) => /^\d{4}-\d\d-\d\d$/.test(value) && isRealDate(value.replaceAll('-', '')),
    'must be a day',
  );
const recordSchema = z.strictObject({
  recordId: z.string().regex(/^[0-9A-Z]{32}$/, 'must be 32 digits or capital letters'),
  opCode: z.enum(['A', 'M', 'D']),
  eventType: z.string().regex(/^(0[1-9]|10)$/, 'must be 01 to 10'),
  loanNo: text,
  termNo: z.string().regex(/^\d{1,3}$/, 'must be a number'),
  businessDate: day,
  name: z.string().min(1).max(30),
  idNumber: text,
  loanAmount: yuan,
  plannedAmount: yuan,
  paidAmount: yuan,
  balance: yuan,
  overdueAmount: yuan,
  overdueDays: z.string().regex(/^\d{1,5}$/, 'must be a number'),
  dueDate: day,
  /** That the record is objected to: 1 open, 2 upheld, 3 refuted. */
  annotation: z.enum(['1', '2', '3']).optional(),
});
const callSchema = z.strictObject({
  requestId: z.string().regex(/^[\x21-\x7e]{1,64}$/, 'must be 1 to 64 printable ASCII characters'),
  records: z.array(z.unknown()).min(1).max(1_000),
});
const blockSchema = z.strictObject({
  file: z.string(),
  block: z.number().int(),
  last: z.boolean(),
  records: z.array(z.unknown()),
});

const OPERATIONS = { A: 'ADD', M: 'MODIFY', D: 'DELETE' } as const;
const refuse = (msgCode: string, msg: string): { refused: Reply } => ({
  refused: { status: 200, body: { msgCode, msg } },
});

/** Contributions to the sharing platform (信用信息共享平台), assumed profile `nifa-assumed-1`. */
export function createNifaDesk(options: BureauOptions): ContributionDesk {
  const member = { code: options.nifaMember, publicKey: options.nifaMemberPublicKey };

  function recordOf(given: unknown): ArrivedRecord | null {
    const read = recordSchema.safeParse(given);
    const named = z.looseObject({ recordId: text, loanNo: text }).safeParse(given);
    if (!named.success) return null;
    const { recordId, loanNo } = named.data;
    const errors: RecordError[] = read.success
      ? faultOfResidentId(read.data.idNumber, options.lenient)
        ? [{ code: '4207', field: 'idNumber' }]
        : []
      : read.error.issues.map(({ path }) => ({ code: '4207', field: String(path[0] ?? '') }));
    const of = read.success
      ? [loanNo, read.data.termNo, read.data.businessDate, ''].join('|')
      : `?${recordId}`;
    return {
      reference: recordId,
      businessKey: read.success ? of + read.data.eventType : of,
      content: JSON.stringify(given),
      operation: read.success ? OPERATIONS[read.data.opCode] : 'ADD',
      of,
      loanNo,
      errors,
      line: null,
    };
  }

  function understood(
    given: readonly unknown[],
    repetition: string,
    about: string | null,
    reply: Extract<Understood, { records: unknown }>['reply'],
  ): Understood {
    const records = given.map(recordOf);
    if (records.includes(null)) return refuse('40007', '参数错误: recordId or loanNo of a record');
    return { repetition, about, records: records as ArrivedRecord[], reply };
  }

  return {
    code: 'nifa',
    calls: { contributions: '/nifa/contributions' },
    understandCall(_operation, headers, body) {
      const opened = open(headers, body, DATA_CODE.call, member);
      if ('msgCode' in opened) return refuse(opened.msgCode, opened.msg);
      const read = callSchema.safeParse(opened.clear);
      if (!read.success)
        return refuse('40007', `参数错误: ${mistakesOf(read.error, opened.clear).join('; ')}`);
      return understood(read.data.records, `call ${read.data.requestId}`, null, (verdicts, receiptNo) => ({
        status: 200,
        body: {
          msgCode: '20000',
          receiptNo,
          errors: verdicts.flatMap(({ record, errors }) =>
            errors.map((error) => ({ recordId: record.reference, ...error })),
          ),
        },
      }));
    },
    understandFile(name, bytes) {
      if (!/^[0-9A-Z]{18}\d{8}12\d{3}\.txt$/.test(name))
        return refuse('40009', 'the file name is none of ours');
      const lines = bytes.toString('latin1').split('\r\n');
      if (lines.pop() !== '') return refuse('40010', 'the last line is not whole');
      const records: unknown[] = [];
      for (const [index, line] of lines.entries()) {
        const envelope = parse(line);
        const { sdata, ...headers } = envelope;
        const opened = open(headers, { sdata }, DATA_CODE.file, member, LONGEST_BLOCK);
        if ('msgCode' in opened) return refuse(opened.msgCode, `${opened.msg}, line ${index + 1}`);
        const read = blockSchema.safeParse(opened.clear);
        const inPlace =
          read.success &&
          read.data.file === name &&
          read.data.block === index + 1 &&
          read.data.last === (index === lines.length - 1);
        if (!inPlace) return refuse('40011', `line ${index + 1} is no block of this file, or one is missing`);
        records.push(...read.data.records);
      }
      return understood(records, `file ${name}`, name, (verdicts, receiptNo) => ({
        status: 200,
        body: { msgCode: '20000', receiptNo, records: verdicts.length },
      }));
    },
    feedback(day, number, about, verdicts) {
      const lines = verdicts.flatMap(({ record: { reference }, errors }) =>
        (errors.length === 0 ? [{ code: '', field: null }] : errors).map(
          ({ code, field }) => `${reference}|${code}|${field ?? ''}`,
        ),
      );
      return {
        name: `${options.nifaMember}${day}12${String(number).padStart(3, '0')}1.txt`,
        bytes: Buffer.from([`${about ?? 'CALLS'}|1|1|${lines.length}`, ...lines, ''].join('\r\n'), 'latin1'),
      };
    },
  };
}

function parse(line: string): Record<string, unknown> {
  try {
    const read: unknown = JSON.parse(line);
    return typeof read === 'object' && read !== null ? (read as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
