import { addDays, addMonths, type CompactDate, daysBetween } from './dates';

/** A loan told in a line; `buildLoan` works out every figure of the bureau's row from it. */
export interface LoanSpec {
  /** Number of the lender, see `orgCode`. */
  org: number;
  /** Amount lent, in yuan. */
  limit: number;
  /** Agreed monthly instalments. */
  term: number;
  /** Whole months since opening, at the last due date. */
  opened: number;
  /** Days from the last monthly due date to the business date, 0 to 27; default `DEFAULT_SINCE_DUE`. */
  sinceDue?: number;
  /** Settled with this instalment; without it the loan is still open. */
  settledAfter?: number;
  /** Instalments unpaid today. */
  behind?: number;
  /** 24-month codes of the months before the present arrears or settlement, newest last, e.g. `12NN`. */
  past?: string;
  /** loanType: 91 consumption (消费), 41 business (经营性). */
  type?: string;
  /** guaranteeWay: 4 credit (信用), 3 a person's guarantee (自然人保证). */
  guarantee?: string;
}

/** One row of the report's loans, values as on the wire: whole yuan, `YYYYMMDD`. */
export interface LoanRow {
  org: string;
  type: string;
  limit: string;
  guarantee: string;
  openDate: CompactDate;
  ccy: string;
  locality: string;
  maxDebt: string;
  freq: string;
  balance: string;
  remainingMonths: string;
  dueDate: CompactDate;
  dueAmount: string;
  /** accountStat: 1 normal (正常), 2 overdue (逾期), 3 settled (结清). */
  status: string;
  actualDate: CompactDate;
  actualAmount: string;
  overdueTotal: string;
  overdueTerms: string;
  cumulativeTerms: string;
  maxTerms: string;
  class5: string;
  payState24: string;
}

/** A row with what the summary and the applications need and the wire does not carry. */
export interface BuiltLoan {
  spec: LoanSpec;
  row: LoanRow;
  instalment: number;
  worstArrears: number;
}

/** Bureau's code of an institution: Q and 13 digits. */
export const orgCode = (org: number): string => `Q37029900${String(org).padStart(5, '0')}`;

export const DEFAULT_SINCE_DUE = 12;

/** Flat charge per month on the amount lent; only its being plausible matters. */
const MONTHLY_RATE = 0.006;

const isLate = (code: string): boolean => code >= '1' && code <= '7';

/** Five-tier class (五级分类) by days past due, as the rules of 2023 draw the lines. */
function class5Of(daysPastDue: number): string {
  if (daysPastDue > 360) return '5';
  if (daysPastDue > 270) return '4';
  if (daysPastDue > 90) return '3';
  return daysPastDue > 0 ? '2' : '1';
}

/** Codes from the opening month to the last reported one; a settled loan's string stops at its settlement. */
function payStates(spec: LoanSpec): string[] {
  const { settledAfter, behind = 0, past = '' } = spec;
  const months = settledAfter ?? spec.opened;
  const ending = settledAfter ? 'C' : Array.from({ length: behind }, (_, i) => Math.min(i + 1, 7)).join('');
  const told = [...past, ...ending];
  if (told.length > months) throw new Error(`Loan of lender ${spec.org}: more history than months`);
  return ['*', ...Array<string>(months - told.length).fill('N'), ...told];
}

/** The row of one loan on the business date. Deterministic; throws on a spec that contradicts itself. */
export function buildLoan(spec: LoanSpec, businessDate: CompactDate): BuiltLoan {
  const { limit, term, opened, sinceDue = DEFAULT_SINCE_DUE, settledAfter, behind = 0 } = spec;
  const months = settledAfter ?? opened;
  if (months > opened || months > term || behind > months || (settledAfter !== undefined && behind > 0)) {
    throw new Error(`Loan of lender ${spec.org}: contradictory spec`);
  }
  const openDate = addMonths(addDays(businessDate, -sinceDue), -opened);
  const instalment = Math.round(limit / term + limit * MONTHLY_RATE);
  const paidTerms = settledAfter ? term : months - behind;
  const states = payStates(spec);
  const lateCodes = states.filter(isLate);
  const maxTerms = Math.max(0, ...lateCodes.map(Number));
  const opening = months === 0;
  const oldestUnpaid = addMonths(openDate, months - behind + 1);
  const daysPastDue = behind > 0 ? daysBetween(oldestUnpaid, businessDate) : 0;
  return {
    spec,
    instalment,
    worstArrears: maxTerms * instalment,
    row: {
      org: orgCode(spec.org),
      type: spec.type ?? '91',
      limit: String(limit),
      guarantee: spec.guarantee ?? '4',
      openDate,
      ccy: 'CNY',
      locality: '370200',
      maxDebt: String(limit),
      freq: '03',
      balance: String(limit - Math.floor((limit * paidTerms) / term)),
      remainingMonths: String(settledAfter ? 0 : term - months),
      dueDate: addMonths(openDate, months),
      dueAmount: String(opening ? 0 : instalment),
      status: settledAfter ? '3' : behind > 0 ? '2' : '1',
      actualDate: addMonths(openDate, months - behind),
      actualAmount: String(opening || behind > 0 ? 0 : instalment),
      overdueTotal: String(behind * instalment),
      overdueTerms: String(behind),
      cumulativeTerms: String(lateCodes.length),
      maxTerms: String(maxTerms),
      class5: class5Of(daysPastDue),
      payState24: states.slice(-24).join('').padStart(24, '/'),
    },
  };
}
