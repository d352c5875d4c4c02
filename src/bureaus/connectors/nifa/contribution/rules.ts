import type {
  ContributionRecord,
  RecordContent,
  ValidationVerdict,
} from '../../../contribution/contribution.port';
import { FieldMisfit, findings, type Rule } from '../../../contribution/finding';
import { verdictOf } from '../../../contribution/validation';
import { fitted, identityIsSound } from './report';

const amount = (content: RecordContent, field: string): number => Number(content[field]);

/** Ours, since no rules of the platform are public: what no true record can say. */
export const NIFA_RULES: readonly Rule<RecordContent>[] = [
  {
    rule: 'NIFA-ID',
    severity: 'ERROR',
    fields: ['idNumber'],
    zh: '身份证号码校验不通过',
    en: 'the identity number fails its own check',
    broken: (content) => !identityIsSound(content),
  },
  {
    rule: 'NIFA-BALANCE',
    severity: 'ERROR',
    fields: ['balance', 'loanAmount'],
    zh: '余额大于借款金额',
    en: 'more is left than was lent',
    broken: (content) => amount(content, 'balance') > amount(content, 'loanAmount'),
  },
  {
    rule: 'NIFA-OVERDUE',
    severity: 'ERROR',
    fields: ['overdueAmount', 'overdueDays'],
    zh: '逾期金额与逾期天数应同时存在',
    en: 'an amount overdue has its days, and days their amount',
    broken: (content) => amount(content, 'overdueAmount') > 0 !== amount(content, 'overdueDays') > 0,
  },
  {
    rule: 'NIFA-CLOSED',
    severity: 'ERROR',
    fields: ['eventType', 'balance'],
    zh: '结清或撤销的借款，余额应为零',
    en: 'a loan that is settled or cancelled owes nothing',
    broken: (content) => ['06', '07'].includes(String(content.eventType)) && amount(content, 'balance') > 0,
  },
  {
    rule: 'NIFA-OVERDUE-EVENT',
    severity: 'DOUBT',
    fields: ['eventType', 'overdueDays'],
    zh: '逾期事件的逾期天数为零',
    en: 'an overdue event of no days',
    broken: (content) => content.eventType === '04' && amount(content, 'overdueDays') === 0,
  },
];

export function validate({ content }: ContributionRecord): ValidationVerdict {
  try {
    return verdictOf(findings(NIFA_RULES, fitted(content.reveal())));
  } catch (error) {
    if (error instanceof FieldMisfit) return verdictOf([error.finding]);
    throw error;
  }
}
