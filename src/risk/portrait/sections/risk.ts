import type { BorrowerFacts } from '../../facts/borrower-facts';
import { type Fact, known, missing } from '../../facts/fact';
import { INDICATOR_KINDS, type Indicator } from '../../indicators/indicator';
import { hasAnswer } from '../../indicators/judging';
import type { Material } from '../material';
import { count, type Item, item, type Shown, said, text } from '../portrait';

/** What it amounts to (风险): the four indicators by their levels, and what courts know. */
export const riskItems = ({ indicators, facts }: Material): Item[] => [
  ...INDICATOR_KINDS.map((kind) =>
    item(
      kind,
      levelOf(
        indicators.find((one) => one.kind === kind),
        facts,
      ),
    ),
  ),
  item(
    'LAWSUITS',
    said(facts.lawsuits, (cases) =>
      count(cases.filter(({ role, stage }) => role === 'DEFENDANT' && stage !== 'CLOSED').length),
    ),
  ),
];

/** An indicator that cannot tell is missing for the first of what it misses. */
function levelOf(indicator: Indicator | undefined, facts: BorrowerFacts): Fact<Shown> {
  if (!indicator) return missing('NOT_COMPUTED', 'indicators');
  const { kind, level, evidence, asOf: observedAt } = indicator;
  const isKnown =
    kind === 'OVER_INDEBTEDNESS' ? evidence.length > 0 || canBeCarried(facts) : level !== 'UNKNOWN';
  if (isKnown) return known(text(level), 'indicators', { observedAt });
  return missing(indicator.missing[0]?.reason ?? 'NOT_SAID', 'indicators', { observedAt });
}

/**
 * Whether debts and what carries them can be seen. A debt that becomes known may call for an income that nobody has seen: the
 * level turns UNKNOWN then, and more is known than before. So it is these facts that make it known, and not the level.
 */
const canBeCarried = (facts: BorrowerFacts): boolean =>
  facts.loans.known &&
  (facts.kind === 'PERSON' ? facts.cashflow.known && hasAnswer(facts) : facts.trade.known);
