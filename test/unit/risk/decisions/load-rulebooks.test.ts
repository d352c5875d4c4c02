import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { encodeNodeId } from '../../../../src/kernel';
import { ConfigError, loadConfig } from '../../../../src/platform/config';
import type { RequestContext } from '../../../../src/platform/request';
import { DecisionDesk, type DecisionDeskDeps } from '../../../../src/risk/decisions/decision-desk';
import demoPolicy from '../../../../src/risk/decisions/demo/decision-policy.json';
import personModel from '../../../../src/risk/decisions/demo/person.scorecard.json';
import { loadRulebooks } from '../../../../src/risk/decisions/rulebooks/load-rulebooks';
import { loadPolicies } from '../../../../src/risk/policies/load-policies';
import rateCaps from '../../../../src/risk/pricing/rate-caps.json';
import { aPerson } from '../some-facts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'rulebooks-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The rulebooks of a gateway whose variables name files of these contents. */
function booksOf(contents: Readonly<Record<string, unknown>>, demo = true) {
  const variables = Object.fromEntries(
    Object.entries(contents).map(([name, content]) => {
      const file = path.join(folder, `${name}.json`);
      writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
      return [name, file];
    }),
  );
  return loadRulebooks(loadConfig(variables).decisionFiles, demo);
}
const named = (content: object, name: string) => ({ ...content, name });
function mistakesOf(contents: Readonly<Record<string, unknown>>): readonly string[] {
  try {
    booksOf(contents);
  } catch (error) {
    if (error instanceof ConfigError) return error.mistakes;
    throw error;
  }
  return [];
}

describe('the models and policies of a gateway', () => {
  it('are those of the demo without a file, and nothing runs in the shadow', () => {
    const { inForce, shadow } = booksOf({});
    expect(inForce.PERSON?.model.file.name).toBe(personModel.name);
    expect(inForce.ENTERPRISE?.policy.file.name).toBe(demoPolicy.name);
    expect(shadow).toEqual({ PERSON: null, ENTERPRISE: null });
  });

  it('are the files that are named', () => {
    const { inForce } = booksOf({
      DECISION_PERSON_MODEL_FILE: named(personModel, 'our persons'),
      DECISION_POLICY_FILE: named(demoPolicy, 'our policy'),
      DECISION_RATE_CAPS_FILE: named(rateCaps, 'our caps'),
    });
    expect(inForce.PERSON).toMatchObject({
      model: { file: { name: 'our persons' } },
      policy: { file: { name: 'our policy' } },
      rateCaps: { file: { name: 'our caps' } },
    });
    expect(inForce.ENTERPRISE).toMatchObject({
      model: { file: { name: 'demo firm' } },
      policy: { file: { name: 'our policy' } },
    });
  });

  it('run in the shadow with what is not on trial as it is in force', () => {
    const model = booksOf({ SHADOW_PERSON_MODEL_FILE: named(personModel, 'challenger') });
    expect(model.shadow.PERSON).toMatchObject({
      model: { file: { name: 'challenger' } },
      policy: { file: { name: demoPolicy.name } },
    });
    expect(model.shadow.ENTERPRISE).toBeNull();
    const policy = booksOf({ SHADOW_POLICY_FILE: named(demoPolicy, 'next') });
    expect(policy.shadow.ENTERPRISE).toMatchObject({
      model: { file: { name: 'demo firm' } },
      policy: { file: { name: 'next' } },
    });
    expect(policy.inForce.PERSON?.policy.file.name).toBe(demoPolicy.name);
  });

  it.each([
    [
      'a model that misses a feature by its name',
      { SHADOW_PERSON_MODEL_FILE: { ...personModel, inputs: [...personModel.inputs, 'shoeSize'] } },
      'SHADOW_PERSON_MODEL_FILE: feature shoeSize: is an input and has no bins',
    ],
    [
      'a model that needs what no case has',
      {
        DECISION_PERSON_MODEL_FILE: JSON.stringify(personModel).replaceAll(
          '"bureauOpenLenders"',
          '"friendsInArrears"',
        ),
      },
      'DECISION_PERSON_MODEL_FILE: the model needs what is not available: feature friendsInArrears',
    ],
    [
      'a model of persons for firms',
      { DECISION_FIRM_MODEL_FILE: personModel },
      'DECISION_FIRM_MODEL_FILE: the model needs what is not available: feature',
    ],
    ['a model of another version', { SHADOW_FIRM_MODEL_FILE: { version: 9 } }, 'is of version 9'],
    [
      'a policy by its place',
      { SHADOW_POLICY_FILE: { ...demoPolicy, lenderType: 'UNCLE' } },
      'SHADOW_POLICY_FILE: lenderType: ',
    ],
    [
      'a policy that declines for what a neighbour does',
      { DECISION_POLICY_FILE: { ...demoPolicy, mayDecline: ['DEFAULT_NEARBY'] } },
      'DECISION_POLICY_FILE: mayDecline[0]: DEFAULT_NEARBY',
    ],
    [
      'caps that are no JSON',
      { DECISION_RATE_CAPS_FILE: '{' },
      'DECISION_RATE_CAPS_FILE: the rate caps file is not JSON',
    ],
  ])('refuse to start with %s', (_, contents, mistake) => {
    const mistakes = mistakesOf(contents);
    expect(mistakes.some((line) => line.includes(mistake))).toBe(true);
    expect(mistakes.every((line) => /^(DECISION|SHADOW)_[A-Z_]+_FILE: /.test(line))).toBe(true);
  });

  it('tell the mistakes of all files at once, and of one that is not there', () => {
    const { decisionFiles } = loadConfig({
      DECISION_POLICY_FILE: path.join(folder, 'nowhere.json'),
      SHADOW_POLICY_FILE: path.join(folder, 'nowhere-else.json'),
    });
    expect(() => loadRulebooks(decisionFiles, true)).toThrow(
      /DECISION_POLICY_FILE: cannot be read \(ENOENT\)\nSHADOW_POLICY_FILE: cannot be read \(ENOENT\)/,
    );
  });
});

describe('a gateway in production without models of its own', () => {
  it('has nothing to decide by, and decides nothing', async () => {
    const rulebooks = booksOf({ SHADOW_POLICY_FILE: demoPolicy }, false);
    expect(rulebooks).toEqual({
      inForce: { PERSON: null, ENTERPRISE: null },
      shadow: { PERSON: null, ENTERPRISE: null },
    });
    const desk = new DecisionDesk({ rulebooks, policies: loadPolicies(null) } as DecisionDeskDeps);
    const context = {
      principal: { clientId: 'c', subject: 's' },
      load: async () => aPerson(),
    } as unknown as RequestContext;
    const request = {
      borrower: encodeNodeId('Borrower', '42'),
      applicationNo: 'A-1',
      amount: { value: '100.00', currency: 'CNY' },
      termMonths: 12,
    };
    await expect(desk.decide(request, null, context)).rejects.toMatchObject({ code: 'NO_DECISION_RULES' });
  });

  it('decides by files of its own', () => {
    const { inForce } = booksOf(
      {
        DECISION_PERSON_MODEL_FILE: personModel,
        DECISION_POLICY_FILE: demoPolicy,
        DECISION_RATE_CAPS_FILE: rateCaps,
      },
      false,
    );
    expect(inForce.PERSON).not.toBeNull();
    expect(inForce.ENTERPRISE).toBeNull();
  });
});
