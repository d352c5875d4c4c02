import type { Environment } from './environment';

/** Files that loans are decided by; null: what comes with the gateway, or no shadow. */
export interface DecisionFiles {
  readonly personModel: string | null;
  readonly firmModel: string | null;
  readonly policy: string | null;
  readonly rateCaps: string | null;
  readonly shadowPersonModel: string | null;
  readonly shadowFirmModel: string | null;
  readonly shadowPolicy: string | null;
}

export const decisionFiles = (read: Environment): DecisionFiles => ({
  personModel: read.DECISION_PERSON_MODEL_FILE ?? null,
  firmModel: read.DECISION_FIRM_MODEL_FILE ?? null,
  policy: read.DECISION_POLICY_FILE ?? null,
  rateCaps: read.DECISION_RATE_CAPS_FILE ?? null,
  shadowPersonModel: read.SHADOW_PERSON_MODEL_FILE ?? null,
  shadowFirmModel: read.SHADOW_FIRM_MODEL_FILE ?? null,
  shadowPolicy: read.SHADOW_POLICY_FILE ?? null,
});
