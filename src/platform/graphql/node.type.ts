import { Extensions, Field, ID, InterfaceType } from 'type-graphql';
import { access } from './extensions';

@Extensions(access('service:read'))
@InterfaceType({ description: 'Anything that can be fetched again by its id.' })
export abstract class Node {
  @Field(() => ID, { description: 'Opaque and stable: compare and store it, do not read it.' })
  id!: string;
}
