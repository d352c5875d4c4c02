import { createHash } from 'node:crypto';
import { addDays, addMonths, type CompactDate } from '../cast/dates';
import { type Application, applicationsOf, type Dossier, newestFirst, querierType } from '../cast/dossier';
import { type BuiltLoan, buildLoan, DEFAULT_SINCE_DUE } from '../cast/loan';
import type { CreditReportQuery } from './request';

/** queryReason of an entry in the history, by the code that the cast's inquiries carry. */
const REASON: Record<string, number> = { '01': 3, '02': 1, '08': 6, '25': 1 };

const HISTORY_MONTHS = 12;

const dashed = (date: CompactDate): string => `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`;
const sum = (figures: number[]): number => figures.reduce((total, figure) => total + figure, 0);
const bucket = (terms: number): string => `M${Math.min(terms, 7)}`;
const distinct = (orgs: number[]): number => new Set(orgs).size;
const average = (total: number, count: number): number =>
  count === 0 ? 0 : Math.round((total * 100) / count) / 100;

type Subject = Pick<CreditReportQuery, 'name' | 'pid' | 'queryReason'>;

function header(subject: Subject, queryResult: 1 | 2, businessDate: CompactDate) {
  const key = ['baihang', subject.pid, subject.queryReason, businessDate].join('|');
  const digest = createHash('sha256').update(key).digest('hex').slice(0, 12).toUpperCase();
  return {
    reportId: `BH${businessDate}${digest}`,
    queryResult,
    reportTime: `${dashed(businessDate)}T09:00:00`,
  };
}

/** The answer about somebody of whom Baihang has nothing. */
export const buildEmptyReport = (subject: Subject, businessDate: CompactDate) => ({
  reportHeader: header(subject, 2, businessDate),
  personalProfile: null,
  homeInfo: [],
  workInfo: [],
  nonRevolvingLoan: null,
  revolvingLoan: null,
  queryHistory: [],
});

/** The report of C1: equal query, dossier and business date give equal content. */
export function buildReport(subject: Subject, dossier: Dossier, businessDate: CompactDate) {
  const { serial, work } = dossier;
  const loans = (dossier.loans ?? []).map((spec) => buildLoan(spec, businessDate));
  const applications = applicationsOf(dossier, loans, businessDate);
  const updated = dashed(addMonths(businessDate, -3));
  return {
    reportHeader: header(subject, 1, businessDate),
    personalProfile: { name: subject.name, pid: subject.pid, mobileCount: dossier.mobile ? 2 : 1 },
    homeInfo: [{ homeAddress: `山东省青岛市示例路${serial}号`, date: updated }],
    workInfo: work ? [{ workName: work.company, workAddress: '山东省青岛市示例路1号', date: updated }] : [],
    nonRevolvingLoan: {
      summary: summariseLoans(loans),
      ...windows((since) => loanWindow(loans, applications, since), businessDate),
    },
    revolvingLoan: {
      summary: summariseLines(dossier),
      ...windows((since) => lineWindow(dossier, businessDate, since), businessDate),
    },
    queryHistory: queryHistory(dossier, applications, businessDate),
  };
}

export type CreditReport = ReturnType<typeof buildReport>;

type Windows<T> = Record<'D30' | 'D60' | 'D90' | 'D180' | 'D360', T>;

const windows = <T>(build: (since: CompactDate) => T, businessDate: CompactDate): Windows<T> => {
  const within = (days: number) => build(addDays(businessDate, -days));
  return { D30: within(30), D60: within(60), D90: within(90), D180: within(180), D360: within(360) };
};

function summariseLoans(loans: BuiltLoan[]) {
  const open = loans.filter((loan) => loan.row.status !== '3');
  const overdue = loans.filter((loan) => loan.row.status === '2');
  const worst = (figure: (loan: BuiltLoan) => string) =>
    Math.max(0, ...loans.map((loan) => Number(figure(loan))));
  return {
    loanCount: loans.length,
    openLoanCount: open.length,
    remainingAmount: sum(open.map((loan) => Number(loan.row.balance))),
    remainingOverdueLoanCount: overdue.length,
    remainingOverdueAmount: sum(overdue.map((loan) => Number(loan.row.overdueTotal))),
    remainingMaxOverdueStatus: bucket(worst((loan) => loan.row.overdueTerms)),
    overdueCount: sum(loans.map((loan) => Number(loan.row.cumulativeTerms))),
    maxOverdueStatus: bucket(worst((loan) => loan.row.maxTerms)),
    lastCompensationDate: null,
  };
}

function loanWindow(loans: BuiltLoan[], applications: Application[], since: CompactDate) {
  const opened = loans.filter((loan) => loan.row.openDate >= since);
  const amounts = opened.map((loan) => loan.spec.limit);
  return {
    applyTenantCount: distinct(applications.filter((row) => row.date >= since).map((row) => row.orgNumber)),
    loanCount: opened.length,
    loanAmount: sum(amounts),
    loanTenantCount: distinct(opened.map((loan) => loan.spec.org)),
    maxLoanAmount: Math.max(0, ...amounts),
    averageLoanAmount: average(sum(amounts), amounts.length),
    overdueLoanCount: opened.filter((loan) => loan.row.status === '2').length,
    compensationCount: 0,
    compensationTimes: 0,
    compensationAmount: 0,
  };
}

function summariseLines({ lines = [] }: Dossier) {
  const limits = lines.map((line) => line.limit);
  return {
    accountCount: lines.length,
    validAccountCount: lines.length,
    creditLimitSum: sum(limits),
    maxCreditLimitPerTenant: Math.max(0, ...limits),
    remainingAmount: sum(lines.map((line) => line.drawn)),
    remainingOverdueAccountCount: 0,
    remainingOverdueAmount: 0,
    remainingMaxOverdueStatus: bucket(0),
    overdueCount: 0,
    maxOverdueStatus: bucket(0),
    revolvingLastCompensationDate: null,
  };
}

function lineWindow({ lines = [] }: Dossier, businessDate: CompactDate, since: CompactDate) {
  const opening = addDays(businessDate, -DEFAULT_SINCE_DUE);
  const opened = lines.filter((line) => addMonths(opening, -line.opened) >= since);
  return {
    applyTenantCount: distinct(opened.map((line) => line.org)),
    accountCount: opened.length,
    creditLimitSum: sum(opened.map((line) => line.limit)),
    lendingAmount: sum(opened.map((line) => line.drawn)),
    overdueAccountCount: 0,
    compensationCount: 0,
    compensationTimes: 0,
    compensationAmount: 0,
  };
}

function queryHistory(dossier: Dossier, applications: Application[], businessDate: CompactDate) {
  const approvals = applications.map(({ orgNumber, date }) => ({ org: orgNumber, reason: '02', date }));
  const others = (dossier.inquiries ?? []).map(({ org, daysAgo, reason }) => ({
    org,
    reason,
    date: addDays(businessDate, -daysAgo),
  }));
  const oldest = addMonths(businessDate, -HISTORY_MONTHS);
  return newestFirst([...approvals, ...others], (entry) => entry.date)
    .filter((entry) => entry.date >= oldest)
    .map(({ org, reason, date }) => ({
      tenantType: querierType(org),
      tenantName: `示例机构${org}`,
      userId: `U${org}`,
      date: dashed(date),
      reason: REASON[reason] ?? 5,
    }));
}
