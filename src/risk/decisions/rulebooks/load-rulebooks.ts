import { readFileSync } from 'node:fs';
import { ConfigError, type DecisionFiles } from '../../../platform/config';
import { ScorecardError } from '../../models';
import { loadRateCaps, PolicyError } from '../../pricing/rate-caps';
import rateCaps from '../../pricing/rate-caps.json';
import type { CaseFile } from '../case/case-file';
import type { Rulebook } from '../core/decide-from';
import { loadDecisionModel } from '../core/decision-model';
import policy from '../demo/decision-policy.json';
import firmModel from '../demo/firm.scorecard.json';
import personModel from '../demo/person.scorecard.json';
import { loadDecisionPolicy } from '../policy/decision-policy';
import type { Rulebooks } from './rulebooks';

/** The variables that name the files, for those who have to mend them. */
const VARIABLES: Readonly<Record<keyof DecisionFiles, string>> = {
  personModel: 'DECISION_PERSON_MODEL_FILE',
  firmModel: 'DECISION_FIRM_MODEL_FILE',
  policy: 'DECISION_POLICY_FILE',
  rateCaps: 'DECISION_RATE_CAPS_FILE',
  shadowPersonModel: 'SHADOW_PERSON_MODEL_FILE',
  shadowFirmModel: 'SHADOW_FIRM_MODEL_FILE',
  shadowPolicy: 'SHADOW_POLICY_FILE',
};

/**
 * The models, policies and caps that the files state, else those that come with the gateway.
 * @param demo whether what comes with the gateway may decide: it is made for borrowers that do not exist
 * @throws ConfigError with a line per mistake of any file: the variable, the feature or place, and what is wrong
 */
export function loadRulebooks(files: DecisionFiles, demo: boolean): Rulebooks {
  const mistakes: string[] = [];
  /** What a file states; null without one, or with a mistake noted. */
  const stated = <T>(which: keyof DecisionFiles, load: (source: unknown) => T): T | null => {
    const file = files[which];
    if (file === null) return null;
    try {
      return load(textIn(file));
    } catch (error) {
      if (!(error instanceof ScorecardError || error instanceof PolicyError)) throw error;
      mistakes.push(...error.message.split('\n').map((line) => `${VARIABLES[which]}: ${line}`));
      return null;
    }
  };
  const shipped = <T>(load: () => T): T | null => (demo ? load() : null);
  const model = (kind: CaseFile['kind']) => (source: unknown) => loadDecisionModel(source, kind);
  const inForce = {
    PERSON: stated('personModel', model('PERSON')) ?? shipped(() => model('PERSON')(personModel)),
    ENTERPRISE: stated('firmModel', model('ENTERPRISE')) ?? shipped(() => model('ENTERPRISE')(firmModel)),
    policy: stated('policy', loadDecisionPolicy) ?? shipped(() => loadDecisionPolicy(policy)),
    rateCaps: stated('rateCaps', loadRateCaps) ?? shipped(() => loadRateCaps(rateCaps)),
  };
  const shadow = {
    PERSON: stated('shadowPersonModel', model('PERSON')),
    ENTERPRISE: stated('shadowFirmModel', model('ENTERPRISE')),
    policy: stated('shadowPolicy', loadDecisionPolicy),
  };
  if (mistakes.length > 0) throw new ConfigError(mistakes);

  const bookOf = (kind: CaseFile['kind']): Rulebook | null => {
    const { [kind]: own, policy, rateCaps } = inForce;
    return own && policy && rateCaps && { model: own, policy, rateCaps };
  };
  /** The one in force with what is new in it. */
  const shadowOf = (kind: CaseFile['kind']): Rulebook | null => {
    const { [kind]: own, policy } = shadow;
    const beside = bookOf(kind);
    if (!beside || !(own || policy)) return null;
    return { ...beside, ...(own && { model: own }), ...(policy && { policy }) };
  };
  return {
    inForce: { PERSON: bookOf('PERSON'), ENTERPRISE: bookOf('ENTERPRISE') },
    shadow: { PERSON: shadowOf('PERSON'), ENTERPRISE: shadowOf('ENTERPRISE') },
  };
}

/** @throws PolicyError that says why it cannot be read */
function textIn(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new PolicyError(`cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`);
  }
}
