import { Extensions, Field, ID, ObjectType } from 'type-graphql';
import { encodeNodeId } from '../../../kernel';
import { access, describedEnum } from '../../../platform/graphql';
import type { RiskLevel } from '../../indicators/indicator';
import { RiskLevelEnum } from '../../risk-level.enum';
import { BEHAVIOUR_SIGNALS, type BehaviourSignal, type BehaviourSignalCode, type NotKnown } from '../signal';

const SignalEnum = describedEnum<BehaviourSignalCode>(
  'BehaviourSignalCode',
  'What behaviour shows.',
  Object.fromEntries(
    Object.entries(BEHAVIOUR_SIGNALS).map(([code, { en, zh }]) => [code, `${en.slice(0, -1)} ${zh}.`]),
  ) as Record<BehaviourSignalCode, string>,
);

@Extensions(access('risk:read'))
@ObjectType('BehaviourSignal', {
  description:
    'Something that behaviour shows. It is shown to be looked at: by itself it leads to a review at most.',
})
export class BehaviourSignalType {
  @Field(() => SignalEnum, { description: 'What it is.' })
  code!: BehaviourSignalCode;

  @Field(() => RiskLevelEnum, { description: 'How much it weighs; WATCH where it is about others.' })
  level!: RiskLevel;

  @Field(() => String, { description: 'In words.' })
  en!: string;

  @Field(() => String, { description: 'In words, in Chinese 中文说明.' })
  zh!: string;

  @Field(() => String, { description: 'What was found: a count, or a share in percent.' })
  value!: string;

  @Field(() => String, { description: 'The limit that it passed, in the same unit.' })
  threshold!: string;

  @Field(() => [ID], {
    description:
      'Devices and contact points that show it: `node(id)` takes them. None for money: other accounts are known by digests.',
  })
  nodeIds!: string[];
}

@Extensions(access('risk:read'))
@ObjectType({
  description: 'Something that would be looked at and that no source tells: not known, which is not zero.',
})
export class BehaviourNotKnown {
  @Field(() => String, { description: 'What: TIME_OF_DAY, PLACE, PROXY, LEDGER or DEVICE.' })
  input!: string;

  @Field(() => String, { description: 'In words.' })
  en!: string;

  @Field(() => String, { description: 'In words, in Chinese 中文说明.' })
  zh!: string;
}

export const toSignal = ({ shown, ...signal }: BehaviourSignal): BehaviourSignalType =>
  Object.assign(new BehaviourSignalType(), BEHAVIOUR_SIGNALS[signal.code], signal, {
    nodeIds: shown.map(({ kind, id }) => encodeNodeId(kind, id)),
  });

export const toNotKnown = (one: NotKnown): BehaviourNotKnown => Object.assign(new BehaviourNotKnown(), one);
