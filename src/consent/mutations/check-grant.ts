import { subjectById } from '../../borrowers';
import { loanById } from '../../ecosystem';
import { CatalogueError, decodeNodeId, type NodeType } from '../../kernel';
import type { RequestContext } from '../../platform/request';
import { type ConsentInput, problemOfConsent } from '../storage/consent.bulk';
import { bureauExists } from '../storage/consent.loaders';
import type { GrantRequest } from './consent.commands';

// A client's clock may run a little ahead of ours.
const CLOCK_SKEW_MS = 5 * 60_000;
const MOST_CATEGORIES = 20;

/**
 * A consent to be stored, from a client's words. Nothing is written here.
 * @throws CatalogueError UNKNOWN_BUREAU, or INVALID_CONSENT with the field at fault
 */
export async function checkedGrant(request: GrantRequest, context: RequestContext): Promise<ConsentInput> {
  const { validTo = null, untilSettledLoan = null } = request;
  if (!/^[A-Z][A-Z0-9_]{0,15}$/.test(request.channel))
    throw invalid('channel', 'must be a code of 1 to 16 capital letters, digits and underscores');
  if (!/^[\x21-\x7e]{1,24}$/.test(request.templateVersion))
    throw invalid('templateVersion', 'must be 1 to 24 printable ASCII characters without blanks');
  const { dataCategories } = request;
  if (dataCategories.length < 1 || dataCategories.length > MOST_CATEGORIES)
    throw invalid('dataCategories', `must name 1 to ${MOST_CATEGORIES} categories`);
  if (!dataCategories.every((category) => /^[A-Z][A-Z0-9_]{0,39}$/.test(category)))
    throw invalid('dataCategories', 'must be codes of capital letters, digits and underscores');
  for (const field of ['signedAt', 'validFrom', 'validTo'] as const) checkYear(field, request[field] ?? null);
  if (request.signedAt.getTime() > context.clock.now().getTime() + CLOCK_SKEW_MS)
    throw invalid('signedAt', 'must not lie in the future');
  if (validTo === null && untilSettledLoan === null)
    throw invalid('validTo', 'give validTo, untilSettledLoan or both: a consent has an end');

  const subjectId = keyOf('borrower', 'Borrower', request.borrower);
  const loanId = untilSettledLoan === null ? null : keyOf('untilSettledLoan', 'Loan', untilSettledLoan);
  const input: ConsentInput = {
    sourceKey: request.consentNo,
    consentNo: request.consentNo,
    subjectId,
    bureau: request.bureau,
    type: request.type,
    purposes: [...new Set(request.purposes)],
    dataCategories: [...new Set(dataCategories)],
    templateVersion: request.templateVersion,
    textHash: request.textHash,
    signedAt: request.signedAt,
    validFrom: request.validFrom,
    validTo,
    untilSettledLoanId: loanId,
    channel: request.channel,
    evidenceHash: request.evidenceHash,
  };
  const problem = problemOfConsent(input);
  if (problem) {
    const [field = '', ...words] = problem.split(' ');
    throw invalid(field, words.join(' '));
  }
  const [known, subject, loan] = await Promise.all([
    context.load(bureauExists, request.bureau),
    context.load(subjectById, subjectId),
    loanId === null ? null : context.load(loanById, loanId),
  ]);
  if (!known) throw new CatalogueError('UNKNOWN_BUREAU', { field: 'input.bureau' });
  if (!subject) throw invalid('borrower', 'is not known here');
  if (loanId !== null && loan?.subjectId !== subjectId)
    throw invalid('untilSettledLoan', 'is not a loan of this borrower');
  return input;
}

function checkYear(field: string, at: Date | null): void {
  const year = at?.getUTCFullYear() ?? 2000;
  if (!(year >= 2000 && year <= 9998)) throw invalid(field, 'must lie between the years 2000 and 9998');
}

function keyOf(field: string, type: NodeType, id: string): string {
  const decoded = decodeNodeId(id);
  if (decoded?.type !== type) throw invalid(field, `is not the id of a ${type}`);
  return decoded.key;
}

const invalid = (field: string, problem: string): CatalogueError =>
  new CatalogueError('INVALID_CONSENT', { field: `input.${field}`, problem });
