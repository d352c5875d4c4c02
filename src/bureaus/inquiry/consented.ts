import type { ConsentRecord } from '../../consent';
import { dataRefusal } from '../connectors/outbound-data';
import type { OutcomeBody } from './credit-outcome';
import type { Attempt, Intent } from './credit-question';

export const categoriesOf = (sensitive: readonly ConsentRecord[]): string[] => [
  ...new Set(sensitive.flatMap(({ dataCategories }) => dataCategories)),
];

/** All consents that a call goes out under: to be asserted live in the transaction that lets it go on. */
export const consentIdsOf = (attempts: readonly Attempt[]): string[] => [
  ...new Set(attempts.flatMap(({ consent, sensitive }) => [consent, ...sensitive].map(({ id }) => id))),
];

/**
 * An intent as the consents that are live permit it. Special data whose own consent is gone is not sent; where the bureau
 * must have it, and where the consent to the inquiry itself is gone, the call is refused. Pure.
 */
export function asConsented(
  intent: Intent,
  live: ReadonlySet<string>,
): { readonly intent: Intent } | { readonly refused: OutcomeBody } {
  if (!live.has(intent.consent.id)) return { refused: { kind: 'ConsentRequired', cause: 'REVOKED' } };
  const sensitive = intent.sensitive.filter(({ id }) => live.has(id));
  if (sensitive.length === intent.sensitive.length) return { intent };
  const facts = { ...intent.facts, specialCategories: categoriesOf(sensitive) };
  const refusal = dataRefusal(intent.bureau.connector.data(intent.question.purpose), facts);
  return refusal
    ? { refused: { kind: 'InquiryRejected', ...refusal } }
    : { intent: { ...intent, sensitive, facts } };
}
