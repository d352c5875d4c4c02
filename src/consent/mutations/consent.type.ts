import { type ClassType, Extensions, Field, GraphQLISODateTime, ID, ObjectType } from 'type-graphql';
import { encodeNodeId, encodePartId } from '../../kernel';
import { access, BureauCodeScalar, connectionOf, describedEnum } from '../../platform/graphql';
import type { ConsentDocument, ConsentType, RevocationReason } from '../policy/consent';
import { type InquiryPurpose, InquiryPurposeEnum } from '../policy/inquiry-purpose';

export const ConsentTypeEnum = describedEnum<ConsentType>(
  'ConsentType',
  'What a consent is to. None stands for another.',
  {
    QUERY: 'The bureau may be asked about the subject 信息查询授权.',
    REPORT: "The subject's loans may be reported to the bureau 数据采集授权.",
    SENSITIVE:
      'Income, assets or biometrics may be told, which the law wants agreed to by itself 敏感信息单独同意.',
  },
);

export const RevocationReasonEnum = describedEnum<RevocationReason>(
  'RevocationReason',
  'Why a consent was withdrawn.',
  {
    SUBJECT_REQUEST: 'The subject withdrew it 本人撤回.',
    SIGNED_IN_ERROR: 'It was signed or stored by mistake 误签.',
    IDENTITY_DISPUTED: 'Somebody else may have signed it 身份存疑.',
    SUPERSEDED: 'Another consent takes its place 被新授权取代.',
  },
);

@Extensions(access('consent:read'))
@ObjectType({
  description:
    'What a subject agreed to, for one bureau (授权书). It never changes; a withdrawal is added to it, once. Source: granted here, or imported.',
})
export class Consent {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string;

  @Field(() => String, { description: 'Its number, unique here (授权编号). The bureau is told it.' })
  consentNo!: string;

  @Field(() => BureauCodeScalar, {
    description: 'The one receiver that it is for: a bureau (征信机构), or who verifies biometrics.',
  })
  bureau!: string;

  @Field(() => ConsentTypeEnum, { description: 'What it is to.' })
  type!: ConsentType;

  @Field(() => [InquiryPurposeEnum], { description: 'What for (授权用途).' })
  purposes!: readonly InquiryPurpose[];

  @Field(() => [String], {
    description: 'Codes of the data that it covers, such as CREDIT_REPORT (信息类别).',
  })
  dataCategories!: readonly string[];

  @Field(() => String, { description: 'Version of the text that was agreed to (模板版本).' })
  templateVersion!: string;

  @Field(() => String, { description: 'SHA-256 of that text, in hex.' })
  textHash!: string;

  @Field(() => GraphQLISODateTime, { description: 'When it was signed (签署时间).' })
  signedAt!: Date;

  @Field(() => GraphQLISODateTime, { description: 'First instant at which it holds (生效时间).' })
  validFrom!: Date;

  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description: 'First instant at which it no longer holds (失效时间); null without a date of end.',
  })
  validTo!: Date | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Id of the loan until whose settlement it holds (至还清全部借款之日止).',
  })
  untilSettledLoanId!: string | null;

  @Field(() => String, { description: 'How it was given, such as APP or PAPER (签署渠道).' })
  channel!: string;

  @Field(() => String, { description: 'SHA-256 of the signature or recording, in hex (证据哈希).' })
  evidenceHash!: string;

  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description: 'From when on it is withdrawn (撤回时间); null while it is not.',
  })
  revokedAt!: Date | null;

  @Field(() => RevocationReasonEnum, {
    nullable: true,
    description: 'Why; null where it is not withdrawn, or its source does not say.',
  })
  revocationReason!: RevocationReason | null;

  @Field(() => String, { nullable: true, description: 'The caller who had the withdrawal stored.' })
  revokedBy!: string | null;

  @Field(() => String, { description: 'The system that it came from; API where it was granted here.' })
  source!: string;
}

export const ConsentConnection: ClassType = connectionOf(
  'Consent',
  () => Consent,
  'consent:read',
  'consents (授权书).',
);

export const toConsent = ({ id, untilSettledLoanId, ...facts }: ConsentDocument): Consent =>
  Object.assign(new Consent(), facts, {
    id: encodePartId('consent', id),
    untilSettledLoanId: untilSettledLoanId === null ? null : encodeNodeId('Loan', untilSettledLoanId),
  });

@Extensions(access('consent:write'))
@ObjectType({ description: 'What came of granting a consent.' })
export class GrantConsentResult {
  @Field(() => Consent, { description: 'The consent as it is stored.' })
  consent!: Consent;

  @Field(() => Boolean, { description: 'False where the very same consent was stored before.' })
  created!: boolean;
}

@Extensions(access('consent:write'))
@ObjectType({
  description:
    'What came of withdrawing a consent. From its time on no inquiry under it is reserved, and none leaves that was reserved before.',
})
export class RevokeConsentResult {
  /** For fields that other modules add. */
  document!: ConsentDocument;

  @Field(() => Consent, { description: 'The consent with its withdrawal.' })
  consent!: Consent;

  @Field(() => GraphQLISODateTime, {
    description: 'From when on it is withdrawn; of an earlier withdrawal, if there was one.',
  })
  revokedAt!: Date;
}
