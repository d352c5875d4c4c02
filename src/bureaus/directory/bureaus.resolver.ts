import { Ctx, Extensions, Query, Resolver } from 'type-graphql';
import { access } from '../../platform/graphql';
import type { RequestContext } from '../../platform/request';
import { Bureau, toBureau } from './bureau.type';
import { knownBureaus } from './known-bureaus.loader';

@Resolver()
export class BureausResolver {
  @Extensions(access('service:read'))
  @Query(() => [Bureau], {
    description: 'The credit bureaus (征信机构) that requests may name, switched on or not.',
  })
  async bureaus(@Ctx() context: RequestContext): Promise<Bureau[]> {
    return (await context.load(knownBureaus, 'all')).map(toBureau);
  }
}
