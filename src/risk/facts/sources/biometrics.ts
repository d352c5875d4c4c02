import type { VerificationRecord } from '../../biometrics/storage/biometrics.loaders';
import type { BiometricFacts } from '../borrower-facts';
import { type Fact, known, missing } from '../fact';

/** What the last verification of each modality has shown. Who was never verified is not known to be himself or another. */
export function biometricsOf(records: readonly VerificationRecord[]): Fact<readonly BiometricFacts[]> {
  const facts = records.flatMap(({ modality, verdict, liveness, closedAt, consentNo }): BiometricFacts[] =>
    verdict !== null && liveness !== null && closedAt !== null
      ? [{ modality, verdict, liveness, observedAt: closedAt.toISOString(), consentNo }]
      : [],
  );
  const newest = [...facts].sort((a, b) => (a.observedAt < b.observedAt ? 1 : -1))[0];
  return newest
    ? known(facts, 'biometrics', { observedAt: newest.observedAt, consentNo: newest.consentNo })
    : missing('NOT_RECORDED', 'biometrics');
}
