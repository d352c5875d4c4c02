/**
 * What the facts of a borrower amount to: scorecards and what is made of their scores. It takes facts from lower modules
 * and changes none of them. What a neighbour or a social signal says never declines or prices.
 */
export {
  FeatureError,
  loadScorecard,
  ScorecardError,
  topReasons,
} from './models';
