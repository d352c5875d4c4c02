import { addDays, addMonths, type CompactDate } from './dates';
import { type BuiltLoan, type LoanSpec, orgCode } from './loan';

/** What bureaus know about a person. Relative times count back from the business date. */
export interface Dossier {
  /** Small number that numbers the invented address, mobile and contact. */
  serial: number;
  email: string;
  mobile?: string;
  /** GB/T 2261.2 marriage, NFCS education and degree codes. */
  marriage?: string;
  eduLevel?: string;
  degree?: string;
  work?: { company: string; industry: string; startYear: string };
  loans?: LoanSpec[];
  /** Revolving lines (循环额度), which only some bureaus collect. */
  lines?: LineSpec[];
  /** Applications that led to no loan; those of `loans` are added by the builder. */
  applications?: ApplicationSpec[];
  guarantees?: GuaranteeSpec[];
  specialDeals?: SpecialDealSpec[];
  /** Further inquiries; the one that goes with each application is added by the builder. */
  inquiries?: { org: number; daysAgo: number; reason: string }[];
}

interface LineSpec {
  org: number;
  /** Limit and drawn amount, in yuan. */
  limit: number;
  drawn: number;
  /** Whole months since opening. */
  opened: number;
}

interface ApplicationSpec {
  org: number;
  daysAgo: number;
  amount: number;
  months: number;
  type?: string;
  /** applyState: 1 pending (申请中), 2 approved (已批准), 3 refused (未通过). */
  state: string;
}

export interface GuaranteeSpec {
  org: number;
  amount: number;
  balance: number;
  opened: number;
  term: number;
  /** accountStat of the guaranteed loan. */
  status: string;
  class5: string;
}

interface SpecialDealSpec {
  org: number;
  /** 1 extension (展期) ... 9 other, see the sandbox's README. */
  type: string;
  daysAgo: number;
  months: number;
  amount: number;
  detail: string;
}

const QUERIERS = ['网络小额贷款公司', '消费金融公司', '融资担保公司'];

/** What sort of institution this lender is. */
export const querierType = (org: number): string => QUERIERS[(org - 101) % QUERIERS.length] ?? '其他机构';

/** An application is filed this many days before its loan opens. */
const DAYS_TO_APPROVAL = 3;

/** Applications and inquiries leave a report after two years. */
const HISTORY_MONTHS = 24;

export const newestFirst = <T>(rows: T[], date: (row: T) => CompactDate): T[] =>
  rows.sort((a, b) => date(b).localeCompare(date(a)));

/** 14000000000 upwards: a range that no operator gives out. */
export function fictitiousMobile(serial: number): string {
  return `1400000${String(serial % 10_000).padStart(4, '0')}`;
}

/** All applications of the last two years, newest first: those that became loans and the others. */
export function applicationsOf(dossier: Dossier, loans: BuiltLoan[], businessDate: CompactDate) {
  const oldest = addMonths(businessDate, -HISTORY_MONTHS);
  const granted = loans.map(({ row, spec }) => ({
    org: row.org,
    date: addDays(row.openDate, -DAYS_TO_APPROVAL),
    amount: row.limit,
    months: String(spec.term),
    type: row.type,
    state: '2',
    querier: querierType(spec.org),
    orgNumber: spec.org,
  }));
  const other = (dossier.applications ?? []).map((spec) => ({
    org: orgCode(spec.org),
    date: addDays(businessDate, -spec.daysAgo),
    amount: String(spec.amount),
    months: String(spec.months),
    type: spec.type ?? '91',
    state: spec.state,
    querier: querierType(spec.org),
    orgNumber: spec.org,
  }));
  return newestFirst(
    [...granted, ...other].filter((row) => row.date >= oldest),
    (row) => row.date,
  );
}

export type Application = ReturnType<typeof applicationsOf>[number];
