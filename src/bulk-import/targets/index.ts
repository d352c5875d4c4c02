import { ACCOUNT_TARGETS } from './account.targets';
import { BORROWER_TARGETS, SUBJECT_TARGET } from './borrower.targets';
import { CONSENT_TARGET } from './consent.target';
import { DEVICE_TARGETS } from './device.targets';
import { LOAN_TARGETS } from './loan.targets';
import { PARTNER_TARGETS } from './partner.targets';
import type { Target } from './target';
import { TRADE_TARGETS } from './trade.targets';

/** Every table that records can be loaded into, in load order: a row comes after the rows that it refers to. */
export const TARGETS: readonly Target[] = [
  SUBJECT_TARGET,
  ...ACCOUNT_TARGETS,
  ...PARTNER_TARGETS,
  ...TRADE_TARGETS,
  ...LOAN_TARGETS,
  ...DEVICE_TARGETS,
  ...BORROWER_TARGETS,
  CONSENT_TARGET,
];

const BY_NAME = new Map(TARGETS.map((target) => [target.name, target]));

export const targetNamed = (name: string): Target | undefined => BY_NAME.get(name);

export { type Field, type FieldContext, FieldError, isFormula } from './field';
export type { Problem, ReadRow, Target } from './target';
