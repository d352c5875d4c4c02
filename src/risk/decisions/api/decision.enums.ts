import { describedEnum } from '../../../platform/graphql';
import type { RepaymentMethod } from '../../pricing/schedule';
import type { GuaranteeType } from '../case/case-file';
import type { Outcome } from '../core/decision';
import type { ReviewGround, Standing } from '../review/standing';

export const DecisionOutcomeEnum = describedEnum<Outcome>('DecisionOutcome', 'What a decision came to.', {
  APPROVE: 'Nothing speaks against the loan 通过.',
  REVIEW: 'A person has to look 人工复核.',
  DECLINE: 'No loan 拒绝.',
});

export const ReviewOutcomeEnum = describedEnum<'APPROVE' | 'DECLINE'>(
  'DecisionReviewOutcome',
  'What a person found of a decision.',
  { APPROVE: 'The loan may be made 同意.', DECLINE: 'No loan 不同意.' },
);

export const ReviewGroundEnum = describedEnum<ReviewGround>(
  'DecisionReviewGround',
  'What a review rests on (复核依据).',
  {
    EVIDENCE_ADDED: 'Further evidence was seen, of income or trade for one 补充材料.',
    DATA_WRONG: 'Something that was judged is wrong 数据有误.',
    DISPUTE_SETTLED: 'A dispute is settled 异议已处理.',
    SECURITY_ADDED: 'Further security was given 增加担保.',
    FRAUD_SUSPECTED: 'He is not who he seems, or does not mean to pay 疑似欺诈.',
    CANNOT_REPAY: 'He cannot carry the loan 还款能力不足.',
    POLICY_EXCEPTION: 'An exception that the lender allows 政策例外.',
    OTHER: 'Another one: the reason tells 其他.',
  },
);

export const DecisionStateEnum = describedEnum<Standing['state']>(
  'DecisionState',
  'How far a decision has come.',
  {
    DECIDED: 'It holds 已生效.',
    OPEN: 'A person has to look, because the decision says so or the borrower asks for one 待复核.',
    SECOND_NEEDED:
      'A person wants the opposite of what was decided, and another one has to agree; until then what was decided holds 待第二人复核.',
  },
);

export const RepaymentMethodEnum = describedEnum<RepaymentMethod>(
  'RepaymentMethod',
  'How a loan is repaid, month by month.',
  {
    EQUAL_INSTALMENT: 'The same amount each month 等额本息.',
    EQUAL_PRINCIPAL: 'The same part of the principal each month, and interest on the rest 等额本金.',
    BULLET: 'Interest each month, the principal with the last 先息后本.',
  },
);

export const SecurityEnum = describedEnum<GuaranteeType>(
  'LoanSecurity',
  'What secures the loan that is asked for (担保方式).',
  {
    CREDIT: 'Nothing but credit standing 信用.',
    MORTGAGE: 'Mortgage 抵押.',
    PLEDGE: 'Pledge 质押.',
    GUARANTEE: 'Guarantee 保证.',
    COMBINED: 'Several together 组合.',
    OTHER: 'Other 其他.',
  },
);
