import { createHash } from 'node:crypto';
import { addDays, addMonths, type CompactDate } from './dates';
import { birthdayOf, sexOf } from './identity-card';
import { type BuiltLoan, buildLoan, DEFAULT_SINCE_DUE, type LoanRow, type LoanSpec, orgCode } from './loan';

/** What the bureau knows about a person beyond his loans. Relative times count back from the business date. */
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
  /** Applications that led to no loan; those of `loans` are added by the builder. */
  applications?: ApplicationSpec[];
  guarantees?: GuaranteeSpec[];
  specialDeals?: SpecialDealSpec[];
  /** Further inquiries; the one that goes with each application is added by the builder. */
  inquiries?: { org: number; daysAgo: number; reason: string }[];
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

interface GuaranteeSpec {
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

interface ReportQuery {
  iplate: string;
  certType: string;
  certNo: string;
  name: string;
  reasonCode: string;
}

const QUERIERS = ['网络小额贷款公司', '消费金融公司', '融资担保公司'];
const querierType = (org: number): string => QUERIERS[(org - 101) % QUERIERS.length] ?? '其他机构';

/** An application is filed this many days before its loan opens. */
const DAYS_TO_APPROVAL = 3;

/** Applications and inquiries leave the report after two years. */
const HISTORY_MONTHS = 24;

const newestFirst = <T>(rows: T[], date: (row: T) => CompactDate): T[] =>
  rows.sort((a, b) => date(b).localeCompare(date(a)));

/** A `result` of state 1: equal query, dossier and business date give equal content. */
export function buildReport(query: ReportQuery, dossier: Dossier, businessDate: CompactDate) {
  const main = buildMain(query, dossier, businessDate);
  const specialDeals = newestFirst(
    (dossier.specialDeals ?? []).map(({ org, daysAgo, months, amount, type, detail }) => ({
      source: orgCode(org),
      type,
      date: addDays(businessDate, -daysAgo),
      months: String(months),
      amount: String(amount),
      detail,
    })),
    (deal) => deal.date,
  );
  const loans = (dossier.loans ?? []).map((spec) => buildLoan(spec, businessDate));
  const rows = newestFirst(
    loans.map((loan) => loan.row),
    (row) => row.openDate,
  );
  const guarantees = (dossier.guarantees ?? []).map((spec) => buildGuarantee(spec, businessDate));
  const applications = buildApplications(dossier, loans, businessDate);
  const prompts = promptsOf(rows, guarantees, applications, specialDeals, businessDate);
  const person = buildPerson(query, dossier, businessDate);
  if (query.iplate === '3') {
    const none = { applications: [], summary: null, loans: [], guarantees: [], inquiries: [] };
    return { main, ...person, ...none, specialDeals, prompts };
  }
  return {
    main,
    ...person,
    applications: applications.map(({ querier: _, ...row }) => row),
    summary: summarise(loans),
    loans: rows,
    guarantees,
    specialDeals,
    inquiries: buildInquiries(dossier, applications, businessDate),
    prompts,
  };
}

export type Report = ReturnType<typeof buildReport>;

function buildMain(query: ReportQuery, dossier: Dossier, businessDate: CompactDate) {
  const { iplate, certType, certNo, name, reasonCode } = query;
  const key = ['shanghai-credit', certNo, iplate, reasonCode, businessDate].join('|');
  const digest = createHash('sha256').update(key).digest('hex').slice(0, 12).toUpperCase();
  return {
    reportNumber: `N${businessDate}${digest}`,
    reportTime: `${businessDate}090000`,
    queryReason: reasonCode,
    iplate,
    name,
    certType,
    certNo,
    sex: sexOf(certNo),
    birthday: birthdayOf(certNo),
    marriage: dossier.marriage ?? '20',
    eduLevel: dossier.eduLevel ?? '20',
    degree: dossier.degree ?? '4',
    title: '0',
    mobile: dossier.mobile ?? fictitiousMobile(dossier.serial),
    homeTel: '',
    officeTel: '',
    email: dossier.email,
  };
}

/** 14000000000 upwards: a range that no operator gives out. */
function fictitiousMobile(serial: number): string {
  return `1400000${String(serial % 10_000).padStart(4, '0')}`;
}

function buildPerson(query: ReportQuery, { serial, work }: Dossier, businessDate: CompactDate) {
  const updated = addMonths(businessDate, -3);
  return {
    addresses: [{ address: `山东省青岛市示例路${serial}号`, zip: '266000', updated }],
    works: work ? [{ ...work, updated }] : [],
    contacts: [
      { name: `${query.name.charAt(0)}示例`, relation: '7', phone: fictitiousMobile(9000 + serial) },
    ],
  };
}

function buildGuarantee(spec: GuaranteeSpec, businessDate: CompactDate) {
  // The day on which the guaranteed loan of the other persona opened, see `sinceDue`.
  const openDate = addMonths(addDays(businessDate, -DEFAULT_SINCE_DUE), -spec.opened);
  return {
    org: orgCode(spec.org),
    openDate,
    dueDate: addMonths(openDate, spec.term),
    amount: String(spec.amount),
    balance: String(spec.balance),
    status: spec.status,
    class5: spec.class5,
  };
}

function buildApplications(dossier: Dossier, loans: BuiltLoan[], businessDate: CompactDate) {
  const oldest = addMonths(businessDate, -HISTORY_MONTHS);
  const granted = loans.map(({ row, spec }) => ({
    org: row.org,
    date: addDays(row.openDate, -DAYS_TO_APPROVAL),
    amount: row.limit,
    months: String(spec.term),
    type: row.type,
    state: '2',
    querier: querierType(spec.org),
  }));
  const other = (dossier.applications ?? []).map((spec) => ({
    org: orgCode(spec.org),
    date: addDays(businessDate, -spec.daysAgo),
    amount: String(spec.amount),
    months: String(spec.months),
    type: spec.type ?? '91',
    state: spec.state,
    querier: querierType(spec.org),
  }));
  return newestFirst(
    [...granted, ...other].filter((row) => row.date >= oldest),
    (row) => row.date,
  );
}

type ApplicationRows = ReturnType<typeof buildApplications>;

function buildInquiries(dossier: Dossier, applications: ApplicationRows, businessDate: CompactDate) {
  const approvals = applications.map(({ querier, date }) => ({ querierType: querier, reason: '02', date }));
  const other = (dossier.inquiries ?? []).map(({ org, daysAgo, reason }) => ({
    querierType: querierType(org),
    reason,
    date: addDays(businessDate, -daysAgo),
  }));
  return newestFirst([...approvals, ...other], (row) => row.date);
}

function summarise(loans: BuiltLoan[]) {
  const rows = loans.map((loan) => loan.row);
  const total = (figure: (row: LoanRow) => string) => rows.reduce((sum, row) => sum + Number(figure(row)), 0);
  const largest = (figures: number[]) => Math.max(0, ...figures);
  const open = loans.filter((loan) => loan.row.status !== '3');
  return {
    loanCount: String(rows.length),
    firstLoanDate: rows.map((row) => row.openDate).sort()[0] ?? '',
    maxLimit: String(largest(rows.map((row) => Number(row.limit)))),
    totalAmount: String(total((row) => row.limit)),
    balance: String(total((row) => row.balance)),
    monthlyDue: String(open.reduce((sum, loan) => sum + loan.instalment, 0)),
    currentOverdue: String(total((row) => row.overdueTotal)),
    maxOverdueAmount: String(largest(loans.map((loan) => loan.worstArrears))),
    maxOverdueTerms: String(largest(rows.map((row) => Number(row.maxTerms)))),
  };
}

function promptsOf(
  loans: LoanRow[],
  guarantees: ReturnType<typeof buildGuarantee>[],
  applications: ApplicationRows,
  specialDeals: { type: string }[],
  businessDate: CompactDate,
): string[] {
  const monthAgo = addDays(businessDate, -30);
  const recentOrgs = new Set(applications.filter((row) => row.date >= monthAgo).map((row) => row.org));
  return [
    loans.some((row) => row.status === '2') && '存在当前逾期贷款',
    loans.some((row) => /[1-7]/.test(row.payState24)) && '近24个月存在逾期记录',
    guarantees.some((row) => row.status === '2') && '存在担保贷款逾期',
    recentOrgs.size >= 5 && '近30日在5家以上机构申请贷款',
    specialDeals.some((deal) => '2678'.includes(deal.type)) && '存在不良特殊交易',
  ].filter((prompt) => prompt !== false);
}
