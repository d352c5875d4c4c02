import type { CreditOutcome, Provenance } from '../inquiry/credit-outcome';
import { type NormalisedReport, worseCode } from '../normalised-report';
import { type Disagreement, disagreementsOf } from './disagreements';
import { boundedAmount, boundedCount, type Figure, type Said } from './figure';

/** An outcome of the bureau that gave it. */
export interface BureauFinding {
  readonly bureau: string;
  readonly outcome: CreditOutcome;
}

/** Whose value a figure is. */
export interface FigureSource extends Provenance {
  readonly bureau: string;
}

export type CountFigure = Figure<number, FigureSource>;
export type AmountFigure = Figure<bigint, FigureSource>;

export interface Summary {
  readonly reported: readonly string[];
  readonly withoutRecord: readonly string[];
  /** Neither a report nor the word that there is none: nobody knows what these would say. */
  readonly missing: readonly BureauFinding[];
  readonly openLoanCount: CountFigure;
  readonly openLenderCount: CountFigure;
  readonly openBalance: AmountFigure;
  readonly overdueAmount: AmountFigure;
  readonly monthlyDue: AmountFigure;
  readonly mobileCount: CountFigure;
  /** The gravest of the grades; null when no bureau gives one. */
  readonly worstDelinquency24m: {
    readonly values: readonly { readonly source: FigureSource; readonly value: string }[];
    readonly worst: string | null;
  };
  readonly applications: readonly {
    readonly days: number;
    readonly applicationCount: CountFigure;
    readonly institutionCount: CountFigure;
  }[];
  readonly issuedLoans: readonly {
    readonly days: number;
    readonly loanCount: CountFigure;
    readonly institutionCount: CountFigure;
    readonly amount: AmountFigure;
  }[];
  readonly inquiries: readonly {
    readonly days: number;
    readonly inquiryCount: CountFigure;
    readonly approvalCount: CountFigure;
    readonly institutionCount: CountFigure;
  }[];
  readonly disagreements: readonly Disagreement[];
}

interface Reported {
  readonly source: FigureSource;
  readonly report: NormalisedReport;
}

/**
 * Lays the reports of several bureaus about one borrower side by side. Pure. A bureau without a record adds nothing to a
 * figure; one that gave no answer leaves every upper bound open.
 */
export function summarise(findings: readonly BureauFinding[]): Summary {
  const reported: Reported[] = [];
  const withoutRecord: string[] = [];
  const missing: BureauFinding[] = [];
  for (const finding of findings) {
    const { body } = finding.outcome;
    if (body.kind === 'CreditReport')
      reported.push({ source: { bureau: finding.bureau, ...body.provenance }, report: body.report });
    else if (body.kind === 'NoRecord') withoutRecord.push(finding.bureau);
    else missing.push(finding);
  }
  const silent = missing.length > 0;
  const said = <Value>(
    of: (report: NormalisedReport) => Value | null | undefined,
  ): Said<Value, FigureSource>[] =>
    reported.map(({ source, report }) => ({ source, value: of(report) ?? null, partial: isPartial(report) }));
  const count = (of: (report: NormalisedReport) => number | null | undefined) =>
    boundedCount(said(of), silent);
  const amount = (of: (report: NormalisedReport) => bigint | null | undefined) =>
    boundedAmount(said(of), silent);
  const windows = <Key extends WindowKey, Figures>(
    key: Key,
    figures: (at: (report: NormalisedReport) => WindowOf<Key> | undefined) => Figures,
  ): (Figures & { days: number })[] =>
    lengthsOf(reported, key).map((days) => ({ days, ...figures((report) => windowOf(report, key, days)) }));

  const grades = said((report) => report.worstDelinquency24m).flatMap(({ source, value }) =>
    value === null ? [] : [{ source, value }],
  );
  return {
    reported: reported.map(({ source }) => source.bureau),
    withoutRecord,
    missing,
    openLoanCount: count((report) => report.openLoanCount),
    openLenderCount: count((report) => report.openLenderCount),
    openBalance: amount((report) => report.openBalanceMinor),
    overdueAmount: amount((report) => report.overdueMinor),
    monthlyDue: amount((report) => report.monthlyDueMinor),
    mobileCount: count((report) => report.profile?.mobileCount),
    worstDelinquency24m: {
      values: grades,
      worst: grades.length === 0 ? null : grades.map(({ value }) => value).reduce(worseCode),
    },
    applications: windows('applicationWindows', (at) => ({
      applicationCount: count((report) => at(report)?.applicationCount),
      institutionCount: count((report) => at(report)?.institutionCount),
    })),
    issuedLoans: windows('issuedWindows', (at) => ({
      loanCount: count((report) => at(report)?.loanCount),
      institutionCount: count((report) => at(report)?.institutionCount),
      amount: amount((report) => at(report)?.amountMinor),
    })),
    inquiries: windows('inquiryWindows', (at) => ({
      inquiryCount: count((report) => at(report)?.inquiryCount),
      approvalCount: count((report) => at(report)?.approvalCount),
      institutionCount: count((report) => at(report)?.institutionCount),
    })),
    disagreements: disagreementsOf(reported.map(({ source, report }) => ({ bureau: source.bureau, report }))),
  };
}

type WindowKey = 'applicationWindows' | 'issuedWindows' | 'inquiryWindows';
type WindowOf<Key extends WindowKey> = NonNullable<NormalisedReport[Key]>[number];

const isPartial = ({ coverage }: NormalisedReport): boolean =>
  coverage !== null && coverage.answered < coverage.asked;

/** The windows that any of the bureaus has, shortest first. */
const lengthsOf = (reported: readonly Reported[], key: WindowKey): number[] =>
  [...new Set(reported.flatMap(({ report }) => report[key]?.map(({ days }) => days) ?? []))].sort(
    (a, b) => a - b,
  );

const windowOf = <Key extends WindowKey>(
  report: NormalisedReport,
  key: Key,
  days: number,
): WindowOf<Key> | undefined =>
  (report[key] as readonly WindowOf<Key>[] | null)?.find((w) => w.days === days);
