import { PERSONAS } from '../../../src/demo';
import type { RunningGateway } from '../../support/gateway';

export const keyOf = (value: string) => ({ external: { source: 'demo', value } });

/** Asks every bureau about every person of the demo, as far as he agreed; one whose bureau never answers is left out. */
export async function askBureaus(running: RunningGateway): Promise<void> {
  const people = PERSONAS.filter(({ kind, key }) => kind === 'PERSON' && key !== 'slow-bureau');
  const { errors } = await running.query(
    `query ($keys: [BorrowerKey!]!, $credit: CreditReportRequest!) {
      borrowers(keys: $keys) { ... on Borrower { creditReports(request: $credit) { __typename } } } }`,
    {
      keys: people.map(({ key }) => keyOf(key)),
      credit: {
        purpose: 'LOAN_APPROVAL',
        mode: 'INQUIRE_IF_STALE',
        application: {
          no: 'APP-1',
          loanPurpose: 'DAILY_CONSUMPTION',
          guaranteeType: 'CREDIT',
          customerType: 'EMPLOYED',
          amount: { value: '20000.00', currency: 'CNY' },
        },
      },
    },
  );
  expect(errors).toBeUndefined();
}
