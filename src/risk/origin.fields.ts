import { Field } from 'type-graphql';

/** Fields that say where something comes from: in the same words on every type that shows a fact. */

export const SourceField = () =>
  Field(() => String, {
    description:
      'Where it comes from, or would: the code of a bureau, or a part of the gateway such as loans, ledger, trade, relations, graph.',
  });

export const ObservedAtField = () =>
  Field(() => String, {
    nullable: true,
    description: 'When it was so: an instant or a business date; null where the source does not say.',
  });

export const ConsentNoField = () =>
  Field(() => String, {
    nullable: true,
    description: 'Number of the consent that it was fetched under; null for what needs none.',
  });
