import { addDays, type CompactDate } from '../cast/dates';
import { applicationsOf, type Dossier } from '../cast/dossier';
import { buildLoan } from '../cast/loan';

/** Members that the platform asks about everybody. */
const ASKED_MEMBERS = 17;

/** More than so much owed lies with so many members that two of them answer too late for the aggregate. */
const PARTIAL_ABOVE_YUAN = 1_000_000;

/** Who was asked about, echoed so that the caller can tell whose answer it is. */
export interface Inquired {
  requestId: string;
  idNumber: string;
}

export const noRecord = ({ requestId, idNumber }: Inquired) => ({
  requestId,
  idNumber,
  result: 'NO_RECORD',
  partial: false,
  answeredMembers: ASKED_MEMBERS,
  askedMembers: ASKED_MEMBERS,
});

/** What the members owe to know about a person, added up; who lent and who asked stays hidden. */
export function aggregate({ requestId, idNumber }: Inquired, dossier: Dossier, businessDate: CompactDate) {
  const { loans = [], lines = [] } = dossier;
  const built = loans.map((spec) => buildLoan(spec, businessDate));
  const open = built.filter((loan) => loan.row.status !== '3');
  const total = (figures: number[]) => figures.reduce((sum, figure) => sum + figure, 0);
  const owed = total([...open.map((loan) => Number(loan.row.balance)), ...lines.map((line) => line.drawn)]);
  const applications = applicationsOf(dossier, built, businessDate);
  const recent = (days: number) =>
    applications.filter((row) => row.date >= addDays(businessDate, -days)).length;
  const partial = owed > PARTIAL_ABOVE_YUAN;
  return {
    requestId,
    idNumber,
    result: 'FOUND',
    aggregatedAt: `${businessDate}090000`,
    existingLoanCount: open.length + lines.length,
    existingLenderCount: new Set([...open.map((loan) => loan.spec.org), ...lines.map((line) => line.org)])
      .size,
    existingLoanAmount: owed.toFixed(2),
    overdueAmount: total(open.map((loan) => Number(loan.row.overdueTotal))).toFixed(2),
    recentInquiries: { D30: recent(30), D90: recent(90) },
    partial,
    answeredMembers: partial ? ASKED_MEMBERS - 2 : ASKED_MEMBERS,
    askedMembers: ASKED_MEMBERS,
  };
}
