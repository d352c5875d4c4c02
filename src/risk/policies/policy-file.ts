import { z } from 'zod';
import { isBusinessDate } from '../../kernel';
import { LENDER_TYPES } from './dated';

/** Version of the file's form. A file of another version is refused: its numbers might mean something else. */
const POLICY_FORMAT_VERSION = 1;

const limit = z.number().nonnegative().max(1e12).nullable();
const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a date YYYY-MM-DD')
  .refine(isBusinessDate, 'must be a date YYYY-MM-DD');

const rising = ({ watch, high, severe }: Record<'watch' | 'high' | 'severe', number | null>): boolean => {
  const given = [watch, high, severe].filter((one) => one !== null);
  return given.every((one, index) => index === 0 || one > (given[index - 1] as number));
};

const steps = (meaning: string) =>
  z
    .strictObject({ watch: limit, high: limit, severe: limit })
    .refine(rising, 'watch, high and severe must rise')
    .describe(`${meaning}. A level is reached at its number; null: never`);

const windows = (meaning: string) =>
  z
    .array(
      z
        .strictObject({
          days: z.literal([7, 15, 30, 60, 90, 180, 360]),
          watch: limit,
          high: limit,
          severe: limit,
        })
        .refine(rising, 'watch, high and severe must rise'),
    )
    .refine((all) => new Set(all.map(({ days }) => days)).size === all.length, 'a window may stand once')
    .describe(`${meaning}, by length of the window in days`);

const yuan = z.number().nonnegative().max(1e12).nullable();
const share = z.number().min(0).max(1);

const multiPlatform = z.strictObject({
  openLenders: steps('distinct lenders with an open loan or line'),
  applications: windows('distinct institutions applied to'),
  bankApplications: windows('banks among the institutions applied to'),
  nonBankApplications: windows('institutions applied to that are no banks'),
  nightApplications: windows('applications made at night'),
  approvalInquiries: windows('inquiries for an approval or a guarantee'),
  jointDebtToMonthlyIncome: steps('all open debt in monthly incomes, where there are two lenders or more'),
  ownLoansIn90Days: steps('loans taken of this lender within 90 days'),
});

const history = z.strictObject({
  lateMonthsIn3: limit.describe('HIGH from so many months with code 1 or worse in the last 3'),
  lateMonthsIn6: limit,
  lateMonthsIn12: limit,
  twosIn6: limit.describe('HIGH from so many months with code 2 or worse in the last 6'),
  twosIn12: limit,
  worstCode: z
    .strictObject({ watch: limit, high: limit, severe: limit })
    .describe('worst month of 24 in units of 30 days'),
});

const overdue = z.strictObject({
  days: steps('days past the oldest unpaid due date'),
  terms: steps('instalments due and unpaid of one loan'),
  amountYuan: steps('amount due and unpaid, in yuan'),
  history,
});

const percent = z.int().min(0).max(100);
const someDays = z.int().min(1).max(3_660);

const threeFlows = z.strictObject({
  rebatePercent: percent.describe('part of what is payable up to which money back is a rebate'),
  longestTermDays: someDays.describe(
    'a longer term is found; so many days after the order a trade is due of which nobody says when',
  ),
  financedWithinDays: someDays.describe('a loan so many days after an invoice is taken to be against it'),
  farOffPercent: percent.describe('invoices so far above the order are far off'),
  spikeTimes: z.int().min(2).max(1_000).describe('an order of so many times the mean of the year before'),
  roundDays: someDays.describe('from the first sale of a round to the last'),
  gradeFrom: z
    .strictObject({ a: share, b: share, c: share })
    .refine(({ a, b, c }) => a > b && b > c, 'a, b and c must fall')
    .describe('consistency from which on a trade has the grade, as a part of one'),
});

const limits = z.strictObject({
  person: z.strictObject({
    multiPlatform,
    overIndebtedness: z.strictObject({
      debtServiceToIncome: steps('repayments in a month as a part of income'),
      debtToAnnualIncome: steps('open debt in yearly incomes'),
      ofOwnerMost: z
        .enum(['WATCH', 'HIGH', 'SEVERE'])
        .describe(
          'level that repayments and debt by income reach at most of somebody who leads a firm: it may carry them, and its income is not seen here',
        ),
      utilisation: steps('what is drawn of all revolving lines, as a part of their limits'),
      ownBalanceYuan: yuan.describe('HIGH above so much owed to this lender; null: no cap'),
      allBalanceYuan: yuan.describe('HIGH above so much owed in all; null: no cap'),
    }),
    overdue,
  }),
  firm: z.strictObject({
    multiPlatform: multiPlatform.pick({ openLenders: true, ownLoansIn90Days: true }),
    overIndebtedness: z.strictObject({
      debtToTurnover: steps('open debt as a part of the turnover of a year'),
      lineUtilisation: steps('what is used of the credit line, as a part of it'),
      guaranteesToTurnover: steps('guarantees given as a part of the turnover of a year'),
      calledGuarantees: steps('guarantees given for debtors who do not pay'),
      concentration: steps('the largest counterparty as a part of all trade'),
      concentrationFrom: z
        .int()
        .positive()
        .describe('counterparties from which on concentration says something'),
      ownBalanceYuan: yuan,
      allBalanceYuan: yuan,
    }),
    overdue: overdue.extend({
      payableDays: steps('days that the oldest payable is overdue'),
      openCases: steps('cases in which the firm is sued'),
      enforcements: steps('cases in enforcement'),
      ownerPart: share.describe('part of the firm from which on it counts that its owner does not pay'),
    }),
  }),
  fraud: z.strictObject({
    deviceUsers: z
      .int()
      .min(2)
      .describe('users from which on a device counts as shared: a couple has one phone'),
    mostUsers: z.int().min(2).describe('more users than this are a public thing, not a ring'),
    mobileUsers: z.int().min(2),
    addressUsers: z.int().min(2),
    emergencyContactUsers: z.int().min(2),
    ringSize: z.int().min(2),
    ringDensity: share,
    mobileCount: steps('mobile numbers that a bureau knows of the person'),
    unshippedOrders: steps('orders of a year invoiced and paid without a waybill'),
    repeatedWaybills: steps('waybills that stand under more than one order'),
    fictitiousTrades: steps(
      'trades of a year without goods, between firms that belong together or with money that went back',
    ),
    duplicateFinancings: steps('trades of a year whose one shipment was lent against twice'),
    circularTrades: steps('sales of a year whose goods came back to where they began'),
  }),
  threeFlows,
});

const entry = z.strictObject({
  lenderType: z.enum(LENDER_TYPES),
  from: day.describe('first day'),
  to: day.nullable().describe('last day, included; null: until further notice'),
  policyVersion: z
    .string()
    .regex(/^[\w.-]{1,40}$/, 'must be 1 to 40 letters, digits, points, dashes and underscores'),
  basis: z.string().min(1).describe('what the numbers rest on'),
  limits,
});

export const policySpec = z.strictObject({
  $schema: z.string().optional(),
  format: z.literal('risk-policies'),
  version: z.literal(POLICY_FORMAT_VERSION),
  defaultLenderType: z.enum(LENDER_TYPES).describe('the kind of lender that this gateway serves'),
  entries: z.array(entry).min(1),
});

export type PolicyFile = z.infer<typeof policySpec>;
export type Policy = PolicyFile['entries'][number];
export type Limits = Policy['limits'];
export type ThreeFlowsLimits = Limits['threeFlows'];
/** From how many users on a thing is shared, and from how many on a public one. */
export type SharingLimits = Pick<
  Limits['fraud'],
  'deviceUsers' | 'mobileUsers' | 'addressUsers' | 'mostUsers'
>;
export type Steps = {
  readonly watch: number | null;
  readonly high: number | null;
  readonly severe: number | null;
};

/** The JSON Schema of a policy file, as risk-policies.schema.json beside this holds it. */
export function policyJsonSchema(): object {
  const { $schema, ...schema } = z.toJSONSchema(policySpec, { io: 'input' }) as Record<string, unknown>;
  return { $schema, title: 'Risk policies', ...schema };
}
