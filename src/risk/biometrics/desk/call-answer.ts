import type { NotSent } from '../../../bureaus';
import type { ProviderAnswer } from '../connectors/provider.port';
import type { OutcomeBody } from '../verification';

/** Whatever stands in the way before the first byte. */
export type Withheld = { readonly kind: 'WITHHELD'; readonly because: OutcomeBody };

/** What has come of a call: of the provider, or before it. */
export type CallAnswer = ProviderAnswer | NotSent | Withheld;

export function bodyOfAnswer(answer: CallAnswer): OutcomeBody {
  switch (answer.kind) {
    case 'VERIFIED':
      return { kind: 'Verified', finding: answer.finding };
    case 'REFUSED':
      return { kind: 'Refused', cause: answer.cause };
    case 'UNKNOWN':
      return { kind: 'OutcomeUnknown', cause: answer.cause };
    case 'UNAVAILABLE':
      return { kind: 'Unavailable', cause: answer.cause, retryAfterSeconds: answer.retryAfterSeconds };
    case 'NOT_SENT':
      return { kind: 'Unavailable', cause: answer.cause, retryAfterSeconds: null };
    case 'WITHHELD':
      return answer.because;
  }
}

/** Nothing of the call has left: its capture may be sent yet. */
export const nothingLeft = (answer: CallAnswer): boolean =>
  answer.kind === 'NOT_SENT' || answer.kind === 'WITHHELD' || (answer.kind === 'UNAVAILABLE' && !answer.sent);
