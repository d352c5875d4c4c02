import { isBusinessDate } from '../../../../kernel';
import type { RecordContent } from '../../../contribution/contribution.port';
import { FieldMisfit } from '../../../contribution/finding';

export type MessageType = 'D2' | 'D3' | 'D4';

interface FieldSpec {
  readonly name: string;
  readonly required: boolean;
  /** What keeps a value out; null when it fits. */
  readonly problem: (value: string | number) => FieldMisfit['problem'] | null;
}

export interface MessageSpec {
  /** First line of its files. */
  readonly tag: string;
  /** Where one of them is sent by itself. */
  readonly path: string;
  /** In the order of the wire. */
  readonly fields: readonly FieldSpec[];
}

const required = (name: string, problem: FieldSpec['problem']): FieldSpec => ({
  name,
  required: true,
  problem,
});
const optional = (name: string, problem: FieldSpec['problem']): FieldSpec => ({
  name,
  required: false,
  problem,
});

/** Texts go into lines of a file: no control character, no blank at either end. */
const text =
  (longest: number): FieldSpec['problem'] =>
  (value) =>
    typeof value !== 'string' || /\p{Cc}|\p{Cs}/u.test(value) || value !== value.trim()
      ? 'CHARACTERS'
      : [...value].length > longest
        ? 'WIDTH'
        : null;
const matching =
  (pattern: RegExp, problem: FieldMisfit['problem']): FieldSpec['problem'] =>
  (value) =>
    typeof value === 'string' && pattern.test(value) ? null : problem;
const day: FieldSpec['problem'] = (value) =>
  typeof value === 'string' && isBusinessDate(value) ? null : 'DATE';
const time: FieldSpec['problem'] = (value) =>
  typeof value === 'string' &&
  /^.{10}T([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/.test(value) &&
  isBusinessDate(value.slice(0, 10))
    ? null
    : 'DATE';
/** Yuan with at most two decimals, below a hundred billion. */
const yuan: FieldSpec['problem'] = (value) =>
  typeof value === 'number' && value >= 0 && value < 1e11 && /^\d+(\.\d{1,2})?$/.test(String(value))
    ? null
    : 'AMOUNT';
const count =
  (least: number, most: number): FieldSpec['problem'] =>
  (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most ? null : 'AMOUNT';
const oneOf =
  (...codes: readonly (string | number)[]): FieldSpec['problem'] =>
  (value) =>
    codes.includes(value) ? null : 'CODE';
/** `YYYY-MM-DD,...`, ascending. */
const days: FieldSpec['problem'] = (value) => {
  const list = String(value).split(',');
  return list.every((each, i) => isBusinessDate(each) && (i === 0 || each > (list[i - 1] ?? '')))
    ? null
    : 'DATE';
};

const HEAD = [
  required('reqID', matching(/^[A-Za-z0-9]{1,40}$/, 'CHARACTERS')),
  required('opCode', oneOf('A', 'M', 'D')),
  required('uploadTs', time),
];
const IDENTITY = [
  required('name', text(30)),
  // The check letter is a capital X.
  required('pid', matching(/^\d{17}[\dX]$/, 'IDENTITY')),
  required('mobile', matching(/^1[3-9]\d{9}$/, 'CHARACTERS')),
];
const LOAN_ID = required('loanId', matching(/^[\x21-\x7e]{1,64}$/, 'CHARACTERS'));

/** Only there where a record is marked (异议标注); assumed. */
const ANNOTATION = optional('annotation', matching(/^[123]$/, 'CODE'));

/** The messages, each declared once: builder, sender and file writer follow the same table. */
export const MESSAGES: Readonly<Record<MessageType, MessageSpec>> = {
  D2: {
    tag: '#singleLoanAccountInfo',
    path: '/api/v1/credit/loan/issue',
    fields: [
      ...HEAD,
      ...IDENTITY,
      LOAN_ID,
      optional('originalLoanId', matching(/^[\x21-\x7e]{1,64}$/, 'CHARACTERS')),
      required('guaranteeType', oneOf(1, 2, 3, 4, 5, 6)),
      required('loanPurpose', oneOf(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 99)),
      required('applyDate', time),
      required('accountOpenDate', time),
      required('issueDate', time),
      required('dueDate', day),
      required('loanAmount', yuan),
      required('totalTerm', count(1, 999)),
      required('targetRepayDateType', oneOf(1, 2)),
      required('termPeriod', count(-1, 9_999)),
      optional('targetRepayDateList', days),
      required('firstRepaymentDate', day),
      required('gracePeriod', count(0, 999)),
      ANNOTATION,
    ],
  },
  D3: {
    tag: '#singleLoanRepayInfo',
    path: '/api/v1/credit/loan/track',
    fields: [
      ...HEAD,
      LOAN_ID,
      ...IDENTITY,
      required('termNo', count(0, 999)),
      required('termStatus', oneOf('normal', 'overdue', 'thirdPartyPayIn30')),
      required('targetRepaymentDate', day),
      optional('realRepaymentDate', day),
      required('plannedPayment', yuan),
      required('targetRepayment', yuan),
      required('realRepayment', yuan),
      optional('overdueStatus', matching(/^D[1-9]\d{0,4}$/, 'CODE')),
      required('statusConfirmAt', time),
      required('overdueAmount', yuan),
      required('remainingAmount', yuan),
      required('loanStatus', oneOf(1, 2, 3, 4)),
      ANNOTATION,
    ],
  },
  // Its fields beyond those of every message are assumed: no public program shows one.
  D4: {
    tag: '#singleLoanDelayInfo',
    path: '/api/v1/credit/loan/delay',
    fields: [
      ...HEAD,
      LOAN_ID,
      ...IDENTITY,
      required('termNo', count(0, 999)),
      required('delayDate', day),
      required('originalDueDate', day),
      required('delayedDueDate', day),
      required('delayMonths', count(0, 999)),
      required('delayAmount', yuan),
      required('remainingAmount', yuan),
      required('statusConfirmAt', time),
      ANNOTATION,
    ],
  },
};

export const isMessageType = (type: string): type is MessageType => Object.hasOwn(MESSAGES, type);

/**
 * The fields in the order of the wire: absent texts are empty, an absent day of payment is null, no mark is no field.
 * @throws FieldMisfit for a value that has no place, and for a field that is not of the message
 */
export function fitted(type: MessageType, content: RecordContent): RecordContent {
  const { fields } = MESSAGES[type];
  const unknown = Object.keys(content).find((name) => !fields.some((field) => field.name === name));
  if (unknown !== undefined) throw new FieldMisfit(unknown, 'CODE');
  return Object.fromEntries(
    fields
      .filter((field) => field !== ANNOTATION || content.annotation)
      .map(({ name, required: needed, problem }) => {
        const value = content[name] ?? null;
        if (value === null || value === '') {
          if (needed) throw new FieldMisfit(name, 'MISSING');
          return [name, name === 'realRepaymentDate' ? null : ''];
        }
        if (typeof value === 'object') throw new FieldMisfit(name, 'CODE');
        const wrong = problem(value);
        if (wrong !== null) throw new FieldMisfit(name, wrong);
        return [name, value];
      }),
  );
}
