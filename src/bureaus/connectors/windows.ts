import type { InquiryPurpose } from '../../consent';
import { addDays, businessDateOf } from '../../kernel';
import { type InquiryWindow, type PastQuery, WINDOW_DAYS } from '../normalised-report';

const FOR_CREDIT: ReadonlySet<InquiryPurpose | null> = new Set(['LOAN_APPROVAL', 'GUARANTEE_REVIEW']);

/** One figure per window of the table: of the rows whose date lies so many calendar days or fewer back. */
export function byWindow<Row extends { readonly date: string }, Figures>(
  rows: readonly Row[],
  observedAt: Date,
  figures: (within: readonly Row[]) => Figures,
): (Figures & { readonly days: number })[] {
  const today = businessDateOf(observedAt);
  return WINDOW_DAYS.map((days) => {
    const since = addDays(today, -days);
    return { days, ...figures(rows.filter(({ date }) => date >= since)) };
  });
}

/**
 * Inquiry windows from the rows of a query history.
 * @param namesInstitutions whether `querier` tells one institution from another
 */
export const inquiryWindows = (
  history: readonly PastQuery[],
  observedAt: Date,
  namesInstitutions: boolean,
): InquiryWindow[] =>
  byWindow(history, observedAt, (within) => ({
    inquiryCount: within.length,
    approvalCount: within.filter(({ purpose }) => FOR_CREDIT.has(purpose)).length,
    institutionCount: namesInstitutions ? new Set(within.map(({ querier }) => querier)).size : null,
  }));
