import type { SocialFacts } from '../../behaviour/behaviour-facts';
import { derived, type Fact } from '../../facts/fact';
import type { Material } from '../material';
import { count, type Item, item, type Shown, said, sums } from '../portrait';

/** Whom he is tied to (关系网络). What others do is shown, and leads to a look by a person at most. */
export function networkItems({ facts, payments }: Material): Item[] {
  const { network, guarantees, circles, rings, asOf } = facts;
  const social: Fact<SocialFacts> = derived(payments, (portrait) => portrait.social);
  const contacts = (pick: (one: SocialFacts) => Shown) =>
    said(social.known ? { ...social, source: 'relations', observedAt: asOf } : social, pick);
  return [
    item(
      'CONTACT_POINTS',
      contacts(({ contactPoints }) => count(contactPoints)),
    ),
    item(
      'SHARED_CONTACTS',
      contacts(({ sharedContactPoints }) => count(sharedContactPoints.length)),
    ),
    item(
      'RELATIONS',
      contacts(({ relations }) => count(relations.reduce((sum, one) => sum + one.count, 0))),
    ),
    item(
      'GUARANTEES_GIVEN',
      said(guarantees, (all) => count(all.length)),
    ),
    item('GUARANTEED_AMOUNT', said(guarantees, guaranteed)),
    item(
      'DEFAULT_NEARBY',
      said(network, ({ badNeighbours }) => count(badNeighbours.length)),
    ),
    item(
      'GUARANTEE_CIRCLES',
      said(circles, (all) => count(all.length)),
    ),
    item(
      'SHARED_RINGS',
      said(rings, (all) => count(all.length)),
    ),
    ...(facts.kind === 'ENTERPRISE'
      ? [
          item(
            'OWNERS_IN_ARREARS',
            said(facts.owners, (all) => count(all.filter(({ inArrears }) => inArrears).length)),
          ),
        ]
      : []),
  ];
}

type Guarantees = Extract<Material['facts']['guarantees'], { known: true }>['value'];

/** Null where a guarantee does not say how much: a sum without it would be too small. */
function guaranteed(all: Guarantees): Shown | null {
  if (all.some(({ amountMinor, currency }) => amountMinor === null || currency === null)) return null;
  return sums(all, ({ amountMinor, currency }) =>
    amountMinor === null || currency === null ? null : { minor: amountMinor, currency },
  );
}
