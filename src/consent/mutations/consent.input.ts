import { Field, GraphQLISODateTime, ID, InputType } from 'type-graphql';
import { BureauCodeScalar } from '../../platform/graphql';
import type { ConsentType, RevocationReason } from '../policy/consent';
import { type InquiryPurpose, InquiryPurposeEnum } from '../policy/inquiry-purpose';
import type { GrantRequest, RevocationRequest } from './consent.commands';
import { ConsentTypeEnum, RevocationReasonEnum } from './consent.type';

@InputType({ description: 'A consent that a subject has given (授权书): one bureau each.' })
export class GrantConsentInput implements GrantRequest {
  @Field(() => String, {
    description:
      'Its number, unique for all time (授权编号): 1 to 64 printable ASCII characters without blanks.',
  })
  consentNo!: string;

  @Field(() => ID, { description: 'Id of the borrower who gave it.' })
  borrower!: string;

  @Field(() => BureauCodeScalar, {
    description: 'The one receiver that it is for: a bureau (征信机构), or who verifies biometrics.',
  })
  bureau!: string;

  @Field(() => ConsentTypeEnum, { description: 'What it is to.' })
  type!: ConsentType;

  @Field(() => [InquiryPurposeEnum], { description: 'What for (授权用途): at least one.' })
  purposes!: InquiryPurpose[];

  @Field(() => [String], {
    description: 'Codes of the data that it covers, such as CREDIT_REPORT (信息类别): 1 to 20.',
  })
  dataCategories!: string[];

  @Field(() => String, {
    description: 'Version of the text that was agreed to (模板版本): 1 to 24 characters.',
  })
  templateVersion!: string;

  @Field(() => String, { description: 'SHA-256 of that text: 64 hex digits.' })
  textHash!: string;

  @Field(() => GraphQLISODateTime, { description: 'When it was signed (签署时间); not in the future.' })
  signedAt!: Date;

  @Field(() => GraphQLISODateTime, { description: 'First instant at which it holds (生效时间).' })
  validFrom!: Date;

  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description:
      'First instant at which it no longer holds (失效时间). This or `untilSettledLoan` is needed.',
  })
  validTo?: Date | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Id of a loan of the borrower: it holds until that is settled (至还清全部借款之日止).',
  })
  untilSettledLoan?: string | null;

  @Field(() => String, { description: 'How it was given, as a code such as APP, WEB or PAPER (签署渠道).' })
  channel!: string;

  @Field(() => String, { description: 'SHA-256 of the signature or recording (证据哈希): 64 hex digits.' })
  evidenceHash!: string;
}

@InputType({ description: 'A withdrawal of a consent (撤回授权), from now on.' })
export class RevokeConsentInput implements RevocationRequest {
  @Field(() => String, { description: 'Number of the consent (授权编号).' })
  consentNo!: string;

  @Field(() => RevocationReasonEnum, { description: 'Why it is withdrawn.' })
  reason!: RevocationReason;
}
