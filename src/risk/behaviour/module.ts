import type { Database } from '../../platform/database';
import { BehaviourRepository } from './behaviour.repository';
import { BorrowerBehaviourFields } from './behaviour.resolver';

export const BEHAVIOUR_RESOLVERS = [BorrowerBehaviourFields];

export const behaviourLoaders = (database: Database) => new BehaviourRepository(database).loaders;
