import { Extensions, Field, ID, InterfaceType } from 'type-graphql';
import { access } from './extensions';

// The permission stands at the field: at the class it would win over the permission of every type that extends it.
@InterfaceType({ description: 'Anything that can be fetched again by its id.' })
export abstract class Node {
  @Extensions(access('service:read'))
  @Field(() => ID, { description: 'Opaque and stable: compare and store it, do not read it.' })
  id!: string;
}
