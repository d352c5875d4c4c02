import { REASON_NEEDED } from '../../consent';
import { CatalogueError, decodeNodeId, may, type Permission, type Principal } from '../../kernel';
import { moneyFromInput } from '../../platform/graphql';
import type { RequestContext } from '../../platform/request';
import type { BureauEntry } from '../directory/bureau-directory';
import { knownBureaus } from '../directory/known-bureaus.loader';
import type { CreditQuestion, InquiryMode, ReasonReference } from '../inquiry/credit-question';
import type { ApplicationInput, CreditReportRequest } from './credit-report-request.input';
import { requestName } from './request-name';

/** What a checked request asks of each borrower, one question per bureau. */
export type QuestionTemplate = Omit<CreditQuestion, 'subjectId'>;

/** Beyond `bureau:read`. */
const PERMISSIONS_OF: Readonly<Record<InquiryMode, readonly Permission[]>> = {
  STORED_ONLY: [],
  INQUIRE_IF_STALE: ['bureau:inquire'],
  INQUIRE_ALWAYS: ['bureau:inquire', 'bureau:inquire-always'],
};

const OLDEST_DAYS = 3_650;

/**
 * What a request asks of each borrower.
 * @throws CatalogueError what `questionsOf` throws, and what is wrong with its idempotency key, before anything is reserved
 */
export async function askedBy(
  request: CreditReportRequest,
  context: RequestContext,
): Promise<readonly QuestionTemplate[]> {
  const templates = questionsOf(request, context.principal, await context.load(knownBureaus, 'all'));
  const { idempotencyKey: key, ...rest } = request;
  if (typeof key === 'string' && !context.plan) {
    const wrong = await context.load(requestName, { key, request: rest });
    if (wrong) throw wrong;
  }
  return templates;
}

/**
 * Checks a request as a whole, before anything is looked up.
 * @throws CatalogueError UNKNOWN_BUREAU, FORBIDDEN, or INVALID_CREDIT_REQUEST with the field at fault
 */
function questionsOf(
  request: CreditReportRequest,
  principal: Principal,
  known: readonly BureauEntry[],
): QuestionTemplate[] {
  const { purpose, mode, maxAgeDays = null, idempotencyKey: requestKey = null } = request;
  const codes = bureausOf(request, known);
  if (maxAgeDays !== null && (maxAgeDays < 0 || maxAgeDays > OLDEST_DAYS))
    throw invalid('maxAgeDays', `must be 0 to ${OLDEST_DAYS}`);
  if (requestKey !== null && mode === 'STORED_ONLY')
    throw invalid('idempotencyKey', 'is for a mode that may inquire');
  const reason = reasonOf(request);
  if (mode !== 'STORED_ONLY') {
    for (const permission of PERMISSIONS_OF[mode])
      if (!may(principal, permission))
        throw new CatalogueError('FORBIDDEN', { permission, path: 'creditReports' });
    const needed = REASON_NEEDED[purpose];
    if (needed && reason?.kind !== needed) {
      const field = needed === 'APPLICATION' ? 'application' : 'loan';
      throw invalid(
        field,
        `${mode} for ${purpose} needs ${needed === 'APPLICATION' ? 'an application' : 'a loan'}`,
      );
    }
  }
  return codes.map((bureau) => ({ bureau, purpose, mode, maxAgeDays, reason, requestKey }));
}

function bureausOf({ bureaus }: CreditReportRequest, known: readonly BureauEntry[]): string[] {
  if (!bureaus) return known.filter((entry) => entry.connector).map((entry) => entry.profile.code);
  const codes = new Set(known.map((entry) => entry.profile.code));
  if (bureaus.some((code) => !codes.has(code)))
    throw new CatalogueError('UNKNOWN_BUREAU', { field: 'request.bureaus' });
  return [...new Set(bureaus)];
}

function reasonOf({ application, loan }: CreditReportRequest): ReasonReference | null {
  if (application && loan) throw invalid('loan', 'give either an application or a loan');
  if (application) return ofApplication(application);
  if (!loan) return null;
  const decoded = decodeNodeId(loan);
  if (decoded?.type !== 'Loan') throw invalid('loan', 'is not the id of a loan');
  return { kind: 'LOAN', ref: decoded.key };
}

function ofApplication({ no, amount, monthlyIncome, ...facts }: ApplicationInput): ReasonReference {
  if (!/^[\x21-\x7e]{1,64}$/.test(no))
    throw invalid('application.no', 'must be 1 to 64 printable ASCII characters without blanks');
  return {
    kind: 'APPLICATION',
    ref: no,
    application: {
      loanPurpose: facts.loanPurpose ?? null,
      guaranteeType: facts.guaranteeType ?? null,
      customerType: facts.customerType ?? null,
      amount: amount ? moneyFromInput(amount, 'request.application.amount') : null,
      monthlyIncome: monthlyIncome
        ? moneyFromInput(monthlyIncome, 'request.application.monthlyIncome')
        : null,
    },
  };
}

const invalid = (field: string, problem: string): CatalogueError =>
  new CatalogueError('INVALID_CREDIT_REQUEST', { field: `request.${field}`, problem });
