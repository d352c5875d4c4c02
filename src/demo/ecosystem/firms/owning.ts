import type { Book } from '../../book';
import { addMonths, DEMO_BUSINESS_DATE } from '../../business-date';
import type { Member } from '../../cast';
import { addOwner, addShareholder } from '../../records/firms';
import { addContact, addSubject } from '../../records/subjects';
import { FIRMS, firmOf, partnerOf, personOf } from '../identity';
import { Random } from '../random';
import { OWNING } from '../rates';
import type { EcosystemSize } from '../size';

/** A firm and the person who stands for it. */
export interface OwnedFirm {
  readonly firm: Member;
  readonly owner: Member;
}

/** Where a firm is registered; in a room of its own without. */
export interface Office {
  readonly key: string;
  readonly address: string;
}

export const since = (random: Random, fewest: number, most: number) =>
  addMonths(DEMO_BUSINESS_DATE, -random.int(fewest, most));

/**
 * A firm with its owner, its registered office and the way in which it is owned: by one person, through another firm, in
 * a circle of holdings, by somebody of unknown share, or by three of whom one stands at a quarter. A firm that brings a
 * second one for another reason is owned by one person.
 */
export function addFirm(
  book: Book,
  size: EcosystemSize,
  key: string,
  ordinal: number,
  { office, alone = false }: { readonly office?: Office; readonly alone?: boolean } = {},
): OwnedFirm {
  const random = new Random(size.seed, 'firm', key);
  const firm = firmOf(size, key, ordinal);
  const owner = personOf(size, `${key}-owner`, ordinal);
  addSubject(book, firm);
  addSubject(book, owner);
  const place = office ?? { key: `office-${key}`, address: roomOf(random, firm) };
  addContact(book, key, { kind: 'ADDRESS', key: place.key, value: place.address, role: 'REGISTERED' });
  const way = random.weighted(OWNING);
  tellOwners(book, random, alone ? 'ALONE' : way, { size, firm, owner, ordinal });
  return { firm, owner };
}

const roomOf = (random: Random, { number }: Member): string =>
  `青岛市示例区示例路 ${random.int(1, 999)} 号 ${number} 室`;

interface Firm extends OwnedFirm {
  readonly size: EcosystemSize;
  readonly ordinal: number;
}

function tellOwners(
  book: Book,
  random: Random,
  way: (typeof OWNING)[number][0],
  { size, firm, owner, ordinal }: Firm,
): void {
  const from = since(random, 60, 240);
  const percent = random.int(34, 100);
  if (way === 'ALONE') {
    addOwner(book, owner.key, firm.key, percent, from);
    return;
  }
  if (way === 'CHAIN' || way === 'CROSS') {
    const holding = firmOf(size, `${firm.key}-holding`, FIRMS.second(size, ordinal));
    addSubject(book, holding);
    addOwner(book, owner.key, holding.key, random.int(51, 80), from);
    // Owns nothing of it himself, and signs for it.
    addOwner(book, owner.key, firm.key, null, from);
    addShareholder(book, holding.key, firm.key, random.int(51, 100), from);
    if (way === 'CROSS') addShareholder(book, firm.key, holding.key, random.int(10, 20), from);
    const pattern = way === 'CROSS' ? 'CROSS_HOLDING' : 'OWNER_CHAIN';
    book.planted.push({ pattern, members: [firm.key, holding.key, owner.key] });
    return;
  }
  const partner = partnerOf(size, `${firm.key}-partner`, ordinal);
  addSubject(book, partner);
  if (way === 'UNKNOWN') {
    addOwner(book, owner.key, firm.key, 40, from);
    addShareholder(book, partner.key, firm.key, null, from);
    book.planted.push({ pattern: 'UNKNOWN_SHARE', members: [firm.key, partner.key] });
    return;
  }
  const third = partnerOf(size, `${firm.key}-third`, size.suppliers + size.dealers + ordinal);
  addSubject(book, third);
  addOwner(book, owner.key, firm.key, 51, from);
  addShareholder(book, partner.key, firm.key, 25, from);
  addShareholder(book, third.key, firm.key, 24, from);
  book.planted.push({ pattern: 'QUARTER_LINE', members: [firm.key, partner.key, third.key] });
}
