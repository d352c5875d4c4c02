import type { InquiryPurpose } from '../../consent';
import { money } from '../../kernel';
import { moneyType, moneyTypeOrNull } from '../../platform/graphql';
import type { NormalisedReport } from '../normalised-report';
import { toBureauOutcome, toProvenance } from '../reports/to-bureau-outcome';
import {
  AmountFigure,
  AmountValue,
  ApplicationFigures,
  CountFigure,
  CountValue,
  CreditSummary,
  GradeFigure,
  GradeValue,
  InquiryFigures,
  IssuedLoanFigures,
  ReportDisagreement,
} from './credit-summary.type';
import type { AmountFigure as Amounts, CountFigure as Counts, FigureSource, Summary } from './summarise';

/** A summary as the API shows it. */
export function toCreditSummary(summary: Summary, purpose: InquiryPurpose): CreditSummary {
  const { values: grades, worst } = summary.worstDelinquency24m;
  return Object.assign(new CreditSummary(), {
    reported: [...summary.reported],
    withoutRecord: [...summary.withoutRecord],
    missing: summary.missing.map(({ bureau, outcome }) => toBureauOutcome({ bureau, purpose }, outcome)),
    openLoanCount: counts(summary.openLoanCount),
    openLenderCount: counts(summary.openLenderCount),
    openBalance: amounts(summary.openBalance),
    overdueAmount: amounts(summary.overdueAmount),
    monthlyDue: amounts(summary.monthlyDue),
    mobileCount: counts(summary.mobileCount),
    worstDelinquency24m: Object.assign(new GradeFigure(), {
      values: grades.map(({ source, value }) =>
        Object.assign(new GradeValue(), { grade: value, provenance: provenanceOf(source) }),
      ),
      worst,
    }),
    applications: summary.applications.map(({ days, applicationCount, institutionCount }) =>
      Object.assign(new ApplicationFigures(), {
        days,
        applicationCount: counts(applicationCount),
        institutionCount: counts(institutionCount),
      }),
    ),
    issuedLoans: summary.issuedLoans.map(({ days, loanCount, institutionCount, amount }) =>
      Object.assign(new IssuedLoanFigures(), {
        days,
        loanCount: counts(loanCount),
        institutionCount: counts(institutionCount),
        amount: amounts(amount),
      }),
    ),
    inquiries: summary.inquiries.map(({ days, inquiryCount, approvalCount, institutionCount }) =>
      Object.assign(new InquiryFigures(), {
        days,
        inquiryCount: counts(inquiryCount),
        approvalCount: counts(approvalCount),
        institutionCount: counts(institutionCount),
      }),
    ),
    disagreements: summary.disagreements.map(({ kind, figure, bureaus }) =>
      Object.assign(new ReportDisagreement(), {
        kind,
        figure: FIELD_NAMES[figure] ?? figure,
        bureaus: [...bureaus],
      }),
    ),
  });
}

/** Fields of CreditReport that are called otherwise than the figure behind them. */
const FIELD_NAMES: Partial<Record<keyof NormalisedReport, string>> = {
  overdueMinor: 'overdueAmount',
  applicationWindows: 'applications',
  issuedWindows: 'issuedLoans',
  inquiryWindows: 'queryHistory',
};

const provenanceOf = ({ bureau, ...provenance }: FigureSource) => toProvenance(provenance, bureau);

const counts = ({ values, atLeast, atMost }: Counts): CountFigure =>
  Object.assign(new CountFigure(), {
    values: values.map(({ source, value }) =>
      Object.assign(new CountValue(), { count: value, provenance: provenanceOf(source) }),
    ),
    atLeast,
    atMost,
  });

const amounts = ({ values, atLeast, atMost }: Amounts): AmountFigure =>
  Object.assign(new AmountFigure(), {
    values: values.map(({ source, value }) =>
      Object.assign(new AmountValue(), {
        amount: moneyType(money(value, 'CNY')),
        provenance: provenanceOf(source),
      }),
    ),
    atLeast: yuan(atLeast),
    atMost: yuan(atMost),
  });

const yuan = (minor: bigint | null) => moneyTypeOrNull(minor === null ? null : money(minor, 'CNY'));
