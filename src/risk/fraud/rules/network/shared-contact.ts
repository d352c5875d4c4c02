import type { ContactFacts } from '../../../facts/borrower-facts';
import type { Bilingual } from '../../../indicators/indicator';
import { row } from '../../../indicators/judging';
import type { FraudLimits, FraudRule } from '../../rule';

/** A rule on a kind of contact point that more subjects share than its limit, and fewer than a public one. */
export const sharedContact = ({
  code,
  name,
  reason,
  isMeant,
  limitOf,
}: {
  readonly code: string;
  readonly name: Bilingual;
  readonly reason: Bilingual;
  readonly isMeant: (contact: ContactFacts) => boolean;
  readonly limitOf: (limits: FraudLimits) => number;
}): FraudRule => ({
  code,
  name,
  reason,
  find: ({ network }, limits) =>
    network.known
      ? network.value.contacts
          .filter((contact) => isMeant(contact))
          .filter(({ users }) => users >= limitOf(limits) && users <= limits.mostUsers)
          .map(({ node, users }) =>
            row(
              code,
              'WATCH',
              { en: `${name.en}: ${users} subjects.`, zh: `${name.zh}：${users} 个主体` },
              { value: users, origin: network, nodes: [node] },
              limitOf(limits),
            ),
          )
      : [],
});
