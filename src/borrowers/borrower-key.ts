import { decodeNodeId } from '../kernel';
import { canonicalIdentifier, describeProblem, type IdentityScheme } from '../kernel/identity';
import type { BorrowerKey } from './borrower.type';

/** What a key says once it is read: a subject's own id, an identifier to look up, or why it cannot be one. */
export type ReadKey =
  | { readonly is: 'subject'; readonly subjectId: string }
  | { readonly is: 'identifier'; readonly scheme: IdentityScheme; readonly value: string }
  | {
      readonly is: 'invalid';
      readonly scheme: IdentityScheme | null;
      readonly problem: string;
      readonly message: string;
    };

const SCHEME_OF = {
  residentId: 'RESIDENT_ID',
  creditCode: 'CREDIT_CODE',
  passport: 'PASSPORT',
  mobile: 'MOBILE',
  bankCard: 'BANK_CARD',
  accountNo: 'ACCOUNT_NO',
} as const satisfies Partial<Record<keyof BorrowerKey, IdentityScheme>>;

const invalid = (scheme: IdentityScheme | null, problem: string, message: string): ReadKey => ({
  is: 'invalid',
  scheme,
  problem,
  message,
});

/**
 * Reads a key into its canonical form. That there is exactly one is checked here as well: neither type-graphql nor the
 * compiled executor enforces `@oneOf`.
 */
export function readBorrowerKey(key: BorrowerKey, today: string): ReadKey {
  const given = Object.entries(key).filter(([, value]) => value !== null && value !== undefined);
  const [name, value] = given[0] ?? [];
  if (given.length !== 1 || name === undefined)
    return invalid(null, 'NOT_ONE_KEY', 'Exactly one field of the key must be given.');
  if (name === 'id') {
    const decoded = decodeNodeId(value as string);
    return decoded?.type === 'Borrower'
      ? { is: 'subject', subjectId: decoded.key }
      : invalid(null, 'ID', 'The id is not that of a borrower.');
  }
  if (name === 'external') {
    const { source, value: text } = value as { source: string; value: string };
    return canonical('EXTERNAL', text, today, source);
  }
  return canonical(SCHEME_OF[name as keyof typeof SCHEME_OF], value as string, today);
}

function canonical(scheme: IdentityScheme, raw: string, today: string, issuer?: string): ReadKey {
  const read = canonicalIdentifier(scheme, raw, { today, ...(issuer !== undefined && { issuer }) });
  return read.ok
    ? { is: 'identifier', scheme, value: read.value }
    : invalid(scheme, read.problem, describeProblem(read.problem));
}
