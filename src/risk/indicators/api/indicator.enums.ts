import { describedEnum } from '../../../platform/graphql';
import type { MissingReason } from '../../facts/fact';
import type { LenderType } from '../../policies/dated';
import type { IndicatorKind } from '../indicator';

export const RiskIndicatorKindEnum = describedEnum<IndicatorKind>(
  'RiskIndicatorKind',
  'What a risk indicator tells of.',
  {
    FRAUD: 'Is not who he seems, or does not mean to pay 欺诈.',
    MULTI_PLATFORM: 'Borrows from many lenders at once 多头借贷.',
    OVER_INDEBTEDNESS: 'Owes more than can be carried 过度负债.',
    OVERDUE: 'Does not pay as agreed 逾期违约.',
  },
);

export const LenderTypeEnum = describedEnum<LenderType>(
  'LenderType',
  'Kinds of lenders that rules differ for.',
  {
    ONLINE_MICRO_LOAN: 'Online micro-loan company 网络小额贷款公司.',
    BANK: 'Bank 银行.',
    CONSUMER_FINANCE: 'Consumer finance company 消费金融公司.',
    MICRO_LOAN: 'Micro-loan company 小额贷款公司.',
    FACTORING: 'Commercial factoring company 商业保理公司.',
    P2P: 'Online lending intermediary, until 2020 网络借贷信息中介.',
  },
);

export const MissingReasonEnum = describedEnum<MissingReason>(
  'RiskMissingReason',
  'Why something that would have been looked at is not known. None of them counts as zero.',
  {
    NOT_RECORDED: 'This gateway holds no record of it 无记录.',
    NOT_SAID: 'Its source does not say 来源未提供.',
    NOT_COMPUTED: 'It is computed over the whole graph, and has not been yet 尚未计算.',
    INVALID: 'As it is stored it cannot be; `place` says where 数据不合法.',
    NOT_STORED: 'No report is stored: inquire for one 尚未查询.',
    STALE: 'The stored report is older than it may be: inquire for a new one 报告过期.',
    NO_RECORD: 'The bureau answered that it has no record 查无记录.',
    CONSENT_REQUIRED: 'No consent of the subject covers it 缺少授权.',
    PURPOSE_NOT_ALLOWED: 'The client or the bureau may not use it for this purpose 目的不允许.',
    NOT_COVERED: 'The bureau does not cover such subjects 不覆盖.',
    SWITCHED_OFF: 'The bureau is switched off 已停用.',
    NOT_PERMITTED: 'The caller may not read it 无权限.',
    NOT_ASKED: 'It was not asked for: no purpose was given 未指定目的.',
  },
);
