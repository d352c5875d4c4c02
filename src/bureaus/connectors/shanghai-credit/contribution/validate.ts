import { checkResidentId } from '../../../../kernel/identity';
import type { ContributionRecord, ValidationVerdict } from '../../../contribution/contribution.port';
import { FieldMisfit, type Finding, findings } from '../../../contribution/finding';
import { verdictOf } from '../../../contribution/validation';
import { ACCOUNT_RULES } from './rules/account.rules';
import { AMOUNT_RULES } from './rules/amounts.rules';
import { DATE_RULES } from './rules/dates.rules';
import { loanCaseOf } from './rules/loan-view';
import { OVERDUE_RULES } from './rules/overdue.rules';
import { SETTLEMENT_RULES } from './rules/settlement.rules';
import { type SegmentRecord, toSegmentRecord, writeRecord } from './segments';

/** The 27 rules by which the bureau judges what it is sent, as 27 entries. */
export const DATA_QUALITY_RULES = [
  ...SETTLEMENT_RULES,
  ...DATE_RULES,
  ...AMOUNT_RULES,
  ...OVERDUE_RULES,
  ...ACCOUNT_RULES,
];

/** Fields first: what has no place in the layout cannot be judged by a rule either. */
export function validate(
  record: ContributionRecord,
  known: readonly ContributionRecord[],
): ValidationVerdict {
  try {
    const segment = segmentOf(record);
    writeRecord(segment);
    const identity = identityFinding(segment, record.event.businessDate);
    if (segment.type !== 'A') return verdictOf(identity);
    const others = known.filter(({ bureau, key }) => bureau === record.bureau && key !== record.key);
    return verdictOf([
      ...identity,
      ...findings(DATA_QUALITY_RULES, loanCaseOf(segment, others.map(segmentOf))),
    ]);
  } catch (error) {
    if (error instanceof FieldMisfit) return verdictOf([error.finding]);
    throw error;
  }
}

const segmentOf = ({ type, content }: ContributionRecord): SegmentRecord =>
  toSegmentRecord(type, content.reveal());

function identityFinding({ values }: SegmentRecord, today: string): Finding[] {
  const wrong = values.certType === '0' && !checkResidentId(values.certNo ?? '', today).ok;
  return wrong ? [new FieldMisfit('certNo', 'IDENTITY').finding] : [];
}
