import { identifiersOfSubject, subjectById } from '../../../borrowers';
import { settledLoans, standingOf } from '../../../bureaus';
import { type ConsentRecord, consentsOfSubject, decideSensitive, purposesOfClient } from '../../../consent';
import type { RequestContext } from '../../../platform/request';
import type { ProviderQuestion } from '../connectors/provider.port';
import type { OutcomeBody, VerificationRequest } from '../verification';

/** All that a call takes but its number. */
export interface Permitted {
  readonly consent: ConsentRecord;
  readonly question: Omit<ProviderQuestion, 'verificationId'>;
}

/** Best first: what a provider finds a reference by. */
const SCHEMES = ['RESIDENT_ID', 'PASSPORT'] as const;

/** Decides before anything is reserved: who it is, the client's right to the purpose, and a SENSITIVE consent for the provider. */
export async function judge(
  request: VerificationRequest,
  provider: string,
  context: RequestContext,
  now: Date,
): Promise<Permitted | { readonly refused: OutcomeBody }> {
  const { subjectId, modality, purpose, reason } = request;
  const [subject, identifiers, consents, clientPurposes, standing] = await Promise.all([
    context.load(subjectById, subjectId),
    context.load(identifiersOfSubject, subjectId),
    context.load(consentsOfSubject, subjectId),
    context.load(purposesOfClient, context.principal.clientId),
    standingOf({ reason, subjectId }, context),
  ]);
  if (subject?.kind !== 'PERSON') return refused('SUBJECT_NOT_COVERED');
  const decision = decideSensitive(
    {
      clientPurposes,
      subjectId,
      bureau: provider,
      purpose,
      reason: standing,
      at: now,
      isSettled: await settledLoans(consents, context),
    },
    consents,
    modality,
  );
  if (!decision.permitted)
    return {
      refused:
        decision.by === 'CONSENT'
          ? { kind: 'ConsentRequired', cause: decision.cause }
          : { kind: 'PurposeNotAllowed', cause: decision.cause },
    };
  const known = SCHEMES.flatMap((scheme) => identifiers.filter((one) => one.scheme === scheme))[0];
  if (!subject.name || !known) return refused('IDENTITY_INCOMPLETE');
  return {
    consent: decision.consent,
    question: {
      modality,
      captureToken: request.captureToken,
      scheme: known.scheme as ProviderQuestion['scheme'],
      identifier: known.value,
      name: subject.name,
      consentNo: decision.consent.consentNo,
    },
  };
}

const refused = (cause: 'SUBJECT_NOT_COVERED' | 'IDENTITY_INCOMPLETE') =>
  ({ refused: { kind: 'Refused', cause } }) as const;
