import type { LoanEvent, LoanEventKind, LoanProduct, OriginalLoanEvent } from '../../../../ecosystem';
import { type BusinessDate, Sensitive } from '../../../../kernel';
import {
  ANNOTATION_CODE,
  type AnnotationMark,
  annotationOf,
  markOfCode,
} from '../../../contribution/annotation';
import type { ContributionRecord, OpCode, RecordContent } from '../../../contribution/contribution.port';
import type { ContributedSecurity, ContributionFacts } from '../../../contribution/contribution-facts';
import { FieldMisfit } from '../../../contribution/finding';
import { recordKey } from '../../../contribution/record-key';
import { fitted, type MessageType } from './messages';

export const BUREAU = 'BAIHANG';

const LOAN_PURPOSE: Readonly<Record<LoanProduct, number>> = {
  CONSUMER: 13,
  WORKING_CAPITAL: 10,
  RECEIVABLE: 10,
  INVENTORY: 10,
  OTHER: 99,
};

const GUARANTEE_TYPE: Readonly<Record<ContributedSecurity, number>> = {
  CREDIT: 1,
  MORTGAGE: 2,
  PLEDGE: 3,
  GUARANTEE: 4,
  COMBINED: 5,
  OTHER: 6,
};

/** loanStatus. */
const NORMAL = 1;
const OVERDUE = 2;
const SETTLED = 3;
const CANCELLED = 4;

/**
 * The record of an event: D2 for issue, D3 for what follows, D4 for an extension. An application has none: C1 is the
 * inquiry itself, and would be filed and billed twice. A correction goes out as M, and so does the mark that a record is
 * objected to; what is taken back, or was told by another message than it should have been, as D. No message tells of
 * an adverse fact by itself.
 * @throws FieldMisfit
 */
export function recordsOf(event: LoanEvent, facts: ContributionFacts): ContributionRecord[] {
  if (facts.loan.currency !== 'CNY') throw new FieldMisfit('loanAmount', 'CURRENCY');
  const { loanNo, term, kind, businessDate } = event;
  return messagesOf(event, facts).map(([type, opCode, fields]) => {
    const key = recordKey(BUREAU, type, event);
    const head = { reqID: key, opCode, uploadTs: localTime(facts.madeAt), loanId: loanNo };
    return {
      bureau: BUREAU,
      type,
      key,
      reference: key,
      opCode,
      event: { loanNo, term, kind, businessDate },
      fileKind: type,
      content: Sensitive.of(fitted(type, { ...head, ...identity(facts), ...fields })),
    };
  });
}

type Message = readonly [MessageType, OpCode, RecordContent];

function messagesOf(event: LoanEvent, facts: ContributionFacts): Message[] {
  const message = (original: OriginalLoanEvent | null, opCode: OpCode): Message[] => {
    const found = original && messageOf(original, facts);
    return found ? [[found[0], opCode, found[1]]] : [];
  };
  if (event.kind === 'DISPUTE' || event.kind === 'ANSWER') {
    const { mark, about } = annotationOf(event);
    const marked = { annotation: ANNOTATION_CODE[mark] };
    return message(about, 'M').map(([type, opCode, fields]) => [type, opCode, { ...fields, ...marked }]);
  }
  if (event.kind !== 'CORRECT') return message(event, 'A');
  const instead = message(event.instead, 'M');
  const told = message(event.told, 'D');
  return told[0]?.[0] === instead[0]?.[0] ? instead : [...told, ...message(event.instead, 'A')];
}

function messageOf(event: OriginalLoanEvent, facts: ContributionFacts): [MessageType, RecordContent] | null {
  switch (event.kind) {
    case 'APPLY':
    case 'ADVERSE':
      return null;
    case 'ISSUE':
      return ['D2', issue(facts)];
    case 'CANCEL':
      return ['D3', cancellation(event, facts)];
    case 'EXTEND':
      return ['D4', extension(event)];
    default:
      return ['D3', statement(event)];
  }
}

const identity = ({ subject: { name, scheme, identifier, mobile } }: ContributionFacts) => {
  if (scheme !== 'RESIDENT_ID') throw new FieldMisfit('pid', 'IDENTITY');
  return {
    name: name.reveal().trim(),
    pid: identifier.reveal().toUpperCase(),
    mobile: mobile?.reveal() ?? '',
  };
};

const issue = ({ loan }: ContributionFacts): RecordContent => ({
  guaranteeType: GUARANTEE_TYPE[loan.security],
  loanPurpose: LOAN_PURPOSE[loan.product],
  applyDate: startOf(loan.appliedOn),
  accountOpenDate: startOf(loan.issuedOn),
  issueDate: startOf(loan.issuedOn),
  dueDate: loan.dueOn,
  loanAmount: yuan('loanAmount', loan.principalMinor),
  totalTerm: loan.termCount,
  // A fixed cycle in days, or the days themselves.
  ...(loan.dueDates.length === 0
    ? { targetRepayDateType: 1, termPeriod: loan.cycleDays }
    : { targetRepayDateType: 2, termPeriod: -1, targetRepayDateList: loan.dueDates.join(',') }),
  firstRepaymentDate: loan.firstDueOn,
  gracePeriod: loan.graceDays,
});

type Payment = Extract<OriginalLoanEvent, { kind: 'REPAY' | 'OVERDUE' | 'SETTLE' }>;

function statement({ kind, term, businessDate, payment, standing }: Payment): RecordContent {
  const behind = standing.overdueDays > 0;
  return {
    termNo: term,
    termStatus: termStatusOf(payment.paidBy, standing.overdueDays),
    targetRepaymentDate: payment.dueOn,
    realRepaymentDate: payment.lastPaidOn,
    plannedPayment: yuan('plannedPayment', payment.plannedMinor),
    targetRepayment: yuan('targetRepayment', payment.owedMinor),
    realRepayment: yuan('realRepayment', payment.paidMinor),
    overdueStatus: behind ? `D${standing.overdueDays}` : '',
    statusConfirmAt: endOf(businessDate),
    overdueAmount: yuan('overdueAmount', standing.overdueMinor),
    remainingAmount: yuan('remainingAmount', standing.balanceMinor),
    loanStatus: kind === 'SETTLE' ? SETTLED : behind ? OVERDUE : NORMAL,
  };
}

function termStatusOf(paidBy: Payment['payment']['paidBy'], overdueDays: number): string {
  if (paidBy !== 'BORROWER' && overdueDays <= 30) return 'thirdPartyPayIn30';
  return overdueDays > 0 ? 'overdue' : 'normal';
}

const cancellation = (
  { term, businessDate }: OriginalLoanEvent,
  { loan }: ContributionFacts,
): RecordContent => ({
  termNo: term,
  termStatus: 'normal',
  targetRepaymentDate: loan.firstDueOn,
  plannedPayment: 0,
  targetRepayment: 0,
  realRepayment: 0,
  statusConfirmAt: endOf(businessDate),
  overdueAmount: 0,
  remainingAmount: 0,
  loanStatus: CANCELLED,
});

const extension = (event: Extract<OriginalLoanEvent, { kind: 'EXTEND' }>): RecordContent => ({
  termNo: event.term,
  delayDate: event.businessDate,
  originalDueDate: event.previousDueOn,
  delayedDueDate: event.dueOn,
  delayMonths: event.months,
  delayAmount: yuan('delayAmount', event.amountMinor),
  remainingAmount: yuan('remainingAmount', event.standing.balanceMinor),
  statusConfirmAt: endOf(event.businessDate),
});

// Days are told as moments in some fields: events have no time of day.
const startOf = (date: BusinessDate): string => `${date}T00:00:00`;
const endOf = (date: BusinessDate): string => `${date}T23:59:59`;

const SHANGHAI_MS = 8 * 3_600_000;
const localTime = (instant: Date): string =>
  new Date(instant.getTime() + SHANGHAI_MS).toISOString().slice(0, 19);

/** Yuan as a number of two decimals: exact as far as the bureau takes amounts. @throws FieldMisfit */
function yuan(field: string, minor: bigint): number {
  if (minor < 0n || minor >= 10_000_000_000_000n) throw new FieldMisfit(field, 'AMOUNT');
  return Number(minor) / 100;
}

/** What of an event can be read back from its record. */
export interface CarriedEvent {
  readonly loanNo: string;
  /** Null in D2, which is of the loan as a whole. */
  readonly term: number | null;
  readonly kind: LoanEventKind;
  readonly businessDate: BusinessDate;
  readonly amounts: readonly bigint[];
  /** That the record is objected to; null for most. */
  readonly annotation: AnnotationMark | null;
}

/** The event of which a record was built. */
export function eventOf(type: MessageType, content: RecordContent): CarriedEvent {
  const fen = (...names: readonly string[]): bigint[] =>
    names.map((name) => BigInt(Math.round(Number(content[name]) * 100)));
  const loanNo = String(content.loanId);
  const annotation = markOfCode(content.annotation);
  if (type === 'D2')
    return {
      loanNo,
      term: null,
      kind: 'ISSUE',
      businessDate: String(content.issueDate).slice(0, 10),
      amounts: fen('loanAmount'),
      annotation,
    };
  const told = {
    loanNo,
    term: Number(content.termNo),
    businessDate: String(content.statusConfirmAt).slice(0, 10),
    annotation,
  };
  if (type === 'D4') return { ...told, kind: 'EXTEND', amounts: fen('delayAmount', 'remainingAmount') };
  const kind =
    content.loanStatus === SETTLED
      ? 'SETTLE'
      : content.loanStatus === CANCELLED
        ? 'CANCEL'
        : content.realRepaymentDate === told.businessDate
          ? 'REPAY'
          : 'OVERDUE';
  return {
    ...told,
    kind,
    amounts: fen('plannedPayment', 'targetRepayment', 'realRepayment', 'overdueAmount', 'remainingAmount'),
  };
}
