/** The people of a generated ecosystem: households, rings, and what they have in common. */
import type { Book } from '../../book';
import type { Member } from '../../cast';
import { fictionalMobile } from '../../identities';
import { addContact, addSubject } from '../../records/subjects';
import { accountHolderOf, outsiderOf } from '../identity';
import { Random } from '../random';
import { ACCOUNTS_PER_OUTSIDER, RATES } from '../rates';
import type { EcosystemSize } from '../size';
import type { Stage } from '../stage';
import { tellAccount } from './account';
import { agreeFully } from './consents';
import { addHome, tellHousehold } from './household';
import { tellRing } from './ring';

/** Some eight thousand records: ten megabytes at a time. */
const PEOPLE_IN_WAVE = 500;

/** Account holders with an account each, in groups of neighbours, and those without one. */
export const peopleStage = (size: EcosystemSize): Stage => ({
  waves: Math.ceil(size.accounts / PEOPLE_IN_WAVE),
  tell(book, wave) {
    const end = Math.min((wave + 1) * PEOPLE_IN_WAVE, size.accounts);
    for (let n = wave * PEOPLE_IN_WAVE; n < end; ) n += tellGroup(book, size, n, end);
    for (let n = wave * PEOPLE_IN_WAVE; n < end; n += ACCOUNTS_PER_OUTSIDER)
      tellOutsider(book, size, n / ACCOUNTS_PER_OUTSIDER);
  },
});

/** A group from `first` up to `end` at most; gives how many it has. */
function tellGroup(book: Book, size: EcosystemSize, first: number, end: number): number {
  const random = new Random(size.seed, 'group', first);
  const kind = random.weighted(KINDS);
  const wanted =
    kind === 'RING'
      ? 4 + random.heavyTailed(1, 60)
      : kind === 'SHARED_CONTACT'
        ? 3 + random.heavyTailed(1, 12)
        : random.weighted(ROOMMATES);
  const count = Math.min(wanted, end - first);
  const members = Array.from({ length: count }, (_, index) => accountHolderOf(size, first + index));
  if (kind === 'RING' && count > 1) tellRing(book, random, members, first);
  else if (kind === 'SHARED_CONTACT' && count > 1) tellSharedContact(book, random, members, first);
  else tellHousehold(book, random, members, { first, size });
  return count;
}

const KINDS = [
  ['HOUSEHOLD', 1 - RATES.ring - RATES.sharedContact],
  ['RING', RATES.ring],
  ['SHARED_CONTACT', RATES.sharedContact],
] as const;

const ROOMMATES = [
  [1, 55],
  [2, 25],
  [3, 12],
  [4, 6],
  [5, 2],
] as const;

/** People of several homes who all give one telephone of nobody in the records as their emergency contact. */
function tellSharedContact(book: Book, random: Random, members: readonly Member[], first: number): void {
  const value = fictionalMobile(FIRST_SHARED_CONTACT + first);
  members.forEach((person, index) => {
    addSubject(book, person);
    addHome(book, person, first + index);
    addContact(book, person.key, { kind: 'MOBILE', value, role: 'EMERGENCY' });
    tellAccount(book, random, person, first + index);
  });
  book.planted.push({ pattern: 'SHARED_CONTACT', members: members.map(({ key }) => key) });
}

/** Telephones from here on are nobody's own. */
const FIRST_SHARED_CONTACT = 50_000_000;

function tellOutsider(book: Book, size: EcosystemSize, n: number): void {
  const person = outsiderOf(size, n);
  addSubject(book, person);
  agreeFully(book, person);
  book.planted.push({ pattern: 'THIN_FILE', members: [person.key] });
}
