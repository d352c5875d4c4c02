import { Arg, Ctx, Extensions, FieldResolver, Resolver, Root } from 'type-graphql';
import { Borrower } from '../../borrowers';
import { access } from '../../platform/graphql';
import type { RequestContext } from '../../platform/request';
import { creditReportOutcome } from '../inquiry/credit-question';
import { CreditReportRequest } from '../reports/credit-report-request.input';
import { askedBy } from '../reports/credit-request';
import { CreditSummary } from './credit-summary.type';
import { summarise } from './summarise';
import { toCreditSummary } from './to-credit-summary';

@Resolver(() => Borrower)
export class BorrowerCreditSummaryField {
  @Extensions(access('bureau:read'))
  @FieldResolver(() => CreditSummary, {
    description:
      'What the bureaus of the request say of the borrower, laid side by side (多机构征信汇总). It asks exactly as creditReports does; beside it with the same request it asks nothing more.',
  })
  async creditSummary(
    @Root() borrower: Borrower,
    @Arg('request', () => CreditReportRequest, { description: 'Which bureaus, what for, and how.' })
    request: CreditReportRequest,
    @Ctx() context: RequestContext,
  ): Promise<CreditSummary> {
    const templates = await askedBy(request, context);
    const findings = await Promise.all(
      templates.map(async (template) => ({
        bureau: template.bureau,
        outcome: await context.load(creditReportOutcome, { ...template, subjectId: borrower.subjectId }),
      })),
    );
    return toCreditSummary(summarise(findings), request.purpose);
  }
}
