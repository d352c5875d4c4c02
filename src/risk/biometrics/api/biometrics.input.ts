import { Field, ID, InputType } from 'type-graphql';
import { type InquiryPurpose, InquiryPurposeEnum } from '../../../consent';
import type { VerifyRequest } from '../check-request';
import type { Modality } from '../verification';
import { BiometricModalityEnum } from './biometrics.enums';

@InputType({
  description:
    'Whose face or fingerprint is to be verified, and what for. The capture itself went from the app to the provider: only its token is given here.',
})
export class VerifyBiometricsInput implements VerifyRequest {
  @Field(() => ID, { description: 'Id of the borrower whom it should show; a person.' })
  borrower!: string;

  @Field(() => BiometricModalityEnum, { description: 'What is verified; the consent must name it.' })
  modality!: Modality;

  @Field(() => String, {
    description:
      'Token of the capture that the provider gave to the app (采集令牌): ct_ and 16 to 48 letters and digits. Never an image or a template: what looks like one is refused, and neither stored nor sent. A capture is verified once.',
  })
  captureToken!: string;

  @Field(() => InquiryPurposeEnum, {
    description: 'What for. The consent and the right of the client must cover it.',
  })
  purpose!: InquiryPurpose;

  @Field(() => String, {
    nullable: true,
    description:
      'Number of the application at the caller (申请编号), for LOAN_APPROVAL, GUARANTEE_REVIEW and CREDIT_CHECK: 1 to 64 printable ASCII characters without blanks.',
  })
  applicationNo?: string | null;

  @Field(() => ID, { nullable: true, description: 'Id of the outstanding loan, for MID_LOAN and POST_LOAN.' })
  loan?: string | null;
}
