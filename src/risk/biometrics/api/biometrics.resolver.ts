import { Arg, Args, Ctx, Extensions, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { Borrower } from '../../../borrowers';
import { access } from '../../../platform/graphql';
import { connectionFor, ListArguments } from '../../../platform/lists';
import type { RequestContext } from '../../../platform/request';
import { verificationsOfSubject } from '../storage/biometrics.loaders';
import { verifyBiometrics } from '../verify.command';
import { VerifyBiometricsInput } from './biometrics.input';
import {
  BiometricOutcome,
  BiometricVerificationConnection,
  toOutcome,
  toVerification,
} from './biometrics.type';

@Resolver()
export class BiometricMutations {
  @Extensions(access('biometrics:verify'))
  @Mutation(() => BiometricOutcome, {
    description:
      'Has a provider verify a face or fingerprint (指纹及人脸识别), under a SENSITIVE consent of the subject for that provider. Verdict, score, liveness and time are kept, and nothing else.',
  })
  async verifyBiometrics(
    @Arg('input', () => VerifyBiometricsInput, { description: 'Whose, which capture, and what for.' })
    input: VerifyBiometricsInput,
    @Arg('idempotencyKey', () => String, {
      description:
        "The client's own name for this verification, 1 to 64 printable ASCII characters without blanks, such as a UUID. It is one call for good: a repeat under it is answered from the first, whatever came of that.",
    })
    idempotencyKey: string,
    @Ctx() context: RequestContext,
  ): Promise<BiometricOutcome> {
    return toOutcome(await context.run(verifyBiometrics, { input, idempotencyKey }), context.clock.now());
  }
}

@Resolver(() => Borrower)
export class BorrowerBiometricsField {
  @Extensions(access('risk:read'))
  @FieldResolver(() => BiometricVerificationConnection, {
    description:
      'Verifications of his face and fingerprints (生物特征核验), the last one first; verdicts only. Empty for firms.',
  })
  biometricVerifications(
    @Root() borrower: Borrower,
    @Args(() => ListArguments) page: ListArguments,
    @Ctx() context: RequestContext,
  ) {
    const now = context.clock.now();
    return connectionFor(context, verificationsOfSubject, page, (record) => toVerification(record, now), {
      parent: borrower.subjectId,
    });
  }
}
