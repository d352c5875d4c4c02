import { Arg, Ctx, Extensions, Mutation, Resolver } from 'type-graphql';
import { access } from '../../../platform/graphql';
import type { RequestContext } from '../../../platform/request';
import { MOST_EVENTS } from './event-desk';
import { recordLoanEvents } from './loan-event.commands';
import { LoanEventInput, RecordedEvent, toRecordedEvent } from './loan-event.type';

const KEY_DESCRIPTION =
  "The client's own name for this request, 1 to 64 printable ASCII characters without blanks, such as a UUID: a repeat under the same name within a week is answered from the first, and does nothing twice.";

@Resolver()
export class LoanEventMutations {
  @Extensions(access('report:write'))
  @Mutation(() => RecordedEvent, {
    description:
      'Stores something that happened to a loan (登记贷款事件), together with the records that bureaus are owed of it.',
  })
  async recordLoanEvent(
    @Arg('input', () => LoanEventInput, { description: 'The event.' }) input: LoanEventInput,
    @Arg('idempotencyKey', () => String, { nullable: true, description: KEY_DESCRIPTION })
    idempotencyKey: string | null | undefined,
    @Ctx() context: RequestContext,
  ): Promise<RecordedEvent> {
    const [answer] = await recorded([input], idempotencyKey, context);
    return answer as RecordedEvent;
  }

  @Extensions(access('report:write'))
  @Mutation(() => [RecordedEvent], {
    description: 'Stores several events in their order: all of them, or none where one is refused.',
  })
  recordLoanEvents(
    @Arg('input', () => [LoanEventInput], { description: `The events, 1 to ${MOST_EVENTS}.` })
    input: LoanEventInput[],
    @Arg('idempotencyKey', () => String, { nullable: true, description: KEY_DESCRIPTION })
    idempotencyKey: string | null | undefined,
    @Ctx() context: RequestContext,
  ): Promise<RecordedEvent[]> {
    return recorded(input, idempotencyKey, context);
  }
}

async function recorded(
  events: readonly LoanEventInput[],
  idempotencyKey: string | null | undefined,
  context: RequestContext,
): Promise<RecordedEvent[]> {
  const answers = await context.run(recordLoanEvents, { events, idempotencyKey: idempotencyKey ?? null });
  return answers.map(toRecordedEvent);
}
