import type { BuildOutcome, ContributionRecord, ValidationVerdict } from './contribution.port';
import { FieldMisfit, type Finding } from './finding';

export function verdictOf(found: readonly Finding[]): ValidationVerdict {
  const errors = found.filter(({ severity }) => severity === 'ERROR');
  const doubts = found.filter(({ severity }) => severity === 'DOUBT');
  return errors.length === 0 ? { kind: 'ACCEPTED', doubts } : { kind: 'PARKED', errors, doubts };
}

/** Builders throw `FieldMisfit` where a value has no place; whoever asked is told the field. */
export function built(build: () => readonly ContributionRecord[]): BuildOutcome {
  try {
    return { kind: 'BUILT', records: build() };
  } catch (error) {
    if (error instanceof FieldMisfit) return { kind: 'REFUSED', findings: [error.finding] };
    throw error;
  }
}
