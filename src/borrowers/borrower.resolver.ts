import { Arg, Args, Ctx, Extensions, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { CatalogueError } from '../kernel';
import { maskIdentifier, maskName } from '../kernel/identity';
import { access } from '../platform/graphql';
import { connectionFor, ListArguments } from '../platform/lists';
import type { RequestContext } from '../platform/request';
import { maskedUnlessPermitted } from '../security';
import {
  identifiersOfSubject,
  rolesOfSubject,
  subjectById,
  subjectList,
  subjectsByIdentifier,
} from './borrower.loaders';
import { SUBJECT_ROLES } from './borrower.records';
import {
  AmbiguousIdentity,
  Borrower,
  BorrowerConnection,
  BorrowerFilterInput,
  BorrowerKey,
  BorrowerOrderEnum,
  BorrowerResult,
  Identifier,
  InvalidKey,
  NotFound,
  SubjectRoleEnum,
  toBorrower,
  toIdentifier,
} from './borrower.type';
import { readBorrowerKey } from './borrower-key';

// 200 whole borrowers with their trade fill an answer of some megabytes; more belongs into another request.
const MOST_KEYS = 200;
const MOST_CANDIDATES = 20;

@Resolver(() => Borrower)
export class BorrowerResolver {
  @Extensions(access('borrower:read'))
  @Query(() => BorrowerResult, { description: 'A borrower by one key.' })
  borrower(
    @Arg('key', () => BorrowerKey, { description: 'Exactly one key.' }) key: BorrowerKey,
    @Ctx() context: RequestContext,
  ): Promise<typeof BorrowerResult> {
    return borrowerOf(key, context);
  }

  @Extensions(access('borrower:read'))
  @Query(() => [BorrowerResult], {
    description: 'Borrowers by their keys: one result per key, in the order of the keys. At most 200 keys.',
  })
  borrowers(
    @Arg('keys', () => [BorrowerKey], { description: 'The keys.' }) keys: BorrowerKey[],
    @Ctx() context: RequestContext,
  ): Promise<(typeof BorrowerResult)[]> {
    if (keys.length > MOST_KEYS)
      throw new CatalogueError('TOO_MANY_KEYS', { argument: 'keys', max: MOST_KEYS });
    return Promise.all(keys.map((key) => borrowerOf(key, context)));
  }

  @Extensions(access('borrower:search'))
  @Query(() => BorrowerConnection, { description: 'Borrowers for an analyst who has no identifier.' })
  searchBorrowers(
    @Args(() => ListArguments) page: ListArguments,
    @Arg('filter', () => BorrowerFilterInput, { nullable: true, description: 'Which borrowers.' })
    filter: BorrowerFilterInput | null,
    @Arg('orderBy', () => BorrowerOrderEnum, { defaultValue: 'ADDED_DESC', description: 'Ordering.' })
    order: string,
    @Ctx() context: RequestContext,
  ) {
    const name = filter?.name?.trim() ?? null;
    if (name !== null && (name.length < 2 || name.length > 100))
      throw new CatalogueError('INVALID_FILTER', {
        field: 'filter.name',
        problem: 'must be 2 to 100 characters',
      });
    const which = { name, kind: filter?.kind ?? null, role: filter?.role ?? null };
    return connectionFor(context, subjectList, page, toBorrower, { order, filter: which });
  }

  @Extensions(access('borrower:read', { personal: true }))
  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Name (姓名 or 企业名称). A person is shown as the first character and 某 without the permission pii:read. Null where no source gave one.',
  })
  displayName(@Root() borrower: Borrower, @Ctx() context: RequestContext): string | null {
    if (!borrower.name || borrower.kind === 'ENTERPRISE') return borrower.name?.reveal() ?? null;
    return maskedUnlessPermitted(
      context,
      { type: 'Borrower', id: borrower.subjectId },
      'displayName',
      borrower.name,
      (name) => maskName(name, 'PERSON'),
    );
  }

  @Extensions(access('borrower:read', { personal: true }))
  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Day of birth, YYYY-MM-DD; only the year without pii:read. Null for a firm or where it is unknown.',
  })
  birthDate(@Root() borrower: Borrower, @Ctx() context: RequestContext): string | null {
    if (!borrower.birthDay) return null;
    return maskedUnlessPermitted(
      context,
      { type: 'Borrower', id: borrower.subjectId },
      'birthDate',
      borrower.birthDay,
      (day) => `${day.slice(0, 4)}-**-**`,
    );
  }

  @FieldResolver(() => [SubjectRoleEnum], {
    description: 'The parts that the subject has, in the order of the enum.',
  })
  async roles(@Root() borrower: Borrower, @Ctx() context: RequestContext) {
    const roles = await context.load(rolesOfSubject, borrower.subjectId);
    return SUBJECT_ROLES.filter((role) => roles.includes(role));
  }

  @FieldResolver(() => [Identifier], {
    description: 'What the subject is found by. A subject has a handful.',
  })
  async identifiers(@Root() borrower: Borrower, @Ctx() context: RequestContext): Promise<Identifier[]> {
    const identifiers = await context.load(identifiersOfSubject, borrower.subjectId);
    return identifiers.map((record) => toIdentifier(borrower.subjectId, record));
  }
}

@Resolver(() => Identifier)
export class IdentifierFields {
  @Extensions(access('borrower:read', { personal: true }))
  @FieldResolver(() => String, { description: 'The identifier; masked without the permission pii:read.' })
  value(@Root() identifier: Identifier, @Ctx() context: RequestContext): string {
    const owner = { type: 'Borrower', id: identifier.subjectId } as const;
    return maskedUnlessPermitted(
      context,
      owner,
      `identifier.${identifier.scheme}`,
      identifier.clear,
      (clear) => maskIdentifier(identifier.scheme, clear),
    );
  }
}

/** Whom a key leads to, or why it leads to nobody. */
export async function borrowerOf(key: BorrowerKey, context: RequestContext): Promise<typeof BorrowerResult> {
  const read = readBorrowerKey(key, context.clock.businessDate());
  if (read.is === 'invalid')
    return Object.assign(new InvalidKey(), {
      scheme: read.scheme,
      problem: read.problem,
      message: read.message,
    });
  const scheme = read.is === 'identifier' ? read.scheme : null;
  const subjectIds =
    read.is === 'identifier' ? await context.load(subjectsByIdentifier, read) : [read.subjectId];
  const records = await Promise.all(
    subjectIds.slice(0, MOST_CANDIDATES).map((id) => context.load(subjectById, id)),
  );
  const found = records.filter((record) => record !== null).map(toBorrower);
  const [only] = found;
  if (only === undefined) return Object.assign(new NotFound(), { scheme });
  if (found.length === 1) return only;
  return Object.assign(new AmbiguousIdentity(), { scheme, candidates: found });
}
