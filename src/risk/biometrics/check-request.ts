import { subjectById } from '../../borrowers';
import type { NamedReason } from '../../bureaus';
import type { InquiryPurpose } from '../../consent';
import { CatalogueError, decodeNodeId } from '../../kernel';
import type { RequestContext } from '../../platform/request';
import { problemOfCapture } from './capture-token';
import type { Modality, VerificationRequest } from './verification';

/** What a client wants verified, in its own words. */
export interface VerifyRequest {
  /** Global id of the borrower. */
  readonly borrower: string;
  readonly modality: Modality;
  readonly captureToken: string;
  readonly purpose: InquiryPurpose;
  readonly applicationNo?: string | null;
  /** Global id of the loan. */
  readonly loan?: string | null;
}

/**
 * Checks a request as a whole. Nothing is stored or sent here, and no message repeats what was given.
 * @throws CatalogueError INVALID_BIOMETRIC_REQUEST with the field at fault
 */
export async function checkedRequest(
  input: VerifyRequest,
  context: RequestContext,
): Promise<VerificationRequest> {
  // First of all, so that what must not be here is not looked at any further.
  const problem = problemOfCapture(input.captureToken);
  if (problem) throw invalid('captureToken', problem);
  const borrower = decodeNodeId(input.borrower);
  if (borrower?.type !== 'Borrower') throw invalid('borrower', 'is not the id of a Borrower');
  const reason = reasonOf(input);
  const { modality, captureToken, purpose } = input;
  if (!(await context.load(subjectById, borrower.key))) throw invalid('borrower', 'is not known here');
  return { subjectId: borrower.key, modality, captureToken, purpose, reason };
}

function reasonOf({ applicationNo, loan }: VerifyRequest): NamedReason {
  if (applicationNo != null && loan != null) throw invalid('loan', 'give either an application or a loan');
  if (applicationNo != null) {
    if (!/^[\x21-\x7e]{1,64}$/.test(applicationNo))
      throw invalid('applicationNo', 'must be 1 to 64 printable ASCII characters without blanks');
    return { kind: 'APPLICATION', ref: applicationNo };
  }
  if (loan == null) throw invalid('applicationNo', 'give an application or a loan that it is for');
  const decoded = decodeNodeId(loan);
  if (decoded?.type !== 'Loan') throw invalid('loan', 'is not the id of a Loan');
  return { kind: 'LOAN', ref: decoded.key };
}

const invalid = (field: string, problem: string): CatalogueError =>
  new CatalogueError('INVALID_BIOMETRIC_REQUEST', { field: `input.${field}`, problem });
