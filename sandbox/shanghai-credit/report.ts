import { createHash } from 'node:crypto';
import { addDays, addMonths, type CompactDate } from '../cast/dates';
import {
  type Application,
  applicationsOf,
  type Dossier,
  fictitiousMobile,
  type GuaranteeSpec,
  newestFirst,
  querierType,
} from '../cast/dossier';
import { birthdayOf, sexOf } from '../cast/identity-card';
import { type BuiltLoan, buildLoan, DEFAULT_SINCE_DUE, type LoanRow, orgCode } from '../cast/loan';

interface ReportQuery {
  iplate: string;
  certType: string;
  certNo: string;
  name: string;
  reasonCode: string;
}

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
  const applications = applicationsOf(dossier, loans, businessDate);
  const prompts = promptsOf(rows, guarantees, applications, specialDeals, businessDate);
  const person = buildPerson(query, dossier, businessDate);
  if (query.iplate === '3') {
    const none = { applications: [], summary: null, loans: [], guarantees: [], inquiries: [] };
    return { main, ...person, ...none, specialDeals, prompts };
  }
  return {
    main,
    ...person,
    applications: applications.map(({ querier: _, orgNumber: __, ...row }) => row),
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

function buildInquiries(dossier: Dossier, applications: Application[], businessDate: CompactDate) {
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
  applications: Application[],
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
