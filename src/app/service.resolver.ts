import { Ctx, Extensions, Field, ObjectType, Query, Resolver } from 'type-graphql';
import { access, BusinessDateScalar } from '../platform/graphql';
import type { RequestContext } from '../platform/request';

@Extensions(access('service:read'))
@ObjectType({ description: 'The gateway itself.' })
class Service {
  @Field(() => BusinessDateScalar, {
    description:
      'The day that the business lives on (营业日期): today in Shanghai, or the fixed day of the demo data.',
  })
  businessDate!: string;

  @Field(() => String, { description: 'Role of the caller, as its token says.' })
  role!: string;

  @Field(() => [String], { description: 'What the caller may do.' })
  permissions!: string[];
}

@Resolver()
export class ServiceResolver {
  @Extensions(access('service:read'))
  @Query(() => Service, { description: 'The gateway itself, and what it takes the caller for.' })
  service(@Ctx() context: RequestContext): Service {
    return Object.assign(new Service(), {
      businessDate: context.clock.businessDate(),
      role: context.principal.role,
      permissions: [...context.principal.permissions].sort(),
    });
  }
}
