import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { FeatureError, loadScorecard, ScorecardError, topReasons } from '../../../../src/risk';
import { type ScorecardFile, scorecardJsonSchema } from '../../../../src/risk/models/scorecard-file';
import { aScorecard } from './a-scorecard';

const card = loadScorecard(aScorecard());
type Feature = ScorecardFile['features'][number];

/** The card with one feature changed. */
const changed = (name: string, change: (feature: Feature) => Feature): ScorecardFile => {
  const file = aScorecard();
  return { ...file, features: file.features.map((each) => (each.name === name ? change(each) : each)) };
};
const withBins = (name: string, change: (bins: Feature['bins']) => Feature['bins']) =>
  changed(name, (feature) => ({ ...feature, bins: change(feature.bins) }));

describe('a score', () => {
  it.each([
    ['the lower limit of an interval', 1, '[1, 3)'],
    ['the upper limit of an interval', 3, '3 and above'],
    ['a number below all limits', -5, 'below 1'],
    ['no value', null, 'missing'],
    ['a special code', -999, 'code -999'],
  ])('puts %s into its bin', (_, overdueMonths, bin) => {
    expect(card.score({ overdueMonths, shop: 'mall' }).contributions[0]).toMatchObject({ bin });
  });

  it.each([
    ['a category', 'street', 'street'],
    ['a category that the training has not seen', 'barge', 'any other'],
    ['no category', null, 'missing'],
  ])('puts %s into its bin', (_, shop, bin) => {
    expect(card.score({ overdueMonths: 0, shop }).contributions[1]).toMatchObject({ bin });
  });

  it('is neutral where the training had no row to learn from', () => {
    expect(card.score({ overdueMonths: 0, shop: null }).contributions[1]).toMatchObject({
      woe: 0,
      points: 0,
    });
  });

  it('is the exact sum of its table, and the logarithm of the odds on its scale', () => {
    const value = fc.oneof(fc.constant(null), fc.constant(-999), fc.double({ noNaN: true }));
    const shop = fc.oneof(fc.constant(null), fc.constantFrom('flagship', 'mall', 'street', 'barge'));
    fc.assert(
      fc.property(value, shop, (overdueMonths, kind) => {
        const { points, logOdds, pd, contributions } = card.score({ overdueMonths, shop: kind });
        const hundredths = [card.file.basePoints, ...contributions.map((each) => each.points)]
          .map((each) => Math.round(each * 100))
          .reduce((sum, each) => sum + each, 0);
        expect(points).toBe(hundredths / 100);
        const exact = 600 + (20 / Math.LN2) * (logOdds - Math.log(50));
        expect(Math.abs(points - exact)).toBeLessThan(0.005 * 3 + 1e-9);
        expect(pd).toBeCloseTo(1 / (1 + Math.exp(logOdds)), 14);
      }),
    );
  });

  it('doubles the odds with every 20 points', () => {
    const odds = ({ logOdds }: { logOdds: number }) => Math.exp(logOdds);
    const [a, b] = [
      card.score({ overdueMonths: 0, shop: 'mall' }),
      card.score({ overdueMonths: 5, shop: 'mall' }),
    ];
    expect(odds(a) / odds(b)).toBeCloseTo(2 ** ((a.points - b.points) / 20), 2);
  });

  it('refuses an input that is not stated, and a text for a number, by the name of the feature', () => {
    expect(() => card.score({ shop: 'mall' })).toThrow(
      new FeatureError('overdueMonths', 'is not stated; null says that it is not known'),
    );
    expect(() => card.score({ overdueMonths: 'two', shop: 'mall' })).toThrow(
      'feature overdueMonths: is not a number',
    );
    expect(() => card.score({ overdueMonths: Number.NaN, shop: 'mall' })).toThrow('feature overdueMonths');
  });
});

describe('the reasons of a score', () => {
  it('are the features that cost points against an average borrower, the costliest first', () => {
    const reasons = topReasons(card.score({ overdueMonths: 4, shop: 'street' }));
    expect(reasons.map(({ feature }) => feature)).toEqual(['overdueMonths', 'shop']);
    expect(reasons[1]).toMatchObject({ reason: { en: 'The kind of shop', zh: '门店类型' } });
    expect(reasons[0]!.averagePoints - reasons[0]!.points).toBeGreaterThan(40);
  });

  it('are no more than asked for, and none where nothing cost anything', () => {
    expect(topReasons(card.score({ overdueMonths: 4, shop: 'street' }), 1)).toHaveLength(1);
    expect(topReasons(card.score({ overdueMonths: 0, shop: 'mall' }))).toEqual([]);
  });
});

describe('loading a model file', () => {
  const text = (file: unknown) => JSON.stringify(file, null, 2);

  it('takes the text and the object alike, and tells two contents apart', () => {
    expect(loadScorecard(text(aScorecard())).fingerprint).toBe(card.fingerprint);
    expect(loadScorecard(aScorecard({ name: 'another' })).fingerprint).not.toBe(card.fingerprint);
  });

  it.each<[string, () => unknown, string]>([
    ['that is no JSON, by line', () => '{\n  "version": 1,\n  oops\n}', 'line 3'],
    ['that states no version', () => ({}), 'states no version'],
    [
      'of another version',
      () => ({ ...aScorecard(), version: 2 }),
      'is of version 2; this program reads version 1',
    ],
    ['with a strange property', () => ({ ...aScorecard(), colour: 'red' }), 'colour'],
    [
      'with a number that is a text',
      () => changed('shop', (feature) => ({ ...feature, coefficient: '1' as unknown as number })),
      'feature shop, coefficient',
    ],
    [
      'that lacks the bins of an input',
      () => ({ ...aScorecard(), features: aScorecard().features.slice(1) }),
      'feature overdueMonths: is an input and has no bins',
    ],
    [
      'with a feature that is no input',
      () => aScorecard({ inputs: ['overdueMonths'] }),
      'feature shop: is not among the inputs',
    ],
    [
      'with a feature twice',
      () => aScorecard({ features: [...aScorecard().features, aScorecard().features[1]!] }),
      'feature shop: stands there twice',
    ],
    [
      'without a bin for missing values',
      () => withBins('shop', (bins) => bins.slice(0, 3)),
      'feature shop: it needs one bin for missing values',
    ],
    [
      'without a bin for other categories',
      () => withBins('shop', (bins) => [bins[0]!, bins[3]!]),
      'feature shop: it needs one bin for other',
    ],
    [
      'with a category in two bins',
      () => withBins('shop', (bins) => [bins[0]!, bins[0]!, ...bins.slice(2)]),
      'feature shop: a category stands in two bins',
    ],
    [
      'with a hole between intervals',
      () => withBins('overdueMonths', (bins) => [bins[0]!, ...bins.slice(2)]),
      'feature overdueMonths: its intervals do not follow',
    ],
    [
      'with no last interval',
      () => withBins('overdueMonths', (bins) => [...bins.slice(0, 2), ...bins.slice(3)]),
      'feature overdueMonths: its intervals leave numbers out',
    ],
    [
      'with a special code twice',
      () => withBins('overdueMonths', (bins) => [...bins, bins.at(-1)!]),
      'feature overdueMonths: a special code stands in two bins',
    ],
    [
      'whose points were edited',
      () =>
        withBins('overdueMonths', (bins) => bins.map((bin, i) => (i === 2 ? { ...bin, points: 0 } : bin))),
      'feature overdueMonths: the points of the bin 3 and above',
    ],
    [
      'whose base points were edited',
      () => aScorecard({ basePoints: 600 }),
      'the base points are not those of the intercept',
    ],
  ])('refuses one %s', (_, file, problem) => {
    expect(() => loadScorecard(file())).toThrow(ScorecardError);
    expect(() => loadScorecard(file())).toThrow(problem);
  });

  it('refuses one that needs what the caller cannot state, by the name of the feature', () => {
    expect(() => loadScorecard(aScorecard(), ['shop', 'age'])).toThrow(
      'not available: feature overdueMonths',
    );
    expect(loadScorecard(aScorecard(), ['shop', 'overdueMonths', 'more']).inputs).toEqual([
      'overdueMonths',
      'shop',
    ]);
  });
});

describe('the JSON Schema of model files', () => {
  const FILE = path.resolve(__dirname, '../../../../src/risk/models/scorecard.schema.json');

  it('is what scorecard.schema.json says', () => {
    expect(JSON.parse(readFileSync(FILE, 'utf8'))).toEqual(scorecardJsonSchema());
  });
});
