import { listLoader } from '../../platform/lists';
import { requestLoader, sharedLoader } from '../../platform/loaders';
import type { ConsentDocument, ConsentRecord } from '../policy/consent';
import type { InquiryPurpose } from '../policy/inquiry-purpose';

/** Every consent of a subject, for whatever bureau, valid or not: the decision is the policy's. */
export const consentsOfSubject = sharedLoader<string, readonly ConsentRecord[]>('consents.ofSubject', {
  absent: () => [],
});

/** By client id: the purposes that the client may inquire for. */
export const purposesOfClient = sharedLoader<string, ReadonlySet<InquiryPurpose>>('purposes.ofClient', {
  absent: () => new Set(),
});

/** A subject's consents with their evidence, the last signed first. */
export const consentList = listLoader<ConsentDocument>('consentList.ofSubject');

/** Whether there is a bureau of this code, switched on or off. Answered by whoever keeps the bureaus. */
export const bureauExists = requestLoader<string, boolean>('bureau.exists', { absent: () => false });
