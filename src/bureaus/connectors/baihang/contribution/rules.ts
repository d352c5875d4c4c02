import { checkResidentId } from '../../../../kernel/identity';
import type {
  ContributionRecord,
  RecordContent,
  ValidationVerdict,
} from '../../../contribution/contribution.port';
import { FieldMisfit, findings, type Rule } from '../../../contribution/finding';
import { verdictOf } from '../../../contribution/validation';
import { fitted, isMessageType } from './messages';

interface MessageCase {
  readonly content: RecordContent;
  /** Other messages known of the loan, of the same type. */
  readonly others: readonly RecordContent[];
  readonly issued: RecordContent | null;
}

const number = (content: RecordContent, field: string): number => Number(content[field]);
const text = (content: RecordContent, field: string): string => String(content[field] ?? '');
const day = (content: RecordContent, field: string): string => text(content, field).slice(0, 10);

const ALWAYS: readonly Rule<MessageCase>[] = [
  {
    rule: 'BAIHANG-REQ-ID',
    severity: 'ERROR',
    fields: ['reqID'],
    zh: 'reqID 已被其他记录使用',
    en: 'the reqID belongs to another record: build this one anew',
    broken: ({ content, others }) => others.some(({ reqID }) => reqID === content.reqID),
  },
  {
    rule: 'BAIHANG-PID',
    severity: 'ERROR',
    fields: ['pid'],
    zh: '身份证号码校验不通过',
    en: 'the identity number fails its own check',
    broken: ({ content }) => !checkResidentId(text(content, 'pid'), day(content, 'uploadTs')).ok,
  },
];

const ISSUE: readonly Rule<MessageCase>[] = [
  {
    rule: 'BAIHANG-D2-DATES',
    severity: 'ERROR',
    fields: ['applyDate', 'accountOpenDate', 'issueDate', 'dueDate'],
    zh: '申请、开户、放款、到期日期应依次不早于前者',
    en: 'apply, open, issue and fall due in this order',
    broken: ({ content }) => {
      const dates = ['applyDate', 'accountOpenDate', 'issueDate', 'dueDate'].map((field) =>
        day(content, field),
      );
      return dates.some((date, i) => i > 0 && date < (dates[i - 1] ?? ''));
    },
  },
  {
    rule: 'BAIHANG-D2-AMOUNT',
    severity: 'ERROR',
    fields: ['loanAmount'],
    zh: '放款金额应大于零',
    en: 'nothing was paid out',
    broken: ({ content }) => number(content, 'loanAmount') === 0,
  },
  {
    rule: 'BAIHANG-D2-CYCLE',
    severity: 'ERROR',
    fields: ['targetRepayDateType', 'termPeriod', 'targetRepayDateList'],
    zh: '固定周期须填期数间隔天数；固定日期时周期填 -1 并列出还款日',
    en: 'type 1 has a period in days and no list; type 2 has -1 and the list of days',
    broken: ({ content }) =>
      content.targetRepayDateType === 1
        ? number(content, 'termPeriod') < 1 || text(content, 'targetRepayDateList') !== ''
        : number(content, 'termPeriod') !== -1 || text(content, 'targetRepayDateList') === '',
  },
  {
    rule: 'BAIHANG-D2-TERMS',
    severity: 'ERROR',
    fields: ['totalTerm', 'targetRepayDateList'],
    zh: '还款日个数应等于总期数',
    en: 'as many days of repayment as terms',
    broken: ({ content }) => {
      const list = text(content, 'targetRepayDateList');
      return list !== '' && list.split(',').length !== number(content, 'totalTerm');
    },
  },
  {
    rule: 'BAIHANG-D2-FIRST',
    severity: 'ERROR',
    fields: ['firstRepaymentDate', 'issueDate', 'dueDate'],
    zh: '首次还款日应在放款日与到期日之间',
    en: 'the first repayment lies between issue and the last day',
    broken: ({ content }) =>
      text(content, 'firstRepaymentDate') < day(content, 'issueDate') ||
      text(content, 'firstRepaymentDate') > text(content, 'dueDate'),
  },
];

const TRACK: readonly Rule<MessageCase>[] = [
  {
    rule: 'BAIHANG-D3-PAID',
    severity: 'ERROR',
    fields: ['realRepayment', 'realRepaymentDate'],
    zh: '实际还款金额与实际还款日期应同时存在',
    en: 'an amount paid has its day, and a day its amount',
    broken: ({ content }) =>
      number(content, 'realRepayment') > 0 !== (text(content, 'realRepaymentDate') !== ''),
  },
  {
    rule: 'BAIHANG-D3-PAID-ON',
    severity: 'ERROR',
    fields: ['realRepaymentDate', 'statusConfirmAt'],
    zh: '实际还款日期不得晚于状态确认时间',
    en: 'nothing is paid after the day of which the record tells',
    broken: ({ content }) => text(content, 'realRepaymentDate') > day(content, 'statusConfirmAt'),
  },
  {
    rule: 'BAIHANG-D3-OVERDUE',
    severity: 'ERROR',
    fields: ['overdueStatus', 'overdueAmount', 'loanStatus'],
    zh: '逾期状态、逾期金额与账户状态不一致',
    en: 'overdue in one field is overdue in all: status, amount and loanStatus 2',
    broken: ({ content }) => {
      const behind = text(content, 'overdueStatus') !== '';
      const open = content.loanStatus === 1 || content.loanStatus === 2;
      return (
        behind !== number(content, 'overdueAmount') > 0 || (open && behind !== (content.loanStatus === 2))
      );
    },
  },
  {
    rule: 'BAIHANG-D3-TERM-STATUS',
    severity: 'ERROR',
    fields: ['termStatus', 'overdueStatus'],
    zh: '还款状态为正常时不得有逾期状态',
    en: 'a term that is normal is not overdue',
    broken: ({ content }) => content.termStatus === 'normal' && text(content, 'overdueStatus') !== '',
  },
  {
    rule: 'BAIHANG-D3-CLOSED',
    severity: 'ERROR',
    fields: ['loanStatus', 'remainingAmount', 'overdueAmount'],
    zh: '结清或撤销的贷款，余额和逾期金额应为零',
    en: 'a loan that is settled or cancelled owes nothing',
    broken: ({ content }) =>
      (content.loanStatus === 3 || content.loanStatus === 4) &&
      (number(content, 'remainingAmount') > 0 || number(content, 'overdueAmount') > 0),
  },
  {
    rule: 'BAIHANG-D3-TERM',
    severity: 'ERROR',
    fields: ['termNo'],
    zh: '期数超过总期数',
    en: 'the loan has fewer terms',
    broken: ({ content, issued }) =>
      issued !== null && number(content, 'termNo') > number(issued, 'totalTerm'),
  },
  {
    rule: 'BAIHANG-D3-REMAINING',
    severity: 'ERROR',
    fields: ['remainingAmount'],
    zh: '余额大于放款金额',
    en: 'more is left than was paid out',
    broken: ({ content, issued }) =>
      issued !== null && number(content, 'remainingAmount') > number(issued, 'loanAmount'),
  },
  {
    rule: 'BAIHANG-D3-GAP',
    severity: 'DOUBT',
    fields: ['termNo'],
    zh: '前一期未报送，请补报',
    en: 'the term before was never reported: report it',
    broken: ({ content, others }) => {
      const told = others.map((other) => number(other, 'termNo'));
      const before = number(content, 'termNo') - 1;
      return told.length > 0 && before > Math.min(...told) && !told.includes(before);
    },
  },
];

const DELAY: readonly Rule<MessageCase>[] = [
  {
    rule: 'BAIHANG-D4-LATER',
    severity: 'ERROR',
    fields: ['originalDueDate', 'delayedDueDate'],
    zh: '展期后到期日应晚于原到期日',
    en: 'an extension ends later than before',
    broken: ({ content }) => text(content, 'delayedDueDate') <= text(content, 'originalDueDate'),
  },
];

/** The checks of each message, in the order in which they are told. */
export const BAIHANG_RULES = {
  D2: [...ALWAYS, ...ISSUE],
  D3: [...ALWAYS, ...TRACK],
  D4: [...ALWAYS, ...DELAY],
} as const;

/** Fields first, by the table of the message; then what they say together. */
export function validate(
  { bureau, type, key, content }: ContributionRecord,
  known: readonly ContributionRecord[],
): ValidationVerdict {
  try {
    if (!isMessageType(type)) throw new FieldMisfit('tag', 'CODE');
    const clear = fitted(type, content.reveal());
    const of = (message: string): RecordContent[] =>
      known
        .filter((other) => other.bureau === bureau && other.key !== key && other.type === message)
        .map((other) => other.content.reveal());
    return verdictOf(
      findings(BAIHANG_RULES[type], { content: clear, others: of(type), issued: of('D2').at(-1) ?? null }),
    );
  } catch (error) {
    if (error instanceof FieldMisfit) return verdictOf([error.finding]);
    throw error;
  }
}
