import type { Database } from '../../platform/database';
import { BorrowerBehaviourFields } from './api/behaviour.resolver';
import { BehaviourRepository } from './behaviour.repository';

export const BEHAVIOUR_RESOLVERS = [BorrowerBehaviourFields];

export const behaviourLoaders = (database: Database) => new BehaviourRepository(database).loaders;
