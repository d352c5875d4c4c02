import { businessDateOf } from '../../kernel';
import type { RequestContext } from '../../platform/request';
import { type CreditOutcome, type OutcomeBody, outcomeOf } from './credit-outcome';
import { type Intent, questionKey } from './credit-question';
import { isUnsentAndOver } from './ledger/entry-standing';
import { budgetsTaken, flightHolders } from './ledger/ledger.repository';
import { affordable, byBureau, type ReservingDeps } from './reserving';
import { reportKeyOf } from './stored/report.repository';

/**
 * What would come of inquiries if they were made now. Looks at the budgets and at who asks the same, and changes nothing.
 * The calls that would be made are counted into the cost of the request. It leaves no audit event: nobody is asked, and
 * nothing that a bureau said is shown.
 * @returns by question
 */
export async function planInquiries(
  intents: readonly Intent[],
  context: RequestContext,
  { database, clock, budget }: Pick<ReservingDeps, 'database' | 'clock' | 'budget'>,
): Promise<Map<string, CreditOutcome>> {
  if (intents.length === 0) return new Map();
  const now = clock.now();
  const flights = new Map(intents.map((intent) => [reportKeyOf(intent.question), intent]));
  const groups = byBureau([...flights.values()].map((intent) => ({ intent })));
  const client = { clientId: context.principal.clientId, day: businessDateOf(now) };
  const [holders, taken] = await Promise.all([
    flightHolders(database, [...flights.keys()]),
    budgetsTaken(database, client, [...groups.keys()]),
  ]);
  const bodies = new Map<string, OutcomeBody>();
  for (const [bureau, group] of groups) {
    const free: Intent[] = [];
    for (const { intent } of group) {
      const flight = reportKeyOf(intent.question);
      const holder = holders.get(flight);
      if (!holder || isUnsentAndOver(holder, now)) free.push(intent);
      else if (holder.state === 'UNKNOWN' || holder.expiresAt <= now)
        bodies.set(flight, { kind: 'OutcomeUnknown' });
      else bodies.set(flight, { kind: 'InquiryPending' });
    }
    const priceMinor = free[0]?.bureau.connector.priceMinor ?? 0n;
    const calls = affordable(free.length, priceMinor, taken.get(bureau), budget);
    context.cost.takeCalls(calls, priceMinor * BigInt(calls));
    for (const [index, { question, consent }] of free.entries())
      bodies.set(
        reportKeyOf(question),
        index < calls
          ? { kind: 'PlannedInquiry', priceMinor, consentNo: consent.consentNo }
          : { kind: 'BudgetExceeded' },
      );
  }
  return new Map(
    intents.map(({ question }) => [
      questionKey(question),
      outcomeOf(bodies.get(reportKeyOf(question)) as OutcomeBody, now),
    ]),
  );
}
