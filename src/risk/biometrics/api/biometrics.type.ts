import {
  type ClassType,
  Extensions,
  Field,
  Float,
  GraphQLISODateTime,
  ID,
  Int,
  InterfaceType,
  ObjectType,
} from 'type-graphql';
import {
  type ConsentCause,
  type InquiryPurpose,
  InquiryPurposeEnum,
  type PurposeCause,
} from '../../../consent';
import { encodePartId } from '../../../kernel';
import { access, connectionOf } from '../../../platform/graphql';
import { bodyOf, causeOf, codeOf, type VerificationOutcome } from '../desk/outcome';
import type { VerificationRecord } from '../storage/biometrics.loaders';
import type {
  Liveness,
  Modality,
  RefusalCause,
  UnavailableCause,
  UnknownCause,
  Verdict,
} from '../verification';
import {
  BiometricCauseEnum,
  BiometricLivenessEnum,
  BiometricModalityEnum,
  type BiometricState,
  BiometricStateEnum,
  BiometricVerdictEnum,
} from './biometrics.enums';

@Extensions(access('risk:read'))
@ObjectType({
  description:
    'A verification of a face or fingerprint (生物特征核验) as the ledger has it: the verdict alone. Images, templates and the token of the capture are not kept.',
})
export class BiometricVerification {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string;

  @Field(() => BiometricModalityEnum, { description: 'What was verified.' })
  modality!: Modality;

  @Field(() => InquiryPurposeEnum, { description: 'What for.' })
  purpose!: InquiryPurpose;

  @Field(() => String, { description: 'Code of the provider that was asked (核验服务方).' })
  provider!: string;

  @Field(() => BiometricStateEnum, { description: 'How far it has come.' })
  state!: BiometricState;

  @Field(() => BiometricCauseEnum, {
    nullable: true,
    description: 'Why there is no verdict; null where there is one, or it is out.',
  })
  cause!: string | null;

  @Field(() => BiometricVerdictEnum, {
    nullable: true,
    description: 'Whether it is he; null unless VERIFIED.',
  })
  verdict!: Verdict | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'How alike, 0 to 1 with four digits, by the scale of the provider (相似度); null unless VERIFIED.',
  })
  score!: number | null;

  @Field(() => BiometricLivenessEnum, {
    nullable: true,
    description: 'Whether he was there; null unless VERIFIED.',
  })
  liveness!: Liveness | null;

  @Field(() => GraphQLISODateTime, { description: 'When it was asked for.' })
  requestedAt!: Date;

  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description: 'When the answer came, or it became clear that none would; null while it is out.',
  })
  closedAt!: Date | null;

  @Field(() => String, { description: 'Number of the SENSITIVE consent that it was made under (授权编号).' })
  consentNo!: string;
}

export const BiometricVerificationConnection: ClassType = connectionOf(
  'BiometricVerification',
  () => BiometricVerification,
  'risk:read',
  'verifications of faces and fingerprints (生物特征核验).',
);

export function toVerification(record: VerificationRecord, now: Date): BiometricVerification {
  const { modality, purpose, provider, verdict, scoreBp, liveness, reservedAt, closedAt, consentNo } = record;
  const body = bodyOf(record, now);
  return Object.assign(new BiometricVerification(), {
    id: encodePartId('biometric-verification', record.id),
    modality,
    purpose,
    provider,
    state: codeOf(body) as BiometricState,
    cause: causeOf(body),
    verdict,
    score: scoreBp === null ? null : scoreBp / 10_000,
    liveness,
    requestedAt: reservedAt,
    closedAt,
    consentNo,
  });
}

@Extensions(access('biometrics:verify'))
@InterfaceType({
  description:
    'What came of asking for a verification (核验结果). A refusal is an outcome, too, and no error.',
})
export abstract class BiometricOutcome {
  @Field(() => BiometricModalityEnum, { description: 'What was to be verified.' })
  modality!: Modality;

  @Field(() => InquiryPurposeEnum, { description: 'What for.' })
  purpose!: InquiryPurpose;

  @Field(() => String, {
    nullable: true,
    description: 'Code of the provider; null where none is switched on.',
  })
  provider!: string | null;

  @Field(() => BiometricVerification, {
    nullable: true,
    description: 'The verification as it is kept; null where nothing was reserved.',
  })
  verification!: BiometricVerification | null;

  @Field(() => GraphQLISODateTime, { description: 'When this was found out.' })
  asOf!: Date;
}

@Extensions(access('biometrics:verify'))
@ObjectType({
  implements: BiometricOutcome,
  description: 'The provider has answered (核验完成): the verdict is in `verification`.',
})
class BiometricVerified extends BiometricOutcome {}

@Extensions(access('biometrics:verify'))
@ObjectType({
  implements: BiometricOutcome,
  description:
    'No SENSITIVE consent of the subject for this provider covers it (缺少敏感信息单独同意). Nothing was sent.',
})
class BiometricConsentRequired extends BiometricOutcome {
  @Field(() => BiometricCauseEnum, { description: 'Why the consent that came nearest does not permit it.' })
  cause!: ConsentCause;
}

@Extensions(access('biometrics:verify'))
@ObjectType({
  implements: BiometricOutcome,
  description: 'The purpose is not allowed for this caller or reason (用途不允许). Nothing was sent.',
})
class BiometricPurposeNotAllowed extends BiometricOutcome {
  @Field(() => BiometricCauseEnum, { description: 'Why not.' })
  cause!: PurposeCause;
}

@Extensions(access('biometrics:verify'))
@ObjectType({
  implements: BiometricOutcome,
  description: 'It was turned down (核验被拒绝). The same again would be turned down again.',
})
class BiometricRefused extends BiometricOutcome {
  @Field(() => BiometricCauseEnum, { description: 'Why.' })
  cause!: RefusalCause;
}

@Extensions(access('biometrics:verify'))
@ObjectType({
  implements: BiometricOutcome,
  description:
    'The provider gives no answer now (服务方不可用). Try again under another idempotency key; where something may have left, with a new capture.',
})
class BiometricUnavailable extends BiometricOutcome {
  @Field(() => BiometricCauseEnum, { description: 'Why not.' })
  cause!: UnavailableCause;

  @Field(() => Int, {
    nullable: true,
    description: 'Seconds after which another try makes sense; null when nobody knows.',
  })
  retryAfter!: number | null;
}

@Extensions(access('biometrics:verify'))
@ObjectType({
  implements: BiometricOutcome,
  description:
    'The provider may have verified it, and its answer was lost (结果未知). It is never sent again: take a new capture.',
})
class BiometricOutcomeUnknown extends BiometricOutcome {
  @Field(() => BiometricCauseEnum, { description: 'How it was lost.' })
  cause!: UnknownCause;
}

@Extensions(access('biometrics:verify'))
@ObjectType({
  implements: BiometricOutcome,
  description:
    'It is out and its answer not yet in (核验进行中). Ask again under the same idempotency key: nothing is sent twice.',
})
class BiometricPending extends BiometricOutcome {}

const CLASS_OF = {
  Verified: BiometricVerified,
  ConsentRequired: BiometricConsentRequired,
  PurposeNotAllowed: BiometricPurposeNotAllowed,
  Refused: BiometricRefused,
  Unavailable: BiometricUnavailable,
  OutcomeUnknown: BiometricOutcomeUnknown,
  Pending: BiometricPending,
} as const;

export const toOutcome = ({ body, record, ...facts }: VerificationOutcome, now: Date): BiometricOutcome =>
  Object.assign(new CLASS_OF[body.kind](), facts, {
    verification: record && toVerification(record, now),
    cause: causeOf(body),
    ...(body.kind === 'Unavailable' && { retryAfter: body.retryAfterSeconds }),
  });
