import { BORROWER_TARGETS, SUBJECT_TARGET } from './borrower.targets';
import { CONSENT_TARGET } from './consent.target';
import { ECOSYSTEM_TARGETS } from './ecosystem.targets';
import type { Target } from './target';

/** Every table that records can be loaded into, in load order: a row comes after the rows that it refers to. */
export const TARGETS: readonly Target[] = [
  SUBJECT_TARGET,
  ...ECOSYSTEM_TARGETS,
  ...BORROWER_TARGETS,
  CONSENT_TARGET,
];

const BY_NAME = new Map(TARGETS.map((target) => [target.name, target]));

export const targetNamed = (name: string): Target | undefined => BY_NAME.get(name);

export { type Field, type FieldContext, FieldError, type Texts } from './field';
export type { Problem, ReadRow, Target } from './target';
