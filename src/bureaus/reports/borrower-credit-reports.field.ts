import { Arg, Ctx, Extensions, FieldResolver, Resolver, Root } from 'type-graphql';
import { Borrower } from '../../borrowers';
import { access } from '../../platform/graphql';
import type { RequestContext } from '../../platform/request';
import { creditReportOutcome } from '../inquiry/credit-question';
import { BureauOutcome } from './bureau-outcome.type';
import { CreditReportRequest } from './credit-report-request.input';
import { askedBy } from './credit-request';
import { toBureauOutcome } from './to-bureau-outcome';

@Resolver(() => Borrower)
export class BorrowerCreditReportsField {
  @Extensions(access('bureau:read'))
  @FieldResolver(() => [BureauOutcome], {
    description:
      'What credit bureaus say of the borrower (征信报告): one outcome per bureau of the request, in its order. By default only what is stored; an inquiry needs mode INQUIRE_IF_STALE, a reason, and a consent of the subject.',
  })
  async creditReports(
    @Root() borrower: Borrower,
    @Arg('request', () => CreditReportRequest, { description: 'Which bureaus, what for, and how.' })
    request: CreditReportRequest,
    @Ctx() context: RequestContext,
  ): Promise<BureauOutcome[]> {
    const templates = await askedBy(request, context);
    return Promise.all(
      templates.map(async (template) => {
        const question = { ...template, subjectId: borrower.subjectId };
        const outcome = toBureauOutcome(question, await context.load(creditReportOutcome, question));
        // Other modules hang fields on a report that ask whose it is.
        return Object.assign(outcome, { subjectId: borrower.subjectId });
      }),
    );
  }
}
