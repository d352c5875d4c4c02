import { type NormalisedReport, worseCode } from '../../../bureaus';
import type { BorrowerFacts, BureauFacts, LoanFacts } from '../../facts/borrower-facts';
import { type Fact, type Known, known, type Missing, missing } from '../../facts/fact';
import type { Material } from '../material';
import { amounts, count, days, type Item, item, type Shown, said, sums, text } from '../portrait';

/** What he owes (征信): on the lender's own book, and by the reports of bureaus that may be read. */
export function creditItems({ facts }: Material): Item[] {
  const { loans } = facts;
  const bureaus = covering(facts);
  return [
    item(
      'OWN_LOANS',
      said(loans, (all) => count(all.length)),
    ),
    item(
      'OWN_OUTSTANDING',
      said(loans, (all) =>
        sums(all, ({ outstandingMinor, currency }) => ({ minor: outstandingMinor, currency })),
      ),
    ),
    item(
      'OWN_OVERDUE_DAYS',
      said(loans, (all) => days(longest(all))),
    ),
    ...(bureaus.length === 0 ? [] : reported(bureaus)),
  ];
}

/** Nothing of this is asked where no bureau could answer. */
function reported(reports: readonly BureauFacts[]): Item[] {
  return [
    ...reports.map(({ bureau, report }) => item('BUREAU_REPORT', reportOf(report), bureau)),
    item(
      'OPEN_LENDERS',
      most(reports, ({ openLenderCount }) => openLenderCount, compareNumbers, count),
    ),
    item(
      'OPEN_BALANCE',
      most(reports, ({ openBalanceMinor }) => openBalanceMinor, compareNumbers, yuan),
    ),
    item(
      'REPORTED_OVERDUE',
      most(reports, ({ overdueMinor }) => overdueMinor, compareNumbers, yuan),
    ),
    item(
      'WORST_DELINQUENCY',
      most(reports, ({ worstDelinquency24m }) => worstDelinquency24m, compareCodes, text),
    ),
  ];
}

/** Bureaus that could know him: a firm has no report at a bureau for persons, and misses none. */
export const covering = ({ reports }: Pick<BorrowerFacts, 'reports'>): BureauFacts[] =>
  reports.filter(({ report }) => report.known || report.reason !== 'NOT_COVERED');

const longest = (loans: readonly LoanFacts[]): number =>
  loans.reduce((most, { overdueDays }) => Math.max(most, overdueDays), 0);

/** That a bureau has no record (查无记录) is an answer. */
function reportOf(report: Fact<NormalisedReport>): Fact<Shown> {
  if (report.known) return { ...report, value: text('REPORT') };
  if (report.reason !== 'NO_RECORD') return report;
  const { source, observedAt, consentNo } = report;
  return known(text('NO_RECORD'), source, { observedAt, consentNo });
}

const yuan = (minor: bigint): Shown => amounts([{ minor, currency: 'CNY' }]);
const compareNumbers = <T extends number | bigint>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);
const compareCodes = (a: string, b: string): number => (a === b ? 0 : worseCode(a, b) === a ? 1 : -1);

/** What the bureau says that says most: reports overlap, and are never added up. */
function most<T>(
  reports: readonly BureauFacts[],
  pick: (report: NormalisedReport) => T | null,
  compare: (a: T, b: T) => number,
  show: (value: T) => Shown,
): Fact<Shown> {
  let best: (Known<NormalisedReport> & { readonly figure: T }) | null = null;
  for (const { report } of reports) {
    const figure = report.known ? pick(report.value) : null;
    if (!report.known || figure === null) continue;
    if (best === null || compare(figure, best.figure) > 0) best = { ...report, figure };
  }
  if (best !== null) {
    const { source, observedAt, consentNo, figure } = best;
    return known(show(figure), source, { observedAt, consentNo });
  }
  return why(reports);
}

/** Why no bureau says it: a report that is silent, else the first bureau that could have said it. */
function why(reports: readonly BureauFacts[]): Missing {
  const silent = reports.find(({ report }) => report.known)?.report;
  if (silent?.known) {
    const { source, observedAt, consentNo } = silent;
    return missing('NOT_SAID', source, { observedAt, consentNo });
  }
  const first = reports[0]?.report;
  return first && !first.known ? first : missing('NOT_STORED', 'bureaus');
}
