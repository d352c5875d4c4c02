import {
  Ctx,
  Extensions,
  Field,
  FieldResolver,
  GraphQLISODateTime,
  ID,
  ObjectType,
  Resolver,
  Root,
} from 'type-graphql';
import { type InquiryPurpose, InquiryPurposeEnum, RevokeConsentResult } from '../../consent';
import { access, BureauCodeScalar, describedEnum } from '../../platform/graphql';
import { requestLoader } from '../../platform/loaders';
import type { RequestContext } from '../../platform/request';
import type { ConsentPlace, InFlightInquiry } from './in-flight.repository';

/** Read where it is written, not from a replica: what a withdrawal came too late for must be told now. */
export const inFlightOfConsent = requestLoader<ConsentPlace, readonly InFlightInquiry[]>(
  'inquiries.inFlight',
  {
    keyOf: ({ consentId }) => consentId,
    absent: () => [],
  },
);

const SentInquiryStateEnum = describedEnum(
  'SentInquiryState',
  'What is known of an inquiry that has left and has no outcome.',
  {
    SENT: 'It is out, or its process has ended before its answer 已发出.',
    UNKNOWN: 'It may have been taken, and no answer came 结果未知. It counts as spent.',
  },
);

@Extensions(access('consent:write'))
@ObjectType('InFlightInquiry', {
  description:
    'An inquiry that had left under a consent before its withdrawal (在途查询). It cannot be called back.',
})
export class InFlightInquiryType {
  @Field(() => ID, { description: 'Id of the inquiry, as in outcomes.' })
  inquiryId!: string;

  @Field(() => BureauCodeScalar, { description: 'The bureau (征信机构).' })
  bureau!: string;

  @Field(() => InquiryPurposeEnum, { description: 'What it was asked for (查询原因).' })
  purpose!: InquiryPurpose;

  @Field(() => SentInquiryStateEnum, { description: 'What is known of it.' })
  state!: string;

  @Field(() => GraphQLISODateTime, { description: 'When it left (发出时间).' })
  sentAt!: Date;
}

@Resolver(() => RevokeConsentResult)
export class RevocationInFlightField {
  @Extensions(access('consent:write'))
  @FieldResolver(() => [InFlightInquiryType], {
    description:
      'Inquiries under the consent that had left before the withdrawal and have no outcome at this moment, the oldest first. Their answers may still come, and may not be used under this consent.',
  })
  async inFlight(
    @Root() { document }: RevokeConsentResult,
    @Ctx() context: RequestContext,
  ): Promise<InFlightInquiryType[]> {
    const { subjectId, bureau, id: consentId } = document;
    const found = await context.load(inFlightOfConsent, { subjectId, bureau, consentId });
    return found.map(({ id, ...facts }) =>
      Object.assign(new InFlightInquiryType(), { ...facts, inquiryId: id }),
    );
  }
}
