import { money, toDecimal } from '../../../kernel';
import type { Decision } from '../core/decision';

/** What may differ between a decision and its shadow. */
export const DIFFERENCE_KINDS = ['OUTCOME', 'SCORE', 'PD', 'RATE', 'LIMIT', 'RULE'] as const;
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];

/** One thing that came out otherwise; null where there is none: no price, no limit, a rule that was not hit. */
export interface Difference {
  readonly kind: DifferenceKind;
  readonly decided: string | null;
  readonly shadow: string | null;
}

/** In what a shadow differs from the decision: figures first, then rules that only one of them hit. Pure. */
export function differencesOf(decided: Decision, shadow: Decision): Difference[] {
  const figures = [
    { kind: 'OUTCOME', of: ({ outcome }: Decision) => outcome },
    { kind: 'SCORE', of: ({ score }: Decision) => score.points },
    { kind: 'PD', of: ({ score }: Decision) => score.pd },
    { kind: 'RATE', of: ({ price }: Decision) => price?.yearlyRate ?? null },
    { kind: 'LIMIT', of: limitText },
  ] as const;
  const codes = ({ rules }: Decision) => [...new Set(rules.map(({ code, effect }) => `${code} ${effect}`))];
  const [here, there] = [codes(decided), codes(shadow)];
  return [
    ...figures
      .map(({ kind, of }) => ({ kind, decided: of(decided), shadow: of(shadow) }))
      .filter((one) => one.decided !== one.shadow),
    ...here
      .filter((code) => !there.includes(code))
      .map((code) => ({ kind: 'RULE', decided: code, shadow: null }) as const),
    ...there
      .filter((code) => !here.includes(code))
      .map((code) => ({ kind: 'RULE', decided: null, shadow: code }) as const),
  ];
}

const limitText = ({ limitMinor, price }: Decision): string | null =>
  limitMinor === null ? null : toDecimal(money(BigInt(limitMinor), price?.currency ?? 'CNY'));
