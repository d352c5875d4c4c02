import {
  type ClassType,
  Extensions,
  Field,
  GraphQLISODateTime,
  ID,
  InputType,
  ObjectType,
} from 'type-graphql';
import type { AuditAction } from '../../audit';
import { type InquiryPurpose, InquiryPurposeEnum } from '../../consent';
import { encodePartId } from '../../kernel';
import {
  access,
  BureauCodeScalar,
  connectionOf,
  describedEnum,
  type TypedConnection,
} from '../../platform/graphql';
import type { AuditEventRecord } from './audit-event-list.repository';

const AuditActionEnum = describedEnum<AuditAction>('AuditAction', 'What somebody did.', {
  PII_READ: 'Saw personal fields in clear 查看明文个人信息.',
  BUREAU_INQUIRY: 'Asked a bureau, or was refused to 征信查询.',
  REPORT_REUSE: 'Read a stored bureau report, or was refused to 使用存量报告.',
  CONSENT_GRANT: 'Stored a consent 登记授权.',
  CONSENT_REVOCATION: 'Withdrew a consent 撤回授权.',
  INQUIRY_RELEASE: 'Released an inquiry whose answer was lost 解除未知查询.',
  LOAN_CORRECTION: 'Corrected what was told of a loan 更正.',
  CONTRIBUTION_CHANGE: 'Sent a record for a bureau again, or withdrew it 重报或撤回.',
  ADVERSE_NOTICE: 'Stored that a borrower was told of adverse data 不良信息告知.',
  OBJECTION: 'Stored an objection, or answered it 异议.',
  ADVERSE_FACT: 'Proposed, changed, approved or reported an adverse fact 不良事实.',
  DECISION: 'Decided on a loan 授信决策.',
  DECISION_REVIEW: 'Reviewed a decision 人工复核.',
  BIOMETRIC_VERIFICATION: 'Had a face or fingerprint verified, or was refused to 生物特征核验.',
});

@Extensions(access('audit:read'))
@ObjectType({
  description:
    'An event of the audit (审计记录): who did or saw what of whom, and why. It is never changed; `npm run audit:verify` shows that it was not.',
})
export class AuditEvent {
  subjectId!: string | null;

  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string;

  @Field(() => GraphQLISODateTime, { description: 'When (时间).' })
  at!: Date;

  @Field(() => AuditActionEnum, { description: 'What was done (操作).' })
  action!: AuditAction;

  @Field(() => String, { description: 'Code of what came of it, such as SHOWN or CONSENT_REQUIRED (结果).' })
  outcome!: string;

  @Field(() => String, { description: 'The person or service who did it (操作人).' })
  caller!: string;

  @Field(() => String, { description: 'The client system that it came from (调用方).' })
  clientId!: string;

  @Field(() => String, { description: 'Role of the caller at that time.' })
  role!: string;

  @Field(() => InquiryPurposeEnum, {
    nullable: true,
    description: 'What for (查询原因); null where no purpose is asked for.',
  })
  purpose!: InquiryPurpose | null;

  @Field(() => BureauCodeScalar, {
    nullable: true,
    description: 'The bureau, where one is concerned (征信机构).',
  })
  bureau!: string | null;

  @Field(() => [String], {
    description: 'Names of the fields that were shown or came back; never their values.',
  })
  fields!: readonly string[];

  @Field(() => String, { description: 'The request, as its answer named it in `extensions.correlationId`.' })
  correlationId!: string;
}

export const AuditEventConnection: ClassType<TypedConnection<AuditEvent>> = connectionOf(
  'AuditEvent',
  () => AuditEvent,
  'audit:read',
  'events of the audit (审计记录).',
);

@InputType({ description: 'Which events; what is left out does not count.' })
export class AuditEventFilterInput {
  @Field(() => AuditActionEnum, { nullable: true, description: 'Of this kind.' })
  action?: AuditAction | null;

  @Field(() => ID, { nullable: true, description: 'About this borrower, by id.' })
  subject?: string | null;

  @Field(() => String, { nullable: true, description: 'From this client.' })
  clientId?: string | null;

  @Field(() => String, { nullable: true, description: 'By this caller.' })
  caller?: string | null;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'At this instant or later.' })
  since?: Date | null;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'Before this instant.' })
  until?: Date | null;
}

export const toAuditEvent = ({ id, ...facts }: AuditEventRecord): AuditEvent =>
  Object.assign(new AuditEvent(), facts, { id: encodePartId('audit-event', id) }) as AuditEvent;
