import type { AdverseFactKind, LoanEvent, LoanEventKind, OriginalLoanEvent } from '../../../../ecosystem';
import { isBusinessDate, Sensitive, toDecimal } from '../../../../kernel';
import { checkResidentId } from '../../../../kernel/identity';
import {
  ANNOTATION_CODE,
  type AnnotationMark,
  annotationOf,
  markOfCode,
} from '../../../contribution/annotation';
import type { ContributionRecord, OpCode, RecordContent } from '../../../contribution/contribution.port';
import type { ContributionFacts } from '../../../contribution/contribution-facts';
import { FieldMisfit } from '../../../contribution/finding';
import { recordKey } from '../../../contribution/record-key';

export const BUREAU = 'NIFA';
/** The one message of the profile. */
const REPORT = 'REPORT';

const EVENT_TYPE = {
  APPLY: '01',
  ISSUE: '02',
  REPAY: '03',
  OVERDUE: '04',
  EXTEND: '05',
  SETTLE: '06',
  CANCEL: '07',
} as const;

const FACT_TYPE = { FRAUD: '08', DEBT_EVASION: '09', COMPENSATION: '10' } as const satisfies Record<
  AdverseFactKind,
  string
>;

const AMOUNT = /^\d{1,13}\.\d\d$/;
const fits =
  (pattern: RegExp) =>
  (value: string): boolean =>
    pattern.test(value);

/** Fields in the order of the wire, all of them texts: what each may be, and what keeps it out. */
const FIELDS = {
  recordId: [fits(/^[0-9A-Z]{32}$/), 'CHARACTERS'],
  opCode: [fits(/^[AMD]$/), 'CODE'],
  eventType: [fits(/^(0[1-9]|10)$/), 'CODE'],
  loanNo: [fits(/^[\x21-\x7e]{1,64}$/), 'CHARACTERS'],
  termNo: [fits(/^\d{1,3}$/), 'AMOUNT'],
  businessDate: [isBusinessDate, 'DATE'],
  name: [fits(/^[^\p{Cc}\p{Cs}]{1,30}$/u), 'WIDTH'],
  idNumber: [fits(/^\d{17}[\dX]$/), 'IDENTITY'],
  loanAmount: [fits(AMOUNT), 'AMOUNT'],
  plannedAmount: [fits(AMOUNT), 'AMOUNT'],
  paidAmount: [fits(AMOUNT), 'AMOUNT'],
  balance: [fits(AMOUNT), 'AMOUNT'],
  overdueAmount: [fits(AMOUNT), 'AMOUNT'],
  overdueDays: [fits(/^\d{1,5}$/), 'AMOUNT'],
  dueDate: [isBusinessDate, 'DATE'],
  // Only there where the record is marked (异议标注).
  annotation: [fits(/^[123]$/), 'CODE'],
} as const satisfies Record<string, readonly [(value: string) => boolean, FieldMisfit['problem']]>;

/** A checked record in the order of the wire. @throws FieldMisfit */
export function fitted(content: RecordContent): RecordContent {
  const unknown = Object.keys(content).find((name) => !Object.hasOwn(FIELDS, name));
  if (unknown !== undefined) throw new FieldMisfit(unknown, 'CODE');
  return Object.fromEntries(
    Object.entries(FIELDS)
      .filter(([name]) => name !== 'annotation' || name in content)
      .map(([name, [fitting, problem]]) => {
        const value = content[name];
        if (value === undefined || value === '') throw new FieldMisfit(name, 'MISSING');
        if (typeof value !== 'string' || !fitting(value)) throw new FieldMisfit(name, problem);
        return [name, value];
      }),
  );
}

/** One record for each event, whatever it is: the profile is assumed. @throws FieldMisfit */
export function recordsOf(event: LoanEvent, facts: ContributionFacts): ContributionRecord[] {
  const { subject, loan } = facts;
  if (loan.currency !== 'CNY') throw new FieldMisfit('loanAmount', 'CURRENCY');
  if (subject.scheme !== 'RESIDENT_ID') throw new FieldMisfit('idNumber', 'IDENTITY');
  const { loanNo, term, kind, businessDate } = event;
  const annotation = annotationOf(event);
  const [told, opCode] = tellingOf(event);
  const key = recordKey(BUREAU, REPORT, event);
  const content = {
    recordId: key,
    opCode,
    eventType: told.kind === 'ADVERSE' ? FACT_TYPE[told.fact] : EVENT_TYPE[told.kind],
    loanNo,
    termNo: String(told.term),
    businessDate: told.businessDate,
    name: subject.name.reveal().trim(),
    idNumber: subject.identifier.reveal().toUpperCase(),
    ...amountsOf(told, facts),
    ...(annotation && { annotation: ANNOTATION_CODE[annotation.mark] }),
  };
  return [
    {
      bureau: BUREAU,
      type: REPORT,
      key,
      reference: key,
      opCode,
      event: { loanNo, term, kind, businessDate },
      fileKind: BUREAU,
      content: Sensitive.of(fitted(content)),
    },
  ];
}

/** What is told, and as what: a correction and a mark modify what was told before. */
function tellingOf(event: LoanEvent): [OriginalLoanEvent, OpCode] {
  switch (event.kind) {
    case 'CORRECT':
      return event.instead === null ? [event.told, 'D'] : [event.instead, 'M'];
    case 'DISPUTE':
    case 'ANSWER':
      return [event.about, 'M'];
    default:
      return [event, 'A'];
  }
}

function amountsOf(event: OriginalLoanEvent, { loan }: ContributionFacts): Record<string, string> {
  const nothing = { plannedMinor: 0n, paidMinor: 0n, balanceMinor: 0n, overdueMinor: 0n, overdueDays: 0 };
  const told = { ...nothing, loanMinor: loan.principalMinor, dueOn: loan.dueOn };
  const words = ({
    loanMinor,
    plannedMinor,
    paidMinor,
    balanceMinor,
    overdueMinor,
    overdueDays,
    dueOn,
  }: typeof told) => ({
    loanAmount: yuan('loanAmount', loanMinor),
    plannedAmount: yuan('plannedAmount', plannedMinor),
    paidAmount: yuan('paidAmount', paidMinor),
    balance: yuan('balance', balanceMinor),
    overdueAmount: yuan('overdueAmount', overdueMinor),
    overdueDays: String(overdueDays),
    dueDate: dueOn,
  });
  switch (event.kind) {
    case 'APPLY':
      return words({ ...told, loanMinor: event.amountMinor });
    case 'ISSUE':
      return words({ ...told, balanceMinor: loan.principalMinor });
    case 'CANCEL':
      return words(told);
    case 'ADVERSE':
      return words({ ...told, ...event.standing, plannedMinor: event.amountMinor });
    case 'EXTEND':
      return words({ ...told, ...event.standing, dueOn: event.dueOn });
    default:
      return words({ ...told, ...event.standing, ...event.payment });
  }
}

function yuan(field: string, minor: bigint): string {
  if (minor < 0n) throw new FieldMisfit(field, 'AMOUNT');
  return toDecimal({ minor, currency: 'CNY' });
}

/** What of an event can be read back from its record. */
export interface CarriedEvent {
  readonly loanNo: string;
  readonly term: number;
  readonly kind: LoanEventKind;
  readonly businessDate: string;
  readonly plannedMinor: bigint;
  readonly paidMinor: bigint;
  readonly balanceMinor: bigint;
  readonly overdueMinor: bigint;
  /** That the record is objected to; null for most. */
  readonly annotation: AnnotationMark | null;
}

/** The event of which a record was built. */
export function eventOf(content: RecordContent): CarriedEvent {
  const fen = (field: string): bigint => BigInt(String(content[field]).replace('.', ''));
  const [kind = 'ADVERSE'] = Object.entries(EVENT_TYPE).find(([, code]) => code === content.eventType) ?? [];
  return {
    loanNo: String(content.loanNo),
    term: Number(content.termNo),
    kind: kind as LoanEventKind,
    businessDate: String(content.businessDate),
    plannedMinor: fen('plannedAmount'),
    paidMinor: fen('paidAmount'),
    balanceMinor: fen('balance'),
    overdueMinor: fen('overdueAmount'),
    annotation: markOfCode(content.annotation),
  };
}

export const identityIsSound = (content: RecordContent): boolean =>
  checkResidentId(String(content.idNumber), String(content.businessDate)).ok;
