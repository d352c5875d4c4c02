import { money } from '../kernel';
import { type MoneyType, moneyTypeOrNull } from '../platform/graphql';
import {
  BudgetExceeded,
  type BureauOutcome,
  BureauUnavailable,
  ConsentRequired,
  InquiryPending,
  InquiryRejected,
  NotStored,
  OutcomeUnknown,
  PurposeNotAllowed,
  SubjectNotCovered,
} from './bureau-outcome.type';
import { ApplicationCount, CreditReport, NoRecord, ReportProvenance } from './credit-report.type';
import type { CreditOutcome, OutcomeBody, OutcomeKind, Provenance } from './inquiry/credit-outcome';
import type { ReportKey } from './inquiry/report.repository';
import type { NormalisedReport } from './normalised-report';

const TYPES: Record<OutcomeKind, new () => BureauOutcome> = {
  CreditReport,
  NoRecord,
  ConsentRequired,
  PurposeNotAllowed,
  SubjectNotCovered,
  NotStored,
  InquiryPending,
  OutcomeUnknown,
  BudgetExceeded,
  BureauUnavailable,
  InquiryRejected,
};

/** An outcome as the API shows it. */
export function toBureauOutcome(
  { bureau, purpose }: Pick<ReportKey, 'bureau' | 'purpose'>,
  { body, inquiryId, asOf }: CreditOutcome,
): BureauOutcome {
  return Object.assign(new TYPES[body.kind](), { bureau, purpose, inquiryId, asOf }, fieldsOf(body, bureau));
}

function fieldsOf(body: OutcomeBody, bureau: string): object {
  switch (body.kind) {
    case 'CreditReport':
      return { ...figuresOf(body.report), provenance: toProvenance(body.provenance, bureau) };
    case 'NoRecord':
      return { provenance: toProvenance(body.provenance, bureau) };
    case 'BureauUnavailable':
      return { cause: body.cause, retryAfter: body.retryAfterSeconds };
    default:
      return 'cause' in body ? { cause: body.cause } : {};
  }
}

const figuresOf = (report: NormalisedReport) => ({
  reportNo: report.reportNo,
  openLoanCount: report.openLoanCount,
  openLenderCount: report.openLenderCount,
  openBalance: yuan(report.openBalanceMinor),
  overdueAmount: yuan(report.overdueMinor),
  monthlyDue: yuan(report.monthlyDueMinor),
  worstDelinquency24m: report.worstDelinquency24m,
  paymentState24m: report.paymentState24m,
  applications:
    report.applicationWindows?.map((window) => Object.assign(new ApplicationCount(), window)) ?? null,
});

const yuan = (minor: bigint | null): MoneyType | null =>
  moneyTypeOrNull(minor === null ? null : money(minor, 'CNY'));

const toProvenance = ({ observedAt, retrievedAt, consentNo }: Provenance, source: string): ReportProvenance =>
  Object.assign(new ReportProvenance(), { source, observedAt, retrievedAt, consentNo });
