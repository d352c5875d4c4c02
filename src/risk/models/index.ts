/**
 * Scorecards (评分卡): fitted from a file of outcomes, stated in a model file that explains itself, and scored from. It
 * never decides: what a score means for a borrower is a matter of policy.
 */
export {
  FeatureError,
  type FeatureValues,
  loadScorecard,
  type Scorecard,
  ScorecardError,
  topReasons,
} from './scorecard';
