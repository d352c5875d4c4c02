import { type ClassType, Extensions, Field, InputType, ObjectType } from 'type-graphql';
import { encodeNodeId } from '../../kernel';
import { access, BusinessDateScalar, connectionOf, describedEnum, Node } from '../../platform/graphql';
import type { PartnerStatus } from '../partner-status.codes';
import { PartnerStatusEnum } from '../partner-status.enum';
import type { SupplierTier } from './supplier.codes';
import type { SupplierRecord } from './supplier.records';

const SupplierTierEnum = describedEnum<SupplierTier>(
  'SupplierTier',
  'How close a supplier stands to the core enterprise.',
  {
    STRATEGIC: 'Strategic partner 战略供应商.',
    CORE: 'Core supplier 核心供应商.',
    STANDARD: 'Ordinary supplier 一般供应商.',
    TRIAL: 'On trial 试用供应商.',
  },
);

@Extensions(access('ecosystem:read'))
@ObjectType({
  implements: Node,
  description:
    'A firm or person in its part as a supplier (供应商) of the ecosystem. Source: the supplier system, at its last import.',
})
export class Supplier extends Node {
  key!: string;
  subjectId!: string;

  @Field(() => String, { description: 'Number of the supplier in its source.' })
  supplierNo!: string;

  @Field(() => String, { description: "Name in the supplier system. A firm's name is not personal." })
  name!: string;

  @Field(() => SupplierTierEnum, { description: 'How close it stands to the core enterprise.' })
  tier!: SupplierTier;

  @Field(() => PartnerStatusEnum, { description: 'Whether it delivers now.' })
  status!: PartnerStatus;

  @Field(() => String, { nullable: true, description: 'What it supplies.' })
  category!: string | null;

  @Field(() => BusinessDateScalar, { description: 'Day since which it is a supplier.' })
  since!: string;
}

export const SupplierConnection: ClassType = connectionOf(
  'Supplier',
  () => Supplier,
  'ecosystem:read',
  'suppliers (供应商).',
);

export const SupplierOrderEnum = describedEnum('SupplierOrder', 'Ordering of suppliers.', {
  NAME_ASC: 'By name.',
  SINCE_ASC: 'Longest standing first.',
  SINCE_DESC: 'Newest first.',
});

@InputType({ description: 'Which suppliers; all that is given must hold.' })
export class SupplierFilterInput {
  @Field(() => SupplierTierEnum, { nullable: true, description: 'Suppliers of this tier.' })
  tier?: SupplierTier | null;

  @Field(() => String, { nullable: true, description: 'Suppliers whose name begins so, to the letter.' })
  namePrefix?: string | null;
}

export function toSupplier(record: SupplierRecord): Supplier {
  const { id, ...facts } = record;
  return Object.assign(new Supplier(), facts, { id: encodeNodeId('Supplier', id), key: id });
}
