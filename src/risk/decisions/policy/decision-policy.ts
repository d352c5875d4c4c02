import { createHash } from 'node:crypto';
import { PolicyError, readPolicy } from '../../pricing/rate-caps';
import { DECISION_POLICY_VERSION, type DecisionPolicyFile, decisionPolicySpec } from './decision-policy-file';

/**
 * Findings about what the borrower himself owes and pays: a policy may decline for them. What a neighbour does, whom he
 * knows and what he shares with others is not among them, and no policy can put it there.
 */
const OWN_CONDUCT: ReadonlySet<string> = new Set([
  // How he pays: here, at others by their reports, his suppliers, and what courts say of it.
  'OVERDUE_LOAN',
  'DEFAULTED_LOAN',
  'OVERDUE_PAYABLES',
  'REPORTED_OVERDUE',
  'LATE_IN_3_MONTHS',
  'LATE_IN_6_MONTHS',
  'LATE_IN_12_MONTHS',
  'VERY_LATE_IN_6_MONTHS',
  'VERY_LATE_IN_12_MONTHS',
  'WORST_MONTH',
  'SPECIAL_GUARANTOR_PAID',
  'SPECIAL_PAID_IN_KIND',
  'SPECIAL_LONG_ARREARS',
  'SPECIAL_LAWSUIT',
  'SUED',
  'ENFORCEMENT',
  // How much he borrows and from how many.
  'OPEN_LENDERS',
  'LENDERS_REPAID',
  'OWN_LOANS_D90',
  'JOINT_DEBT',
  'DEBT_SERVICE_TO_INCOME',
  'DEBT_TO_ANNUAL_INCOME',
  'DEBT_TO_TURNOVER',
  'LINE_UTILISATION',
  'OWN_BALANCE_CAP',
  'ALL_BALANCE_CAP',
  'GUARANTEES_TO_TURNOVER',
]);
/** Where he applied, within so many days. */
const OWN_APPLICATIONS = /^(APPLICATIONS|APPROVAL_INQUIRIES)_D\d+$/;

/** Whether a finding is about what the borrower himself owes and pays. */
export const isOwnConduct = (code: string): boolean => OWN_CONDUCT.has(code) || OWN_APPLICATIONS.test(code);

export interface DecisionPolicy {
  readonly file: DecisionPolicyFile;
  /** SHA-256 over the content: two policies with one fingerprint decide alike. */
  readonly fingerprint: string;
}

/** @throws PolicyError for a file that is malformed, of another version, or declines for what it may not; it names the place */
export function loadDecisionPolicy(source: unknown): DecisionPolicy {
  const file = readPolicy('decision policy', DECISION_POLICY_VERSION, decisionPolicySpec, source);
  file.mayDecline.forEach((code, i) => {
    if (!isOwnConduct(code))
      throw new PolicyError(`mayDecline[${i}]: ${code} is not a finding about the borrower's own conduct`);
  });
  return { file, fingerprint: createHash('sha256').update(JSON.stringify(file)).digest('hex') };
}
