import { z } from 'zod';
import { bilingual, cappedLender, share, text } from '../../pricing/rate-caps-file';

/** Version of the file's form; a file of another version is refused. */
export const DECISION_POLICY_VERSION = 1;

const minor = z
  .string()
  .regex(/^\d{1,18}$/)
  .describe('minor units as text: 20000000 is 200,000 yuan');

const effect = z.enum(['DECLINE', 'REVIEW', 'NONE']);

const levels = z
  .strictObject({ SEVERE: effect, HIGH: effect, WATCH: effect, UNKNOWN: effect })
  .describe('what a finding of this level leads to');

const cutoffs = z
  .strictObject({
    reviewFrom: share.describe('probability of default within twelve months from which a person looks'),
    declineFrom: share.describe('probability of default within twelve months from which it is declined'),
  })
  .refine(({ reviewFrom, declineFrom }) => Number(reviewFrom) <= Number(declineFrom), {
    message: 'reviewFrom must not lie above declineFrom',
  });

export const decisionPolicySpec = z.strictObject({
  $schema: z.string().optional(),
  format: z.literal('decision-policy'),
  version: z.literal(DECISION_POLICY_VERSION),
  name: text,
  note: bilingual.describe('whom it is for, and what it rests on'),
  lenderType: cappedLender.describe('whose rate caps hold'),
  neededBureaus: z
    .strictObject({ PERSON: z.array(text), ENTERPRISE: z.array(text) })
    .describe('bureaus without whose answer a person looks'),
  cutoffs: z.strictObject({ PERSON: cutoffs, ENTERPRISE: cutoffs }),
  pricing: z.strictObject({
    costs: z.strictObject({
      funds: share.describe('cost of funds a year (资金成本)'),
      operation: share.describe('operating cost a year (运营成本)'),
      capital: share.describe('capital margin a year (资本回报)'),
    }),
    floor: share.describe('lowest rate a year'),
    fees: z.strictObject({
      upfront: share.describe('kept back once, as a part of the principal'),
      monthly: share.describe('with every instalment, as a part of the principal'),
    }),
    lossGivenDefault: z
      .strictObject({
        CREDIT: share,
        MORTGAGE: share,
        PLEDGE: share,
        GUARANTEE: share,
        COMBINED: share,
        OTHER: share,
      })
      .describe('LGD (违约损失率) by what secures the loan'),
  }),
  limits: z.strictObject({
    PERSON: z.strictObject({
      debtToIncome: share.describe('part of the income that all debts together may take'),
      mostMinor: minor,
    }),
    ENTERPRISE: z.strictObject({
      tradeShare: share.describe("part of a year's trade that may be financed"),
      advanceRate: share.describe('part of the receivables that may be advanced'),
      mostMinor: minor,
    }),
  }),
  signals: z.strictObject({
    FRAUD: levels,
    MULTI_PLATFORM: levels,
    OVER_INDEBTEDNESS: levels,
    OVERDUE: levels,
  }),
  mayDecline: z
    .array(text)
    .describe("codes of findings about the borrower's own conduct; every other one leads to REVIEW at most"),
});

export type DecisionPolicyFile = z.infer<typeof decisionPolicySpec>;

/** The JSON Schema of a decision policy, as decision-policy.schema.json beside this holds it. */
export function decisionPolicyJsonSchema(): object {
  const { $schema, ...schema } = z.toJSONSchema(decisionPolicySpec) as Record<string, unknown>;
  return { $schema, title: 'Decision policy', ...schema };
}
