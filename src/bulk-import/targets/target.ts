import type { EntityClass, SourcedRow, Transaction } from '../../platform/database';
import type { BulkDependencies, BulkResult, FromSource } from '../../platform/sourced';
import type { Field, FieldContext } from './field';

export type Fields = Readonly<Record<string, Field>>;

/** What the fields of a target become: names with their units, references as ids. */
export type InputOf<F extends Fields> = FromSource & {
  readonly [K in keyof F & string as `${K}${F[K]['suffix']}`]: F[K] extends Field<infer T, infer R, string>
    ? R extends true
      ? T
      : T | null
    : never;
};

/** What is wrong with one field. */
export interface Problem {
  /** Empty where the row as a whole is at fault. */
  readonly field: string;
  readonly reason: string;
}

/** A table that records can be loaded into. */
export interface Target {
  readonly name: string;
  readonly fields: Fields;
  /** The fields in order, each with the name of its property. */
  readonly properties: readonly { readonly name: string; readonly property: string; readonly field: Field }[];
  /** A row of which nothing is known: rows that are copied from it have one form, which makes them quick. */
  readonly emptyRow: ReadRow;
  /** How rows that refer to this one find it: by its entity, or in the way that subjects have of their own. */
  readonly referredBy: EntityClass<SourcedRow> | 'identity';
  /** The bulk upsert of the table's owner. */
  readonly merge: (
    transaction: Transaction,
    dependencies: BulkDependencies,
    source: string,
    rows: readonly ReadRow[],
  ) => Promise<BulkResult>;
  /** Rules over several fields; runs when each field by itself is right. */
  readonly check: (row: ReadRow, context: FieldContext) => readonly Problem[];
}

/** A row whose fields have been read; references have become ids. */
export type ReadRow = FromSource & Readonly<Record<string, unknown>>;

export function target<F extends Fields>(definition: {
  readonly name: string;
  readonly fields: F;
  readonly entity: EntityClass<SourcedRow> | 'identity';
  readonly merge: (
    transaction: Transaction,
    dependencies: BulkDependencies,
    source: string,
    inputs: readonly InputOf<F>[],
  ) => Promise<BulkResult>;
  readonly check?: (row: InputOf<F>, context: FieldContext) => readonly Problem[];
}): Target {
  const { name, fields, entity, merge, check = () => [] } = definition;
  const properties = Object.entries(fields).map(([name, field]) => ({
    ...{ name, field },
    property: name + field.suffix,
  }));
  // The fields were read by their own descriptors, which is what InputOf states.
  return {
    name,
    fields,
    properties,
    emptyRow: { sourceKey: '', ...Object.fromEntries(properties.map(({ property }) => [property, null])) },
    referredBy: entity,
    merge: merge as Target['merge'],
    check: check as Target['check'],
  };
}
