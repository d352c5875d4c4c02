import { canonicalJson } from '../../../../src/risk/decisions/core/canonical-json';
import { decideFrom } from '../../../../src/risk/decisions/core/decide-from';
import demoPolicy from '../../../../src/risk/decisions/demo/decision-policy.json';
import { differencesOf } from '../../../../src/risk/decisions/shadow/differences';
import { shadowOf } from '../../../../src/risk/decisions/shadow/shadow';
import { goodCase, rulebook } from './a-case';

describe('a shadow', () => {
  const file = goodCase();
  const decided = decideFrom(file, rulebook());

  it('by the same model and policy differs in nothing', () => {
    const shadow = shadowOf(file, rulebook());
    expect(differencesOf(decided, shadow.decision!)).toEqual([]);
    expect(canonicalJson(shadow.decision)).toBe(canonicalJson(decided));
  });

  it('tells what a stricter policy changes, figures first, then rules on either side', () => {
    const { PERSON, ENTERPRISE } = demoPolicy.limits;
    const strict = rulebook('PERSON', {
      pricing: { ...demoPolicy.pricing, floor: '0.15' },
      limits: { PERSON: { ...PERSON, debtToIncome: '0.15' }, ENTERPRISE },
    });
    const { decision } = shadowOf(file, strict);
    expect(decided.outcome).toBe('APPROVE');
    expect(differencesOf(decided, decision!)).toEqual([
      { kind: 'OUTCOME', decided: 'APPROVE', shadow: 'REVIEW' },
      { kind: 'RATE', decided: decided.price?.yearlyRate, shadow: '0.150000' },
      {
        kind: 'LIMIT',
        decided: expect.stringMatching(/^\d+\.\d\d$/),
        shadow: expect.stringMatching(/^\d+\.\d\d$/),
      },
      { kind: 'RULE', decided: null, shadow: 'ABOVE_LIMIT REVIEW' },
    ]);
    expect(differencesOf(decision!, decided).at(-1)).toEqual({
      kind: 'RULE',
      decided: 'ABOVE_LIMIT REVIEW',
      shadow: null,
    });
  });

  it('that fails says so, and throws nothing', () => {
    const model = Object.assign(Object.create(rulebook().model), {
      score: () => {
        throw new RangeError('out of reach');
      },
    });
    expect(shadowOf(file, { ...rulebook(), model })).toEqual({
      form: 1,
      decision: null,
      failure: 'out of reach',
    });
  });
});
