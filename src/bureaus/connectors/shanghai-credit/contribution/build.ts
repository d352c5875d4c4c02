import type { LoanEvent, OriginalLoanEvent, TermPayment } from '../../../../ecosystem';
import { Sensitive } from '../../../../kernel';
import { checkResidentId } from '../../../../kernel/identity';
import { annotationOf } from '../../../contribution/annotation';
import type { ContributionRecord } from '../../../contribution/contribution.port';
import type { ContributedSubject, ContributionFacts } from '../../../contribution/contribution-facts';
import { FieldMisfit } from '../../../contribution/finding';
import { recordKey } from '../../../contribution/record-key';
import {
  APPLY_STATE,
  CERT_TYPE,
  COMBINED_WITH_GUARANTOR,
  classOf,
  DETAIL,
  GUARANTEE_WAY,
  LOAN_TYPE,
  SPECIAL,
  TERMS_FREQ,
} from './codes';
import { compact } from './compact-date';
import type { SegmentValues } from './fixed-width';
import { referenceOf, type SegmentRecord, type SegmentType, toContent, writeRecord } from './segments';
import { cancellationOf, openingOf, type Payment, type Statement, statementOf } from './statement';

export const BUREAU = 'SHANGHAI_CREDIT';

interface Context extends ContributionFacts {
  readonly orgCode: string;
}

/**
 * The segments of an event. The bureau knows no deletion and no operation code: a record of the same account and billing
 * date takes the place of the one before, and that is how a correction goes out. That a record is objected to is told by
 * a G of its own.
 * @throws FieldMisfit
 */
export function recordsOf(event: LoanEvent, context: Context): ContributionRecord[] {
  if (context.loan.currency !== 'CNY') throw new FieldMisfit('currency', 'CURRENCY');
  return segmentsOfEvent(event, context).map(([type, values, guarantors = []]) => {
    const record: SegmentRecord = { type, values: { orgCode: context.orgCode, ...values }, guarantors };
    return {
      bureau: BUREAU,
      type,
      key: recordKey(BUREAU, type, event),
      reference: referenceOf(writeRecord(record)),
      opCode: ['CORRECT', 'DISPUTE', 'ANSWER'].includes(event.kind) ? 'M' : 'A',
      event: { loanNo: event.loanNo, term: event.term, kind: event.kind, businessDate: event.businessDate },
      fileKind: 'NFCS',
      content: Sensitive.of(toContent(record)),
    };
  });
}

type Segment = readonly [SegmentType, SegmentValues, SegmentValues[]?];

function segmentsOfEvent(event: LoanEvent, context: Context): Segment[] {
  switch (event.kind) {
    case 'CORRECT':
      if (event.instead === null) throw new FieldMisfit('account', 'UNSUPPORTED');
      return segmentsOf(event.instead, context);
    case 'DISPUTE':
    case 'ANSWER':
      return [['G', annotation(event, context)]];
    default:
      return segmentsOf(event, context);
  }
}

function segmentsOf(event: OriginalLoanEvent, context: Context): Segment[] {
  switch (event.kind) {
    case 'APPLY':
      return [['S', application(event, context)]];
    case 'ISSUE':
      return [['P', person(context.subject)], loan(event, openingOf(context), context)];
    case 'CANCEL':
      return [loan(event, cancellationOf(event, context), context)];
    case 'EXTEND':
      return [
        [
          'G',
          {
            ...special(SPECIAL.EXTENSION, event, context),
            changeMonths: String(event.months),
            tradeSum: yuan('tradeSum', event.amountMinor),
            detail: `${event.previousDueOn} -> ${event.dueOn}`,
          },
        ],
      ];
    case 'ADVERSE':
      return [['G', adverseFact(event, context)]];
    default:
      return [loan(event, statementOf(event, context), context), ...specialPayments(event, context)];
  }
}

const application = (
  event: Extract<OriginalLoanEvent, { kind: 'APPLY' }>,
  { subject, loan: { product } }: Context,
): SegmentValues => ({
  applyCode: event.applicationNo,
  ...identity(subject),
  applyType: LOAN_TYPE[product],
  applyMoney: yuan('applyMoney', event.amountMinor),
  applyMonths: String(event.months),
  applyDate: compact(event.businessDate),
  applyState: APPLY_STATE[event.state],
});

function person(subject: ContributedSubject): SegmentValues {
  const number = subject.identifier.reveal();
  // Only the form of the number is of interest here; whether its bearer can have been born is checked with the record.
  const check = subject.scheme === 'RESIDENT_ID' ? checkResidentId(number, '9999-12-31') : null;
  const card = check?.ok ? check.facts : null;
  return {
    ...identity(subject),
    sex: card?.sex === undefined ? '' : card.sex === 'M' ? '1' : '2',
    birthday: card?.birthDate === undefined ? '' : compact(card.birthDate),
    mobile: subject.mobile?.reveal() ?? '',
    email: subject.email?.reveal() ?? '',
    mailAddr: subject.mailAddress?.reveal() ?? '',
    zip: subject.postcode ?? '',
    residence: subject.residence?.reveal() ?? '',
    company: subject.employer?.reveal() ?? '',
    homeAddress: subject.residence?.reveal() ?? '',
    homeZip: subject.postcode ?? '',
  };
}

const identity = ({
  name,
  scheme,
  identifier,
}: Pick<ContributedSubject, 'name' | 'scheme' | 'identifier'>) => ({
  name: name.reveal().trim(),
  certType: CERT_TYPE[scheme],
  // Passports are kept with the country that gave them out.
  certNo: identifier.reveal().replace(/^[A-Z]{3}:/, ''),
});

function loan(event: OriginalLoanEvent, statement: Statement, { loan: facts, subject }: Context): Segment {
  const { overdue } = statement;
  const { guarantors } = facts;
  const [pastDue31to60, pastDue61to90, pastDue91to180, pastDueOver180] = overdue.byAge;
  const values = {
    loanType: LOAN_TYPE[facts.product],
    contractNo: event.loanNo,
    account: facts.accountNo,
    areaCode: facts.areaCode,
    dateOpened: compact(facts.issuedOn),
    dateClosed: compact(facts.dueOn),
    currency: facts.currency,
    creditLimit: yuan('creditLimit', facts.principalMinor),
    sharedLimit: yuan('sharedLimit', facts.principalMinor),
    maxDebt: yuan('maxDebt', facts.principalMinor),
    guaranteeWay:
      facts.security === 'COMBINED' && guarantors.length > 0
        ? COMBINED_WITH_GUARANTOR
        : GUARANTEE_WAY[facts.security],
    termsFreq: TERMS_FREQ[facts.frequency],
    monthDuration: String(facts.months),
    monthsUnpaid: String(statement.monthsUnpaid),
    treatyTerms: String(facts.termCount),
    treatyAmount: yuan('treatyAmount', facts.instalmentMinor),
    billingDate: statement.billingDate,
    recentPayDate: statement.recentPayDate,
    scheduledAmount: yuan('scheduledAmount', statement.scheduledMinor),
    actualPayAmount: yuan('actualPayAmount', statement.paidMinor),
    balance: yuan('balance', statement.balanceMinor),
    curTermsPastDue: String(overdue.terms),
    amountPastDue: yuan('amountPastDue', overdue.minor),
    pastDue31to60: yuan('pastDue31to60', pastDue31to60),
    pastDue61to90: yuan('pastDue61to90', pastDue61to90),
    pastDue91to180: yuan('pastDue91to180', pastDue91to180),
    pastDueOver180: yuan('pastDueOver180', pastDueOver180),
    cumTermsPastDue: String(overdue.ever),
    maxTermsPastDue: String(overdue.worst),
    class5: classOf(overdue.days),
    accountStat: statement.accountStat,
    payState24: statement.payState24,
    // 账户拥有者信息提示: 2, the identity has been reported before or with it.
    ownerFlag: '2',
    ...identity(subject),
  };
  return [
    'A',
    values,
    guarantors.map((guarantor) => {
      const { name, certType, certNo } = identity(guarantor);
      return {
        guarantorName: name,
        guarantorCertType: certType,
        guarantorCertNo: certNo,
        guaranteeSum: yuan('guaranteeSum', guarantor.amountMinor),
        guaranteeState: guarantor.released ? '2' : '1',
      };
    }),
  ];
}

/** G beside A where a payment is no ordinary one; several can hold at once, and then the graver is told. */
function specialPayments(event: Payment, context: Context): Segment[] {
  const type = specialTypeOf(event);
  if (type === null) return [];
  const sum =
    type === SPECIAL.EARLY_PART || type === SPECIAL.EARLY_FULL ? event.earlyMinor : event.payment.paidMinor;
  return [
    [
      'G',
      {
        ...special(type, event, context),
        changeMonths: String(Math.max(0, context.loan.months - event.term)),
        tradeSum: yuan('tradeSum', sum),
      },
    ],
  ];
}

const PAID_BY: Readonly<Record<TermPayment['paidBy'], string | null>> = {
  BORROWER: null,
  GUARANTOR: SPECIAL.GUARANTOR_PAID,
  COLLATERAL: SPECIAL.PAID_IN_KIND,
};

function specialTypeOf({ kind, payment, earlyMinor }: Payment): string | null {
  const byOthers = payment.paidMinor > 0n ? PAID_BY[payment.paidBy] : null;
  if (byOthers !== null) return byOthers;
  if (earlyMinor === 0n) return null;
  return kind === 'SETTLE' ? SPECIAL.EARLY_FULL : SPECIAL.EARLY_PART;
}

function annotation(
  event: Extract<LoanEvent, { kind: 'DISPUTE' | 'ANSWER' }>,
  context: Context,
): SegmentValues {
  const { mark, about } = annotationOf(event);
  return {
    ...special(SPECIAL.OTHER, event, context),
    changeMonths: '0',
    tradeSum: '0',
    detail: `${DETAIL[mark]} ${about.kind} ${about.term} ${about.businessDate}`,
  };
}

const FACT_TYPE = {
  FRAUD: SPECIAL.FRAUD,
  DEBT_EVASION: SPECIAL.OTHER,
  COMPENSATION: SPECIAL.GUARANTOR_PAID,
} as const;

const adverseFact = (
  event: Extract<OriginalLoanEvent, { kind: 'ADVERSE' }>,
  context: Context,
): SegmentValues => ({
  ...special(FACT_TYPE[event.fact], event, context),
  changeMonths: '0',
  tradeSum: yuan('tradeSum', event.amountMinor),
  detail: `${DETAIL[event.fact]} ${event.definition}`,
});

const special = (type: string, { businessDate }: LoanEvent, { subject, loan: facts }: Context) => ({
  ...identity(subject),
  account: facts.accountNo,
  tradeType: type,
  occurDate: compact(businessDate),
});

/** Whole yuan, half a yuan up, as the bureau keeps amounts. @throws FieldMisfit for one below zero */
function yuan(field: string, minor: bigint): string {
  if (minor < 0n) throw new FieldMisfit(field, 'AMOUNT');
  return ((minor + 50n) / 100n).toString();
}
