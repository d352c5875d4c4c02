import { bindCommand, type CommandBinding } from '../../platform/commands';
import type { Config } from '../../platform/config';
import type { DataVault } from '../../platform/crypto';
import type { Database } from '../../platform/database';
import type { RequestContext } from '../../platform/request';
import { loadPolicies } from '../policies/load-policies';
import { BorrowerDecisionsField, DecisionFields, DecisionResolver } from './api/decision.resolver';
import { DecisionShadowField, DecisionShadowResolver } from './api/shadow.resolver';
import { decide, requestPerson, reviewDecision } from './decision.commands';
import { DecisionDesk, type DecisionDeskDeps } from './decision-desk';
import { loadRulebooks } from './rulebooks/load-rulebooks';
import { DecisionShadowEntity } from './shadow/shadow.entity';
import { shadowLoaders } from './shadow/shadow.repository';
import {
  DecisionEntity,
  DecisionReviewEntity,
  DecisionReviewRequestEntity,
  DecisionRulebookEntity,
  DecisionStandingEntity,
} from './storage/decision.entity';
import { storedDecisionLoaders } from './storage/decision.repository';

export const DECISION_RESOLVERS = [
  DecisionResolver,
  DecisionFields,
  BorrowerDecisionsField,
  DecisionShadowField,
  DecisionShadowResolver,
] as const;

export const DECISION_ENTITIES = [
  DecisionRulebookEntity,
  DecisionEntity,
  DecisionReviewEntity,
  DecisionReviewRequestEntity,
  DecisionStandingEntity,
  DecisionShadowEntity,
];

export const decisionLoaders = (database: Database, vault: DataVault) => [
  ...storedDecisionLoaders(database, vault),
  ...shadowLoaders(database, vault),
];

interface DecisionCommandDeps extends Omit<DecisionDeskDeps, 'rulebooks' | 'policies'> {
  readonly config: Pick<Config, 'production' | 'decisionFiles' | 'riskPoliciesFile'>;
}

/** @throws ConfigError when a model, policy or file of caps cannot be used */
export function decisionCommands({ config, ...deps }: DecisionCommandDeps): CommandBinding[] {
  const desk = new DecisionDesk({
    ...deps,
    policies: loadPolicies(config.riskPoliciesFile),
    rulebooks: loadRulebooks(config.decisionFiles, !config.production),
  });
  return [
    bindCommand(decide, ({ input, idempotencyKey }, context: RequestContext) =>
      desk.decide(input, idempotencyKey, context),
    ),
    bindCommand(reviewDecision, ({ input, idempotencyKey }, context: RequestContext) =>
      desk.review(input, idempotencyKey, context),
    ),
    bindCommand(requestPerson, ({ input, idempotencyKey }, context: RequestContext) =>
      desk.requestPerson(input, idempotencyKey, context),
    ),
  ];
}
