import { Extensions, Field, ObjectType } from 'type-graphql';
import { access } from '../../../platform/graphql';
import type { BehaviourRefused } from '../behaviour-facts';

@Extensions(access('risk:read'))
@ObjectType({ description: 'A portrait that cannot be made: a value behind it cannot be.' })
export class PortraitRefused {
  @Field(() => String, { description: 'The place of the value, such as `cells[0].sumMinor`.' })
  place!: string;

  @Field(() => String, { description: 'What is wrong with it: NEGATIVE, FUTURE, NOT_A_DATE or NOT_WHOLE.' })
  problem!: string;
}

export const toRefusedPortrait = ({ place, problem }: BehaviourRefused): PortraitRefused =>
  Object.assign(new PortraitRefused(), { place, problem });
