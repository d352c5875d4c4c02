import { Extensions, Field, GraphQLISODateTime, ID, Int, InterfaceType, ObjectType } from 'type-graphql';
import { type ConsentCause, type InquiryPurpose, InquiryPurposeEnum, type PurposeCause } from '../../consent';
import { access, BureauCodeScalar, describedEnum, MoneyType } from '../../platform/graphql';
import type { RejectionCause } from '../bureau.port';
import type { DataRefusal } from '../connectors/outbound-data';
import type { UnavailableCause } from '../inquiry/credit-outcome';

type OutcomeCause =
  | ConsentCause
  | PurposeCause
  | 'BUREAU_HAS_NO_CODE'
  | UnavailableCause
  | RejectionCause
  | 'IDENTITY_INCOMPLETE'
  | DataRefusal['cause'];

/** One enum for all outcomes: fields of one name and different types could not be asked for side by side. */
const OutcomeCauseEnum = describedEnum<OutcomeCause>(
  'OutcomeCause',
  'Why an outcome is no report. Of ConsentRequired: why the consent that came nearest does not permit it. Of PurposeNotAllowed: why the purpose is not. Of BureauUnavailable and InquiryRejected: what kept the bureau from answering.',
  {
    MISSING: 'There is none 无授权. Get one from the subject.',
    WRONG_BUREAU: 'Only for other bureaus 授权机构不符. Each bureau needs one of its own.',
    WRONG_TYPE: 'For reporting or sensitive data, not for inquiries 授权类型不符.',
    WRONG_CATEGORY: 'Not to this category of data 授权信息类别不符.',
    WRONG_PURPOSE: 'Not for this purpose 授权用途不符.',
    NOT_YET_VALID: 'Its time has not begun 授权未生效.',
    EXPIRED: 'Its time is over, or its loan is settled 授权已过期.',
    REVOKED: 'The subject has withdrawn it 授权已撤回.',
    NOT_A_LENDERS_PURPOSE: 'Only the subject himself may inquire for it 仅限本人查询.',
    CLIENT_NOT_ENTITLED: 'The calling client has no right to it 无查询权限. The operators grant it.',
    REASON_DOES_NOT_FIT: 'The reason is of another kind, or the loan is not of this subject 查询事由不符.',
    LOAN_NOT_OUTSTANDING: 'The loan is settled or cancelled 贷款已结清.',
    BUREAU_HAS_NO_CODE: 'The bureau takes no inquiry for it 机构不支持该查询原因.',
    SWITCHED_OFF: 'It is not switched on here 未接入.',
    CIRCUIT_OPEN: 'It failed several times and is left alone for a while 熔断. Nothing was sent.',
    OVERLOADED: 'Too many calls wait for it here 排队已满. Nothing was sent.',
    CONNECT_FAILED: 'It cannot be reached 无法连接. Nothing was sent.',
    RATE_LIMITED: 'It asks for patience 限流.',
    BUREAU_ERROR: 'It says that it has failed 机构系统错误.',
    BAD_RESPONSE:
      'Its answer cannot be used: malformed, incomplete, too large, or about somebody else 应答异常.',
    IDENTITY_INCOMPLETE:
      'Name or a number that the bureau takes is not known here 身份信息不全. Nothing was sent.',
    DATA_MISSING:
      'The bureau requires data for this purpose that are not given 必填信息缺失; the outcome names them. Nothing was sent.',
    DATA_NOT_CONSENTED:
      'The bureau requires special data that the subject has not agreed to have sent to it 缺少敏感信息单独授权; the outcome names them. Nothing was sent.',
    IDENTITY_MISMATCH: 'The bureau knows the number under another name 姓名与证件号码不一致.',
    CREDENTIALS: 'The bureau does not take our credentials 机构代码或密钥错误. For the operators.',
    PARAMETERS: 'The bureau does not take a parameter 参数错误. For the operators.',
  },
);

@Extensions(access('bureau:read'))
@InterfaceType({
  description:
    'What came of asking one bureau about one borrower (查询结果). Bureaus succeed and fail by themselves.',
})
export abstract class BureauOutcome {
  @Field(() => BureauCodeScalar, { description: 'The bureau (征信机构).' })
  bureau!: string;

  @Field(() => InquiryPurposeEnum, { description: 'What it was asked for (查询原因).' })
  purpose!: InquiryPurpose;

  @Field(() => ID, {
    nullable: true,
    description: 'The inquiry that it came from, for the operators; null where no call was made or reserved.',
  })
  inquiryId!: string | null;

  @Field(() => GraphQLISODateTime, {
    description: 'When it was so: for a report when the bureau drew it up, else when it was found out.',
  })
  asOf!: Date;
}

@Extensions(access('bureau:read'))
@ObjectType({
  implements: BureauOutcome,
  description:
    'No valid consent of the subject covers this (缺少有效授权). Nothing was sent and no stored report was read.',
})
export class ConsentRequired extends BureauOutcome {
  @Field(() => OutcomeCauseEnum, { description: 'Why no consent permits it.' })
  cause!: ConsentCause;
}

@Extensions(access('bureau:read'))
@ObjectType({
  implements: BureauOutcome,
  description:
    'The purpose is not allowed for this caller, reason or bureau (查询用途不允许). Nothing was sent.',
})
export class PurposeNotAllowed extends BureauOutcome {
  @Field(() => OutcomeCauseEnum, { description: 'Why not.' })
  cause!: PurposeCause | 'BUREAU_HAS_NO_CODE';
}

@Extensions(access('bureau:read'))
@ObjectType({
  implements: BureauOutcome,
  description:
    'The bureau has no reports about subjects of this kind (机构不覆盖该主体类型), such as firms. Ask about the legal representative under a consent of his own.',
})
export class SubjectNotCovered extends BureauOutcome {}

@Extensions(access('bureau:read'))
@ObjectType({
  implements: BureauOutcome,
  description:
    'No report that is young enough is stored (无可用存量报告), and the request did not want an inquiry. Use INQUIRE_IF_STALE with a reason to ask the bureau.',
})
export class NotStored extends BureauOutcome {}

@Extensions(access('bureau:read'))
@ObjectType({
  implements: BureauOutcome,
  description:
    'The inquiry is out and its answer not yet in (查询进行中). It will be stored: ask again shortly, which costs nothing.',
})
export class InquiryPending extends BureauOutcome {}

@Extensions(access('bureau:read'))
@ObjectType({
  implements: BureauOutcome,
  description:
    'An inquiry may have been taken by the bureau, and its answer was lost (结果未知). It counts as spent and is not made again until the bureau has told what became of it, where it can, or an operator releases it.',
})
export class OutcomeUnknown extends BureauOutcome {}

@Extensions(access('bureau:read'))
@ObjectType({
  implements: BureauOutcome,
  description:
    'The budget of the calling client for this bureau and day is used up (超出查询预算). Nothing was sent.',
})
export class BudgetExceeded extends BureauOutcome {}

@Extensions(access('bureau:read'))
@ObjectType({
  implements: BureauOutcome,
  description:
    'In a dry run (`"extensions": {"plan": true}` in the request): the bureau would be asked (拟查询). Nothing was reserved or sent. The price of all that would be made is in `extensions.cost`.',
})
export class PlannedInquiry extends BureauOutcome {
  @Field(() => MoneyType, { description: 'What the inquiry would cost (单价).' })
  price!: MoneyType;

  @Field(() => String, { description: 'The consent that it would be made under (授权编号).' })
  consentNo!: string;
}

@Extensions(access('bureau:read'))
@ObjectType({
  implements: BureauOutcome,
  description: 'The bureau gives no answer now (机构不可用). The rest of the answer stands.',
})
export class BureauUnavailable extends BureauOutcome {
  @Field(() => OutcomeCauseEnum, { description: 'Why not.' })
  cause!: UnavailableCause;

  @Field(() => Int, {
    nullable: true,
    description: 'Seconds after which another try makes sense; null when nobody knows.',
  })
  retryAfter!: number | null;
}

@Extensions(access('bureau:read'))
@ObjectType({
  implements: BureauOutcome,
  description: 'The inquiry was turned down (查询被拒绝). The same again would be turned down again.',
})
export class InquiryRejected extends BureauOutcome {
  @Field(() => OutcomeCauseEnum, { description: 'Why.' })
  cause!: RejectionCause | 'IDENTITY_INCOMPLETE' | DataRefusal['cause'];

  @Field(() => [String], {
    description:
      'The data at fault, by their names in the request, such as `application.amount`; empty unless data are missing or not agreed to.',
  })
  fields!: string[];
}
