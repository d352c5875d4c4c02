/**
 * What credit bureaus say, and the only way to ask them: consent and purpose decided, the call reserved and paid once,
 * sent, checked, stored sealed, audited. It owns the ledger of calls and money and the stored reports. Others ask through
 * the loader token here, never a connector; whoever adds a bureau adds a folder under connectors/.
 */
export { type CallFailure, callBureau } from './connectors/call-bureau';
export { contributingBureaus } from './connectors/contributing';
export type * from './contribution/contribution.port';
export type * from './contribution/contribution-facts';
export { fileBatchKey, isFileBatchKey } from './contribution/drop-folder';
export { withKnownRecords } from './contribution/feedback';
export type { Finding } from './contribution/finding';
export { knownBureaus } from './directory/known-bureaus.loader';
export type { CreditOutcome } from './inquiry/credit-outcome';
export { type CreditQuestion, creditReportOutcome } from './inquiry/credit-question';
export { type NamedReason, settledLoans, standingOf } from './inquiry/judging';
export { BureauLane, type NotSent } from './inquiry/lane/bureau-lane';
export { GATEWAY } from './inquiry/lost/settling-event';
export { DELINQUENT, type NormalisedReport, worseCode } from './normalised-report';
export { CreditReport } from './reports/credit-report.type';
