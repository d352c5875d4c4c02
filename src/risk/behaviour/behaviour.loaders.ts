import type { BusinessDate } from '../../kernel';
import { sharedLoader } from '../../platform/loaders';
import type { CounterpartyCell, DeviceUseFacts, LedgerCell, SocialFacts } from './behaviour-facts';

export interface BehaviourQuestion {
  readonly subjectId: string;
  readonly from: BusinessDate;
  readonly asOf: BusinessDate;
}

export const ledgerCells = sharedLoader<BehaviourQuestion, readonly LedgerCell[]>('behaviour.ledger', {
  absent: () => [],
});

/** The largest of each direction and currency. */
export const counterpartyCells = sharedLoader<BehaviourQuestion, readonly CounterpartyCell[]>(
  'behaviour.counterparties',
  { absent: () => [] },
);

/** The latest first used last; a subject has a handful, and no more than a hundred are told. */
export const deviceUsesOfSubject = sharedLoader<string, readonly DeviceUseFacts[]>('behaviour.devices', {
  absent: () => [],
});

export const socialOfSubject = sharedLoader<string, SocialFacts>('behaviour.social', {
  absent: () => ({ contactPoints: 0, sharedContactPoints: [], relations: [] }),
});
