import { bindCommand, type CommandBinding } from '../../platform/commands';
import type { RequestContext } from '../../platform/request';
import { BorrowerDecisionsField, DecisionFields, DecisionResolver } from './api/decision.resolver';
import { decide, reviewDecision } from './decision.commands';
import { DecisionDesk, type DecisionDeskDeps } from './decision-desk';
import { shippedRulebooks } from './rulebooks';
import { DecisionEntity, DecisionReviewEntity, DecisionRulebookEntity } from './storage/decision.entity';

export const DECISION_RESOLVERS = [DecisionResolver, DecisionFields, BorrowerDecisionsField] as const;

export const DECISION_ENTITIES = [DecisionRulebookEntity, DecisionEntity, DecisionReviewEntity];

export { decisionLoaders } from './storage/decision.repository';

export function decisionCommands(deps: Omit<DecisionDeskDeps, 'rulebooks'>): CommandBinding[] {
  const desk = new DecisionDesk({ ...deps, rulebooks: shippedRulebooks() });
  return [
    bindCommand(decide, ({ input, idempotencyKey }, context: RequestContext) =>
      desk.decide(input, idempotencyKey, context),
    ),
    bindCommand(reviewDecision, ({ input, idempotencyKey }, context: RequestContext) =>
      desk.review(input, idempotencyKey, context),
    ),
  ];
}
