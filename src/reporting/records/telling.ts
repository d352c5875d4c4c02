import type { LoanEvent, LoanEventKind, OriginalLoanEvent } from '../../ecosystem';

/** Of a record, what it tells of. */
interface Told {
  readonly term: number;
  readonly event_kind: LoanEventKind;
  readonly business_date: string;
}

/** Whether a record of the same loan tells what a correction or a mark is of. Pure. */
export function tellsWhat(event: Exclude<LoanEvent, OriginalLoanEvent>, record: Told): boolean {
  const of = event.kind === 'CORRECT' ? event.told : event.about;
  return (
    record.term === of.term &&
    (record.event_kind === 'CORRECT' ||
      (record.event_kind === of.kind && record.business_date === of.businessDate))
  );
}
