import type { DataVault } from '../../../platform/crypto';
import type { Transaction } from '../../../platform/database';
import {
  type BulkDependencies,
  type BulkResult,
  type FromSource,
  mergeRows,
} from '../../../platform/sourced';
import type { ContactPointKind } from '../device.codes';
import { withoutTakenValues } from '../unique-value';
import { ContactPointEntity } from './contact-point.entity';

export interface ContactPointInput extends FromSource {
  readonly kind: ContactPointKind;
  readonly value: string;
}

/** Kinds are kept apart: a text that is a mailbox and a network name is two contact points. */
const contactPointIndex = (vault: DataVault, kind: ContactPointKind, value: string): Buffer =>
  vault.blindIndex(`contact_point.value.${kind}`, value);

/** A value is stored once per kind: a second row that brings it under another key is rejected. */
export async function mergeContactPoints(
  transaction: Transaction,
  dependencies: BulkDependencies,
  source: string,
  inputs: readonly ContactPointInput[],
): Promise<BulkResult> {
  const { vault } = dependencies;
  const { free, rejected } = await withoutTakenValues(transaction, source, inputs, {
    table: 'contact_point',
    column: 'value_index',
    field: 'value',
    indexOf: ({ kind, value }) => contactPointIndex(vault, kind, value),
  });
  const merged = await mergeRows(
    transaction,
    dependencies,
    ContactPointEntity,
    source,
    free,
    ({ kind, value }, id) => ({
      kind,
      valueIndex: contactPointIndex(vault, kind, value),
      valueCell: vault.seal(value, { table: 'contact_point', column: 'value_cell', row: id }),
    }),
  );
  return { ...merged, rejected };
}
