import type { DataVault } from '../../../platform/crypto';
import { type Database, marks, type Transaction } from '../../../platform/database';
import { bindSharedLoader, type LoaderBinding } from '../../../platform/loaders';
import type { Outcome } from '../core/decision';
import type { ShadowOutcome } from './shadow';
import { DecisionShadowEntity } from './shadow.entity';
import { type ShadowCount, shadowCounts, shadowOfDecision } from './shadow.loaders';

const FAILED = 'FAILED';

const cellOf = (decisionId: string) => ({ table: 'decision_shadow', column: 'shadow_cell', row: decisionId });

export function shadowLoaders(database: Database, vault: DataVault): LoaderBinding[] {
  return [
    bindSharedLoader(shadowOfDecision, async (ids) => {
      const rows = await database.rows<{
        decision_id: string | number;
        model: string;
        policy: string;
        shadow_cell: Buffer;
      }>(
        `SELECT decision_id, model, policy, shadow_cell FROM decision_shadow WHERE decision_id IN (${marks(ids.length)})`,
        ids,
      );
      return new Map(
        rows.map(({ decision_id, model, policy, shadow_cell }) => {
          const id = String(decision_id);
          const outcome = () =>
            JSON.parse(vault.sensitive(shadow_cell, cellOf(id)).reveal()) as ShadowOutcome;
          return [id, { model, policy, outcome }] as const;
        }),
      );
    }),
    bindSharedLoader(shadowCounts, async (periods) => {
      const rows = await database.rows<{
        period: number;
        decided: Outcome;
        outcome: Outcome | typeof FAILED;
        model: string;
        policy: string;
        decisions: number;
      }>(
        `${periods
          .map(
            (
              _,
              i,
            ) => `SELECT ${i} AS period, decided, outcome, model, policy, COUNT(*) AS decisions FROM decision_shadow
              WHERE as_of >= ? AND as_of <= ? GROUP BY decided, outcome, model, policy`,
          )
          .join(' UNION ALL ')} ORDER BY period, decided, outcome, model, policy`,
        periods.flatMap(({ from, to }) => [from, to]),
      );
      const counts = new Map<string, ShadowCount[]>(
        periods.map((period) => [shadowCounts.keyOf(period), []]),
      );
      for (const { period, decided, outcome, model, policy, decisions } of rows)
        counts.get(shadowCounts.keyOf(periods[Number(period)]!))!.push({
          decided,
          shadow: outcome === FAILED ? null : outcome,
          model,
          policy,
          decisions: Number(decisions),
        });
      return counts;
    }),
  ];
}

export interface NewShadow extends Omit<DecisionShadowEntity, 'shadowCell' | 'outcome'> {
  readonly outcome: Outcome | null;
  /** Canonical JSON. */
  readonly shadowText: string;
}

export function storeShadow(
  transaction: Transaction,
  vault: DataVault,
  { shadowText, outcome, ...row }: NewShadow,
): Promise<unknown> {
  const shadowCell = vault.seal(shadowText, cellOf(row.decisionId));
  return transaction.insert(DecisionShadowEntity, [{ ...row, outcome: outcome ?? FAILED, shadowCell }]);
}
