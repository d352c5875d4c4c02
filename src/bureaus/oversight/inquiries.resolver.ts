import { Arg, Args, Ctx, Extensions, Mutation, Query, Resolver } from 'type-graphql';
import { CatalogueError, decodeNodeId } from '../../kernel';
import { access } from '../../platform/graphql';
import { connectionFor, ListArguments } from '../../platform/lists';
import type { RequestContext } from '../../platform/request';
import { knownBureaus } from '../directory/known-bureaus.loader';
import { releaseInquiry } from '../inquiry/lost/releasing';
import {
  Inquiry,
  InquiryConnection,
  InquiryFilterInput,
  InquiryOrderEnum,
  ReleaseInquiryInput,
  toInquiry,
} from './inquiry.type';
import { type InquiryFilter, inquiryList } from './inquiry-list.repository';

@Resolver()
export class InquiriesResolver {
  @Extensions(access('inquiry:read'))
  @Query(() => InquiryConnection, {
    description:
      'Calls to bureaus (查询台账), for auditors and operators: each that was reserved, whatever came of it.',
  })
  async inquiries(
    @Args(() => ListArguments) page: ListArguments,
    @Arg('filter', () => InquiryFilterInput, { nullable: true, description: 'Which inquiries.' })
    input: InquiryFilterInput | null,
    @Arg('orderBy', () => InquiryOrderEnum, { defaultValue: 'RESERVED_AT_DESC', description: 'Ordering.' })
    order: string,
    @Ctx() context: RequestContext,
  ) {
    const filter = await checked(input ?? {}, context);
    return connectionFor(context, inquiryList, page, toInquiry, { order, filter });
  }

  @Extensions(access('operations:write'))
  @Mutation(() => Inquiry, {
    description:
      'Releases an inquiry whose answer was lost (解除未知查询), after asking the bureau what became of it: others may ask the same again, at its price. One that is still open or closed already is refused.',
  })
  async releaseInquiry(
    @Arg('input', () => ReleaseInquiryInput, { description: 'Which inquiry, and why.' })
    input: ReleaseInquiryInput,
    @Arg('idempotencyKey', () => String, {
      nullable: true,
      description:
        'A name of your own for this request, 1 to 64 printable ASCII characters without blanks: a repeat under it is answered as the first was.',
    })
    idempotencyKey: string | null | undefined,
    @Ctx() context: RequestContext,
  ): Promise<Inquiry> {
    return toInquiry(await context.run(releaseInquiry, { input, idempotencyKey: idempotencyKey ?? null }));
  }
}

/** @throws CatalogueError UNKNOWN_BUREAU or INVALID_FILTER */
async function checked(input: InquiryFilterInput, context: RequestContext): Promise<InquiryFilter> {
  const { state = null, bureau = null, subject = null, clientId = null, since = null, until = null } = input;
  if (bureau !== null) {
    const known = await context.load(knownBureaus, 'all');
    if (!known.some(({ profile }) => profile.code === bureau))
      throw new CatalogueError('UNKNOWN_BUREAU', { field: 'filter.bureau' });
  }
  if (since && until && since >= until)
    throw new CatalogueError('INVALID_FILTER', { field: 'filter.until', problem: 'must be after since' });
  const decoded = subject === null ? null : decodeNodeId(subject);
  if (subject !== null && decoded?.type !== 'Borrower')
    throw new CatalogueError('INVALID_FILTER', {
      field: 'filter.subject',
      problem: 'is no id of a borrower',
    });
  return { state, bureau, subjectId: decoded?.key ?? null, clientId, since, until };
}
