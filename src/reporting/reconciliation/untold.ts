import { derivedEvents, isOriginal } from '../../ecosystem';
import { addDays, type BusinessDate } from '../../kernel';
import { type Finding, withoutRecord } from './finding';
import type { ReconcileDeps, ReconcileQuestion } from './reconcile';
import { coveredSubjects, eventsOfLoans } from './suspects.repository';

/**
 * What the loan book shows of a day and nobody has told: a run that was left out, or a payment that came into the book
 * later. It reads all loans of the day, as a run of the report does.
 */
export async function* untold(
  { database, clock, startOn }: ReconcileDeps,
  connectors: ReconcileQuestion['connectors'],
  day: BusinessDate,
): AsyncGenerator<Finding> {
  if (startOn === null || day < startOn || addDays(day, 1) >= clock.businessDate()) return;
  for await (const { events } of derivedEvents(database, day)) {
    if (events.length === 0) continue;
    const loanNos = [...new Set(events.map(({ event }) => event.loanNo))];
    const stored = await eventsOfLoans(database, loanNos, { from: day, to: day });
    const keys = new Set(stored.map((row) => `${row.kind} ${row.term} ${row.loan_no}`));
    const missing = events.filter(({ event }) => !keys.has(`${event.kind} ${event.term} ${event.loanNo}`));
    if (missing.length === 0) continue;
    const covered = await coveredSubjects(database, [...new Set(missing.map(({ subjectId }) => subjectId))]);
    for (const { event, subjectId } of missing)
      for (const { bureau, takes } of connectors)
        if (covered.has(subjectId) && isOriginal(event) && takes.includes(event.kind))
          yield withoutRecord('NOT_TOLD', bureau, event, null);
  }
}
