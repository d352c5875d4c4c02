import { readFileSync } from 'node:fs';
import path from 'node:path';
import { loadDecisionModel } from '../../../../src/risk/decisions/core/decision-model';
import demoPolicy from '../../../../src/risk/decisions/demo/decision-policy.json';
import personModel from '../../../../src/risk/decisions/demo/person.scorecard.json';
import { loadDecisionPolicy } from '../../../../src/risk/decisions/policy/decision-policy';
import { decisionPolicyJsonSchema } from '../../../../src/risk/decisions/policy/decision-policy-file';
import { PolicyError } from '../../../../src/risk/pricing/rate-caps';

describe('a decision policy', () => {
  const changed = (over: object) => ({ ...demoPolicy, ...over });

  it.each([
    ['text that is not JSON', '{"a"', 'the decision policy file is not JSON'],
    ['another version', changed({ version: 7 }), 'is of version 7; this program reads version 1'],
    ['a misspelt key', changed({ cutofs: {} }), 'cutofs'],
    [
      'a share as a number',
      changed({ pricing: { ...demoPolicy.pricing, floor: 0.06 } }),
      'pricing.floor: Invalid input: expected string',
    ],
    [
      'a share above the whole',
      changed({
        pricing: {
          ...demoPolicy.pricing,
          lossGivenDefault: { ...demoPolicy.pricing.lossGivenDefault, CREDIT: '6.5' },
        },
      }),
      'pricing.lossGivenDefault.CREDIT',
    ],
    [
      'a review above the decline',
      changed({ cutoffs: { ...demoPolicy.cutoffs, PERSON: { reviewFrom: '0.3', declineFrom: '0.2' } } }),
      'cutoffs.PERSON: reviewFrom must not lie above declineFrom',
    ],
    ['a lender that does not exist', changed({ lenderType: 'UNCLE' }), 'lenderType'],
    [
      'a decline for what a neighbour does',
      changed({ mayDecline: ['OVERDUE_LOAN', 'OWNER_IN_ARREARS'] }),
      "mayDecline[1]: OWNER_IN_ARREARS is not a finding about the borrower's own conduct",
    ],
  ])('with %s is refused by its place', (_, content, problem) => {
    expect(() => loadDecisionPolicy(content)).toThrow(PolicyError);
    expect(() => loadDecisionPolicy(content)).toThrow(problem);
  });

  it('has a fingerprint of its content', () => {
    const { fingerprint } = loadDecisionPolicy(demoPolicy);
    expect(loadDecisionPolicy(JSON.stringify(demoPolicy)).fingerprint).toBe(fingerprint);
    expect(loadDecisionPolicy(changed({ name: 'another' })).fingerprint).not.toBe(fingerprint);
  });

  it('is described by the schema beside it', () => {
    const file = path.join(__dirname, '../../../../src/risk/decisions/policy/decision-policy.schema.json');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(decisionPolicyJsonSchema());
  });
});

describe('a model that decides', () => {
  const renamed = (name: string) =>
    JSON.parse(JSON.stringify(personModel).replaceAll('"bureauOpenLenders"', JSON.stringify(name)));

  it.each(['friendsInArrears', 'sharedDeviceUsers', 'age'])('cannot look at %s: no case has it', (name) => {
    expect(() => loadDecisionModel(renamed(name), 'PERSON')).toThrow(`feature ${name}`);
  });

  it('of a person does not fit a firm', () => {
    expect(() => loadDecisionModel(personModel, 'ENTERPRISE')).toThrow('feature bureauDelinquentMonths24m');
  });

  it.each([
    ['of another version', { version: 2 }, 'version 2'],
    ['that may only advise', { use: 'REVIEW_ONLY' }, 'for a review only'],
    [
      'without a horizon',
      { target: { ...personModel.target, horizonMonths: null } },
      'within how many months a default counts',
    ],
    ['without its features', { features: [] }, 'features'],
  ])('%s is refused', (_, over, problem) => {
    expect(() => loadDecisionModel({ ...personModel, ...over }, 'PERSON')).toThrow(problem);
  });
});
