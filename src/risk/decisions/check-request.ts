import { bureauExists } from '../../consent';
import { CatalogueError, decodeNodeId } from '../../kernel';
import { moneyFromInput } from '../../platform/graphql';
import type { RequestContext } from '../../platform/request';
import type { Disputed, LoanRequest } from './case/case-file';
import type { DecideRequest } from './decision.commands';

// Longer terms are not this lender's business: they are those of houses.
const LONGEST_TERM = 60;
const MOST_DISPUTED = 20;
const MOST_MINOR = 10n ** 13n;

export interface CheckedRequest {
  readonly subjectId: string;
  readonly request: LoanRequest;
  readonly disputed: readonly Disputed[];
}

/** @throws CatalogueError INVALID_DECISION_REQUEST with the field at fault, or UNKNOWN_BUREAU */
export async function checkedRequest(input: DecideRequest, context: RequestContext): Promise<CheckedRequest> {
  const borrower = decodeNodeId(input.borrower);
  if (borrower?.type !== 'Borrower') throw invalid('borrower', 'is not the id of a Borrower');
  if (!/^[\x21-\x7e]{1,64}$/.test(input.applicationNo))
    throw invalid('applicationNo', 'must be 1 to 64 printable ASCII characters without blanks');
  const { minor, currency } = moneyFromInput(input.amount, 'input.amount');
  if (currency !== 'CNY') throw invalid('amount', 'must be in CNY');
  if (minor <= 0n || minor > MOST_MINOR) throw invalid('amount', 'must be above 0 and at most 100 billion');
  const { termMonths } = input;
  if (!(Number.isInteger(termMonths) && termMonths >= 1 && termMonths <= LONGEST_TERM))
    throw invalid('termMonths', `must be 1 to ${LONGEST_TERM}`);
  const loans = [...new Set(input.disputedLoanNos ?? [])];
  const bureaus = [...new Set(input.disputedBureaus ?? [])];
  if (loans.length > MOST_DISPUTED || loans.some((no) => !/^.{1,64}$/u.test(no)))
    throw invalid('disputedLoanNos', `must be at most ${MOST_DISPUTED} numbers of loans`);
  const known = await Promise.all(bureaus.map((bureau) => context.load(bureauExists, bureau)));
  if (known.includes(false)) throw new CatalogueError('UNKNOWN_BUREAU', { field: 'input.disputedBureaus' });
  return {
    subjectId: borrower.key,
    request: {
      applicationNo: input.applicationNo,
      purpose: input.purpose ?? 'LOAN_APPROVAL',
      amountMinor: minor.toString(),
      currency,
      termMonths,
      method: input.method ?? 'EQUAL_INSTALMENT',
      guarantee: input.guarantee ?? 'CREDIT',
    },
    disputed: [
      ...loans.map((reference) => ({ kind: 'LOAN', reference }) as const),
      ...bureaus.map((reference) => ({ kind: 'BUREAU', reference }) as const),
    ],
  };
}

export const invalid = (field: string, problem: string): CatalogueError =>
  new CatalogueError('INVALID_DECISION_REQUEST', { field: `input.${field}`, problem });
