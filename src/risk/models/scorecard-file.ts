import { z } from 'zod';

/** Version of the file's form. A file of another version is refused: its numbers might mean something else. */
export const SCORECARD_VERSION = 1;

const finite = z.number();
const count = z.int().nonnegative();
const share = z.number().min(0).max(1);
const text = z.string().min(1);

const counted = {
  good: count.describe('good rows of the training data in the bin'),
  bad: count.describe('bad rows of the training data in the bin'),
  woe: finite.describe(
    'weight of evidence: ln(share of the good / share of the bad); above 0 is better than average',
  ),
  points: finite.describe(
    'points of the bin: coefficient x weight of evidence x PDO / ln 2, to the hundredth',
  ),
};

const interval = z.strictObject({
  kind: z
    .literal('INTERVAL')
    .describe('numbers from `from` (included) to `to` (not included); null is no limit'),
  from: finite.nullable(),
  to: finite.nullable(),
  ...counted,
});
const levels = z.strictObject({
  kind: z.literal('LEVELS').describe('these categories'),
  levels: z.array(z.string()).min(1),
  ...counted,
});
const other = z.strictObject({
  kind: z.literal('OTHER').describe('all categories that no other bin names, unseen ones too'),
  ...counted,
});
const missing = z.strictObject({ kind: z.literal('MISSING').describe('no value'), ...counted });
const special = z.strictObject({
  kind: z.literal('SPECIAL').describe('a code that stands for something other than a value'),
  code: text,
  ...counted,
});

const reason = z
  .strictObject({ en: text, zh: text })
  .describe('what to tell a borrower whom the feature cost points, in English and Chinese');

const feature = z.strictObject({
  name: text,
  kind: z.enum(['NUMERIC', 'CATEGORICAL']),
  monotone: z
    .enum(['UP', 'DOWN'])
    .nullable()
    .describe('UP: the share of the bad was made to rise with the value; null: it was left free'),
  coefficient: finite.describe('weight of the weight of evidence in the logarithm of the odds'),
  informationValue: z.number().nonnegative(),
  bins: z.array(z.discriminatedUnion('kind', [interval, levels, other, missing, special])).min(2),
  reason: reason.optional(),
});

const fitness = z.strictObject({
  rows: count,
  bad: count,
  auc: share,
  gini: z.number().min(-1).max(1),
  ks: share,
  brier: share,
});

const band = z.strictObject({
  below: finite.nullable().describe('upper limit in points, not included; null for the last'),
  share,
});

export const scorecardSpec = z.strictObject({
  $schema: z.string().optional(),
  format: z.literal('scorecard'),
  version: z.literal(SCORECARD_VERSION),
  name: text,
  use: z
    .enum(['DECISION', 'REVIEW_ONLY'])
    .describe('REVIEW_ONLY: has features, of neighbours for one, that may neither decline nor price'),
  target: z.strictObject({
    column: text,
    bad: z.array(text).min(1),
    good: z.array(text).min(1),
    indeterminate: z.array(text).describe('values whose rows were left out'),
    horizonMonths: z
      .int()
      .positive()
      .nullable()
      .describe('within how many months the bad event counts; null: unstated'),
  }),
  scaling: z.strictObject({
    baseScore: finite.describe('points at the base odds'),
    baseOdds: z.number().positive().describe('good to bad'),
    pdo: z.number().positive().describe('points that double the odds'),
  }),
  intercept: finite.describe('logarithm of the odds, good to bad, where every weight of evidence is 0'),
  basePoints: finite.describe('points of the intercept'),
  inputs: z.array(text).min(1).describe('the features it needs, in order'),
  features: z.array(feature).min(1),
  training: z.strictObject({
    rows: count,
    good: count,
    bad: count,
    folds: z.int().min(2),
    outOfFold: fitness.describe('each row scored by a model, bins included, that was fitted without it'),
    inSample: fitness,
    holdout: fitness.nullable().describe('rows of the split, or the latest, that no fit has seen'),
    foldAuc: z.array(share),
    largestFoldPsi: z.number().nonnegative(),
    holdoutPsi: z.number().nonnegative().nullable(),
    points: z
      .array(band)
      .describe('how the points of the training data were spread; for the stability index'),
  }),
  data: z.strictObject({
    file: text,
    rows: count.describe('rows that were used'),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
  }),
  created: z.strictObject({
    command: text,
    seed: count,
    options: z.record(z.string(), z.unknown()),
  }),
});

/** A scorecard as its file states it. */
export type ScorecardFile = z.infer<typeof scorecardSpec>;
export type ScorecardFeature = ScorecardFile['features'][number];
export type ScorecardBin = ScorecardFeature['bins'][number];
export type Fitness = z.infer<typeof fitness>;

/** The JSON Schema of a model file, as scorecard.schema.json beside this holds it. */
export function scorecardJsonSchema(): object {
  const { $schema, ...schema } = z.toJSONSchema(scorecardSpec) as Record<string, unknown>;
  return { $schema, title: 'Scorecard', ...schema };
}
