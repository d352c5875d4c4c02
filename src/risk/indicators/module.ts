import type { Database } from '../../platform/database';
import { LoanFactsRepository } from '../facts/sources/loan-facts.repository';
import { OwnFactsRepository } from '../facts/sources/own-facts.repository';
import { TradeFactsRepository } from '../facts/sources/trade-facts.repository';
import { loadPolicies } from '../policies/load-policies';
import { policyLoader } from '../policies/policy.loader';
import { BorrowerIndicatorsField, GraphNodeIndicatorField } from './api/indicator.field';
import { assessmentLoaders } from './indicator.loader';

export const INDICATOR_RESOLVERS = [BorrowerIndicatorsField, GraphNodeIndicatorField] as const;

/** @throws ConfigError when the policies cannot be used */
export const indicatorLoaders = (database: Database, policiesFile: string | null) => [
  ...new OwnFactsRepository(database).loaders,
  ...new LoanFactsRepository(database).loaders,
  ...new TradeFactsRepository(database).loaders,
  policyLoader(loadPolicies(policiesFile)),
  ...assessmentLoaders,
];
