import type { CaseFile } from '../case/case-file';
import type { Rulebook } from '../core/decide-from';

type ByKind<T> = Readonly<Record<CaseFile['kind'], T>>;

/** What this gateway decides by, for each kind of borrower. */
export interface Rulebooks {
  /** Null: nothing of the lender's own is set, and what comes with the gateway is for the demo alone. */
  readonly inForce: ByKind<Rulebook | null>;
  /** What runs beside it and decides nothing (影子运行); null: nothing does. */
  readonly shadow: ByKind<Rulebook | null>;
}

/** The texts to keep of a rulebook: from them it is made again, whatever the gateway decides by then. */
export const textsOf = ({ model, policy, rateCaps }: Rulebook) =>
  [
    { kind: 'MODEL', fingerprint: model.fingerprint, content: JSON.stringify(model.file) },
    { kind: 'POLICY', fingerprint: policy.fingerprint, content: JSON.stringify(policy.file) },
    { kind: 'RATE_CAPS', fingerprint: rateCaps.fingerprint, content: JSON.stringify(rateCaps.file) },
  ] as const;
