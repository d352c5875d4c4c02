import type { NormalisedReport } from '../normalised-report';

/**
 * - GRADES_DIFFER: the worst delinquency is not the same.
 * - OVERDUE_OR_NOT: one reports something overdue, another open loans and nothing overdue.
 * - IMPOSSIBLE: one bureau contradicts itself.
 */
export type DisagreementKind = 'GRADES_DIFFER' | 'OVERDUE_OR_NOT' | 'IMPOSSIBLE';

export interface Disagreement {
  readonly kind: DisagreementKind;
  /** The figure of the report that it is about. */
  readonly figure: keyof NormalisedReport;
  readonly bureaus: readonly string[];
}

export interface BureauReport {
  readonly bureau: string;
  readonly report: NormalisedReport;
}

/**
 * Where reports cannot be squared. That counts and amounts differ is no disagreement: each bureau knows other lenders,
 * and the bounds say so.
 */
export function disagreementsOf(reports: readonly BureauReport[]): Disagreement[] {
  return [...gradesDiffer(reports), ...overdueOrNot(reports), ...reports.flatMap(impossible)];
}

function gradesDiffer(reports: readonly BureauReport[]): Disagreement[] {
  const graded = reports.filter(({ report }) => report.worstDelinquency24m !== null);
  if (new Set(graded.map(({ report }) => report.worstDelinquency24m)).size < 2) return [];
  return [{ kind: 'GRADES_DIFFER', figure: 'worstDelinquency24m', bureaus: codesOf(graded) }];
}

function overdueOrNot(reports: readonly BureauReport[]): Disagreement[] {
  const overdue = reports.filter(({ report }) => (report.overdueMinor ?? 0n) > 0n);
  const punctual = reports.filter(
    ({ report }) => report.overdueMinor === 0n && (report.openLoanCount ?? 0) > 0,
  );
  if (overdue.length === 0 || punctual.length === 0) return [];
  return [{ kind: 'OVERDUE_OR_NOT', figure: 'overdueMinor', bureaus: codesOf([...overdue, ...punctual]) }];
}

function impossible({ bureau, report }: BureauReport): Disagreement[] {
  const { openLoanCount, openLenderCount, openBalanceMinor, overdueMinor } = report;
  const figures: (keyof NormalisedReport)[] = [];
  if (exceeds(openLenderCount, openLoanCount)) figures.push('openLenderCount');
  if (exceeds(overdueMinor, openBalanceMinor)) figures.push('overdueMinor');
  if (shrinks(report.applicationWindows, ['applicationCount', 'institutionCount']))
    figures.push('applicationWindows');
  if (shrinks(report.issuedWindows, ['loanCount', 'institutionCount', 'amountMinor']))
    figures.push('issuedWindows');
  if (shrinks(report.inquiryWindows, ['inquiryCount', 'approvalCount', 'institutionCount']))
    figures.push('inquiryWindows');
  return figures.map((figure) => ({ kind: 'IMPOSSIBLE', figure, bureaus: [bureau] }));
}

const exceeds = <Value extends number | bigint>(part: Value | null, whole: Value | null): boolean =>
  part !== null && whole !== null && part > whole;

/** A longer window holds all that a shorter one does. */
function shrinks<Window extends { readonly days: number }>(
  windows: readonly Window[] | null,
  figures: readonly (keyof Window)[],
): boolean {
  const byLength = [...(windows ?? [])].sort((a, b) => a.days - b.days);
  return figures.some((figure) => {
    const known = byLength.flatMap((window) => window[figure] ?? []);
    return known.some((value, i) => i > 0 && value < (known[i - 1] as typeof value));
  });
}

const codesOf = (reports: readonly BureauReport[]): string[] => reports.map(({ bureau }) => bureau);
