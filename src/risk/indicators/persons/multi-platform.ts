import { nodeKey } from '../../../graph';
import type { BorrowerFacts, PersonFacts } from '../../facts/borrower-facts';
import type { Limits, Policy } from '../../policies/policy-file';
import type { Evidence, Indicator, MissingInput } from '../indicator';
import { type Charter, conclude, hasAnswer, missingInput, missingReports, rowAt, unless } from '../judging';
import { incomeOf, openDebtOf } from '../money';

/**
 * Meaning: borrows from many lenders at once (多头借贷). Formula: distinct lenders with open debt; institutions applied
 * to (banks, others and by night apart, where a bureau tells), and inquiries for an approval, in windows of days; all debt in monthly incomes where there are two lenders or more;
 * own loans within 90 days. Bureaus' counts are never added up, as they overlap: the largest is a lower bound. Inputs:
 * stored reports, own loans, repayments in the ledger. Source: guidance and a lender's practice; numbers from the policy.
 */
const CHARTER: Charter = {
  kind: 'MULTI_PLATFORM',
  version: 'person-multi-platform-1',
  nullRule: {
    en: 'Without any answer of a bureau other lenders are not known: UNKNOWN unless the own ledger shows them.',
    zh: '无任何征信答复时，其他机构借款未知；除非本机构流水已显示',
  },
};

export function personMultiPlatform(facts: PersonFacts, policy: Policy): Indicator {
  const limits = policy.limits.person.multiPlatform;
  return conclude(
    CHARTER,
    {
      evidence: [
        ...openLenders(facts, limits),
        ...applications(facts, limits),
        ...jointDebt(facts, limits),
        ...ownLoansLately(facts, limits.ownLoansIn90Days),
      ],
      missing: [
        ...missingReports(facts),
        ...unsaid(facts),
        ...unless(facts.loans, 'LOANS', { en: 'Loans of the own book', zh: '本机构借款' }),
      ],
      isBlind: !hasAnswer(facts),
    },
    facts,
    policy,
  );
}

type MultiPlatformLimits = Limits['person']['multiPlatform'];

/** This lender among them. Those that the ledger repays, or a bureau counts, may be the same: the most is taken. */
export const ownLender = ({ loans }: BorrowerFacts): number =>
  loans.known && loans.value.some(({ outstandingMinor }) => outstandingMinor > 0n) ? 1 : 0;

function openLenders(facts: PersonFacts, { openLenders }: MultiPlatformLimits): Evidence[] {
  const { reports, cashflow } = facts;
  return [
    ...reports.flatMap(({ bureau, report }) =>
      report.known
        ? rowAt(
            'OPEN_LENDERS',
            openLenders,
            { en: `Lenders with open debt, by ${bureau}.`, zh: `${bureau} 未结清机构数` },
            { value: report.value.openLenderCount ?? 0, origin: report },
          )
        : [],
    ),
    ...(cashflow.known
      ? cashflow.value.flatMap(({ otherLenders }) =>
          rowAt(
            'LENDERS_REPAID',
            openLenders,
            {
              en: 'Lenders whom he repays, as his account shows, this one among them.',
              zh: '流水显示的还款机构数（含本机构）',
            },
            { value: otherLenders + ownLender(facts), origin: cashflow },
          ),
        )
      : []),
  ];
}

/** Parts of the applications that a policy may limit by themselves. Few bureaus tell of them. */
const PARTS_OF_APPLICATIONS = [
  {
    code: 'BANK_APPLICATIONS',
    limit: 'bankApplications',
    figure: 'bankCount',
    en: 'Banks applied to',
    zh: '申请银行机构数',
  },
  {
    code: 'NON_BANK_APPLICATIONS',
    limit: 'nonBankApplications',
    figure: 'nonBankCount',
    en: 'Institutions applied to that are no banks',
    zh: '申请非银行机构数',
  },
  {
    code: 'NIGHT_APPLICATIONS',
    limit: 'nightApplications',
    figure: 'nightCount',
    en: 'Applications made at night',
    zh: '夜间申请次数',
  },
] as const;

const applications = ({ reports }: PersonFacts, limits: MultiPlatformLimits): Evidence[] =>
  reports.flatMap(({ bureau, report }) => {
    if (!report.known) return [];
    const { applicationWindows, inquiryWindows } = report.value;
    return [
      ...limits.applications.flatMap(({ days, ...steps }) =>
        rowAt(
          `APPLICATIONS_D${days}`,
          steps,
          {
            en: `Institutions applied to within ${days} days, by ${bureau}.`,
            zh: `${bureau} 近 ${days} 天申请机构数`,
          },
          {
            value: applicationWindows?.find((one) => one.days === days)?.institutionCount ?? 0,
            origin: report,
          },
        ),
      ),
      ...PARTS_OF_APPLICATIONS.flatMap(({ code, limit, figure, en, zh }) =>
        limits[limit].flatMap(({ days, ...steps }) =>
          rowAt(
            `${code}_D${days}`,
            steps,
            { en: `${en} within ${days} days, by ${bureau}.`, zh: `${bureau} 近 ${days} 天${zh}` },
            { value: applicationWindows?.find((one) => one.days === days)?.[figure] ?? 0, origin: report },
          ),
        ),
      ),
      ...limits.approvalInquiries.flatMap(({ days, ...steps }) =>
        rowAt(
          `APPROVAL_INQUIRIES_D${days}`,
          steps,
          {
            en: `Inquiries for an approval or a guarantee within ${days} days, by ${bureau}.`,
            zh: `${bureau} 近 ${days} 天审批类查询次数`,
          },
          { value: inquiryWindows?.find((one) => one.days === days)?.approvalCount ?? 0, origin: report },
        ),
      ),
    ];
  });

function jointDebt(facts: PersonFacts, { jointDebtToMonthlyIncome }: MultiPlatformLimits): Evidence[] {
  const lenders = Math.max(
    ownLender(facts),
    ...facts.reports.map(({ report }) => (report.known ? (report.value.openLenderCount ?? 0) : 0)),
  );
  if (lenders < 2) return [];
  return openDebtOf(facts).flatMap(({ currency, minor, ...seen }) => {
    const income = incomeOf(facts, currency);
    return income === null
      ? []
      : rowAt(
          'JOINT_DEBT',
          jointDebtToMonthlyIncome,
          {
            en: 'All open debt in monthly incomes, owed to several lenders.',
            zh: '共债总额相当于月收入的倍数',
          },
          { value: Number(minor) / Number(income), ...seen },
        );
  });
}

export function ownLoansLately(
  { loans, asOf }: BorrowerFacts,
  steps: MultiPlatformLimits['ownLoansIn90Days'],
): Evidence[] {
  if (!loans.known) return [];
  const since = Date.parse(asOf) - 90 * 86_400_000;
  const lately = loans.value.filter(
    ({ issuedOn, status }) => Date.parse(issuedOn) > since && status !== 'CANCELLED',
  );
  return rowAt(
    'OWN_LOANS_D90',
    steps,
    { en: 'Loans taken of this lender within 90 days.', zh: '近 90 天本机构放款笔数' },
    { value: lately.length, origin: loans, nodes: lately.map(({ id }) => nodeKey('LOAN', id)) },
  );
}

/** What a bureau that answered does not tell. Of the parts of applications: where none of them does. */
function unsaid({ reports }: PersonFacts): MissingInput[] {
  const isTold = (figure: 'nonBankCount' | 'nightCount'): boolean =>
    reports.some(
      ({ report }) =>
        report.known && (report.value.applicationWindows ?? []).some((one) => (one[figure] ?? null) !== null),
    );
  const hasKinds = isTold('nonBankCount');
  const hasTimes = isTold('nightCount');
  return reports.flatMap(({ bureau, report }) => {
    if (!report.known) return [];
    const { openLenderCount, applicationWindows } = report.value;
    const row = (input: string, isMissing: boolean, en: string, zh: string): MissingInput[] =>
      isMissing ? [missingInput({ reason: 'NOT_SAID', source: bureau, place: null }, input, { en, zh })] : [];
    return [
      ...row('OPEN_LENDERS', openLenderCount === null, 'The number of lenders', '未结清机构数'),
      ...row('APPLICATIONS', applicationWindows === null, 'The number of applications', '申请机构数'),
      ...row(
        'KINDS_OF_INSTITUTIONS',
        !hasKinds,
        'Which applications went to banks',
        '银行与非银行申请的划分',
      ),
      ...row('TIMES_OF_APPLICATIONS', !hasTimes, 'Which applications were made at night', '夜间申请'),
    ];
  });
}
