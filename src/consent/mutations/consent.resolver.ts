import { Arg, Args, Ctx, Extensions, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { Borrower } from '../../borrowers';
import { access } from '../../platform/graphql';
import { connectionFor, ListArguments } from '../../platform/lists';
import type { RequestContext } from '../../platform/request';
import { consentList } from '../storage/consent.loaders';
import { grantConsent, revokeConsent } from './consent.commands';
import { GrantConsentInput, RevokeConsentInput } from './consent.input';
import { ConsentConnection, GrantConsentResult, RevokeConsentResult, toConsent } from './consent.type';

const KEY_DESCRIPTION =
  "The client's own name for this request, 1 to 64 printable ASCII characters without blanks, such as a UUID: a repeat under the same name within a week is answered from the first, and does nothing twice.";

@Resolver()
export class ConsentMutations {
  @Extensions(access('consent:write'))
  @Mutation(() => GrantConsentResult, {
    description:
      'Stores a consent of a borrower (登记授权). A number that is stored with other content is refused: a consent never changes.',
  })
  async grantConsent(
    @Arg('input', () => GrantConsentInput, { description: 'The consent.' }) input: GrantConsentInput,
    @Arg('idempotencyKey', () => String, { nullable: true, description: KEY_DESCRIPTION })
    idempotencyKey: string | null | undefined,
    @Ctx() context: RequestContext,
  ): Promise<GrantConsentResult> {
    const { consent, created } = await context.run(grantConsent, {
      input,
      idempotencyKey: idempotencyKey ?? null,
    });
    return Object.assign(new GrantConsentResult(), { consent: toConsent(consent), created });
  }

  @Extensions(access('consent:write'))
  @Mutation(() => RevokeConsentResult, {
    description:
      'Withdraws a consent from now on (撤回授权), and tells which inquiries under it are out. A withdrawal cannot be taken back: a new consent is needed.',
  })
  async revokeConsent(
    @Arg('input', () => RevokeConsentInput, { description: 'Which consent, and why.' })
    input: RevokeConsentInput,
    @Arg('idempotencyKey', () => String, { nullable: true, description: KEY_DESCRIPTION })
    idempotencyKey: string | null | undefined,
    @Ctx() context: RequestContext,
  ): Promise<RevokeConsentResult> {
    const document = await context.run(revokeConsent, { input, idempotencyKey: idempotencyKey ?? null });
    return Object.assign(new RevokeConsentResult(), {
      document,
      consent: toConsent(document),
      revokedAt: document.revokedAt,
    });
  }
}

@Resolver(() => Borrower)
export class BorrowerConsentsField {
  @Extensions(access('consent:read'))
  @FieldResolver(() => ConsentConnection, {
    description:
      'What the subject agreed to (授权书), for every bureau, valid or not, the last signed first.',
  })
  consents(
    @Root() borrower: Borrower,
    @Args(() => ListArguments) page: ListArguments,
    @Ctx() context: RequestContext,
  ) {
    return connectionFor(context, consentList, page, toConsent, { parent: borrower.subjectId });
  }
}
