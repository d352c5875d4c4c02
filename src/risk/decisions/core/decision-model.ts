import { loadScorecard, type Scorecard, ScorecardError } from '../../models';
import { DECISION_FEATURES } from '../case/build-case';
import type { CaseFile } from '../case/case-file';

/**
 * A model that may decide on such borrowers, from the text of its file.
 * @throws ScorecardError for a file that is malformed, of another version, or that needs a feature which no case has: it
 *   names the feature; and for a model that may only advise, or that does not say how far ahead it looks
 */
export function loadDecisionModel(source: unknown, kind: CaseFile['kind']): Scorecard {
  const model = loadScorecard(source, DECISION_FEATURES[kind]);
  if (model.file.use !== 'DECISION')
    throw new ScorecardError('the model may be used for a review only: it cannot decide or price');
  if (model.file.target.horizonMonths === null)
    throw new ScorecardError('the model does not state within how many months a default counts');
  return model;
}
