import { encodeNodeId } from '../../../../kernel';
import type { Bilingual } from '../../../indicators/indicator';
import { rowAt } from '../../../indicators/judging';
import type { Steps } from '../../../policies/policy-file';
import type { TradeFindingCode } from '../../../three-flows/core/finding';
import type { FraudLimits, FraudRule } from '../../rule';

/** Orders that the evidence links to; the number tells the rest. */
const MOST_LINKED = 20;

/** A rule on what the three flows find in the trades of a firm: it counts, and the three flows judge the trade. */
export const tradeSuspicion = ({
  code,
  finding,
  name,
  reason,
  text,
  countsReferences = false,
  stepsOf,
}: {
  readonly code: string;
  readonly finding: TradeFindingCode;
  readonly name: Bilingual;
  readonly reason: Bilingual;
  /** What the number is. */
  readonly text: Bilingual;
  /** Counts waybills; else trades. */
  readonly countsReferences?: boolean;
  readonly stepsOf: (limits: FraudLimits) => Steps;
}): FraudRule => ({
  code,
  name,
  reason,
  find: (facts, limits) => {
    if (facts.kind !== 'ENTERPRISE' || !facts.trade.known) return [];
    const origin = facts.trade;
    return origin.value.findings
      .filter((one) => one.code === finding)
      .flatMap(({ orderIds, references }) =>
        rowAt(code, stepsOf(limits), text, {
          value: (countsReferences ? references : orderIds).length,
          origin,
          ids: orderIds.slice(0, MOST_LINKED).map((id) => encodeNodeId('Order', id)),
          reference: references[0] ?? null,
        }),
      );
  },
});
