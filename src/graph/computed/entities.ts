import {
  GuaranteeCircleEdgeEntity,
  GuaranteeCircleEntity,
  GuaranteeCircleExposureEntity,
  GuaranteeCircleMemberEntity,
} from './circles/circle.entity';
import { UltimateOwnerEntity, UltimateOwnershipEntity } from './owners/owner.entity';
import { SharedRingEntity, SharedRingMemberEntity, SharedRingNodeEntity } from './rings/ring.entity';
import { GraphComputationEntity, GraphInForceEntity, GraphLeaseEntity } from './run/computation.entity';

/** Every entity that `computeGraph` writes. */
export const COMPUTED_ENTITIES = [
  GraphComputationEntity,
  GraphInForceEntity,
  GraphLeaseEntity,
  GuaranteeCircleEntity,
  GuaranteeCircleMemberEntity,
  GuaranteeCircleEdgeEntity,
  GuaranteeCircleExposureEntity,
  SharedRingEntity,
  SharedRingMemberEntity,
  SharedRingNodeEntity,
  UltimateOwnershipEntity,
  UltimateOwnerEntity,
];
