import { sharedLoader } from '../platform/loaders';
import type { ConsentRecord } from './consent';
import type { InquiryPurpose } from './inquiry-purpose';

/** Every consent of a subject, for whatever bureau, valid or not: the decision is the policy's. */
export const consentsOfSubject = sharedLoader<string, readonly ConsentRecord[]>('consents.ofSubject', {
  absent: () => [],
});

/** By client id: the purposes that the client may inquire for. */
export const purposesOfClient = sharedLoader<string, ReadonlySet<InquiryPurpose>>('purposes.ofClient', {
  absent: () => new Set(),
});
