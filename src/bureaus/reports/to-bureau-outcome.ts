import { money } from '../../kernel';
import { type MoneyType, moneyType, moneyTypeOrNull } from '../../platform/graphql';
import type { CreditOutcome, OutcomeBody, OutcomeKind, Provenance } from '../inquiry/credit-outcome';
import type { ReportKey } from '../inquiry/stored/report.repository';
import type {
  ReportedGuarantee as GuaranteeFigures,
  IssuedWindow,
  NormalisedReport,
  SpecialTrade as SpecialTradeFigures,
} from '../normalised-report';
import {
  BudgetExceeded,
  type BureauOutcome,
  BureauUnavailable,
  ConsentRequired,
  InquiryPending,
  InquiryRejected,
  NotStored,
  OutcomeUnknown,
  PlannedInquiry,
  PurposeNotAllowed,
  SubjectNotCovered,
} from './bureau-outcome.type';
import {
  AnswerCoverage,
  ApplicationCount,
  GuaranteesGiven,
  InquiryCount,
  IssuedLoanCount,
  IssuedLoans,
  PastInquiry,
  ProfileConsistency,
  QueryHistory,
  ReportedGuarantee,
  SpecialTrade,
  SpecialTrades,
} from './credit-report.sections';
import { CreditReport, NoRecord } from './credit-report.type';
import { ReportProvenance } from './report-provenance.type';

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
  PlannedInquiry,
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
    case 'CreditReport': {
      const provenance = toProvenance(body.provenance, bureau);
      return { ...figuresOf(body.report), ...sectionsOf(body.report, provenance), provenance };
    }
    case 'NoRecord':
      return { provenance: toProvenance(body.provenance, bureau) };
    case 'PlannedInquiry':
      return { price: moneyType(money(body.priceMinor, 'CNY')), consentNo: body.consentNo };
    case 'BureauUnavailable':
      return { cause: body.cause, retryAfter: body.retryAfterSeconds };
    case 'InquiryRejected':
      return { cause: body.cause, fields: [...body.fields] };
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
  creditLine: yuan(report.creditLineMinor),
  lineBalance: yuan(report.lineBalanceMinor),
  worstDelinquency24m: report.worstDelinquency24m,
  paymentState24m: report.paymentState24m,
  applications:
    report.applicationWindows?.map((window) => Object.assign(new ApplicationCount(), window)) ?? null,
  coverage: report.coverage && Object.assign(new AnswerCoverage(), report.coverage),
});

/** Each section says where it comes from: a reader may be shown one of them alone. */
function sectionsOf(report: NormalisedReport, provenance: ReportProvenance) {
  const { issuedWindows, inquiryWindows, queryHistory, profile, guarantees, specialTrades } = report;
  return {
    issuedLoans:
      issuedWindows &&
      Object.assign(new IssuedLoans(), { windows: issuedWindows.map(toIssuedLoanCount), provenance }),
    queryHistory:
      inquiryWindows || queryHistory
        ? Object.assign(new QueryHistory(), {
            windows: inquiryWindows?.map((window) => Object.assign(new InquiryCount(), window)) ?? null,
            inquiries: queryHistory?.map((query) => Object.assign(new PastInquiry(), query)) ?? null,
            provenance,
          })
        : null,
    profile: profile && Object.assign(new ProfileConsistency(), profile, { provenance }),
    guaranteesGiven:
      guarantees &&
      Object.assign(new GuaranteesGiven(), { guarantees: guarantees.map(toGuarantee), provenance }),
    specialTrades:
      specialTrades &&
      Object.assign(new SpecialTrades(), { trades: specialTrades.map(toSpecialTrade), provenance }),
  };
}

const toIssuedLoanCount = ({ amountMinor, largestMinor, ...counts }: IssuedWindow): IssuedLoanCount =>
  Object.assign(new IssuedLoanCount(), counts, { amount: yuan(amountMinor), largest: yuan(largestMinor) });

const toGuarantee = ({ amountMinor, balanceMinor, ...facts }: GuaranteeFigures): ReportedGuarantee =>
  Object.assign(new ReportedGuarantee(), facts, { amount: yuan(amountMinor), balance: yuan(balanceMinor) });

const toSpecialTrade = ({ amountMinor, ...facts }: SpecialTradeFigures): SpecialTrade =>
  Object.assign(new SpecialTrade(), facts, { amount: yuan(amountMinor) });

const yuan = (minor: bigint | null): MoneyType | null =>
  moneyTypeOrNull(minor === null ? null : money(minor, 'CNY'));

export const toProvenance = (
  { observedAt, retrievedAt, consentNo }: Provenance,
  source: string,
): ReportProvenance => Object.assign(new ReportProvenance(), { source, observedAt, retrievedAt, consentNo });
