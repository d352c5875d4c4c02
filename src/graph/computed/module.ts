/** The door for the module of the graph: resolvers and loaders of what is computed over the whole of it. */
import type { Database } from '../../platform/database';
import { circleLoaders } from './circles/circle.repository';
import {
  BorrowerGuaranteeCirclesField,
  CircleGuaranteeFields,
  GuaranteeCircleFields,
  GuaranteeCircleMemberFields,
  GuaranteeCirclesResolver,
} from './circles/circles.resolver';
import { computedMarkLoaders } from './marks/computed-mark.repository';
import { ownerLoaders } from './owners/owner.repository';
import {
  BorrowerUltimateOwnersField,
  OwnershipPathFields,
  UltimateOwnerFields,
  UltimateOwnershipFields,
} from './owners/owners.resolver';
import { ringLoaders } from './rings/ring.repository';
import {
  BorrowerSharedRingsField,
  SharedRingFields,
  SharedRingMemberFields,
  SharedRingsResolver,
  SharedRingThingFields,
} from './rings/rings.resolver';
import { inForceLoaders } from './run/in-force.repository';

export const COMPUTED_RESOLVERS = [
  GuaranteeCirclesResolver,
  BorrowerGuaranteeCirclesField,
  GuaranteeCircleFields,
  GuaranteeCircleMemberFields,
  CircleGuaranteeFields,
  SharedRingsResolver,
  BorrowerSharedRingsField,
  SharedRingFields,
  SharedRingMemberFields,
  SharedRingThingFields,
  BorrowerUltimateOwnersField,
  UltimateOwnershipFields,
  UltimateOwnerFields,
  OwnershipPathFields,
];

export const computedLoaders = (database: Database) => [
  ...inForceLoaders(database),
  ...circleLoaders(database),
  ...ringLoaders(database),
  ...ownerLoaders(database),
  ...computedMarkLoaders(database),
];
