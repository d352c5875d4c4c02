import type { Book } from '../../book';
import { instantAt } from '../../business-date';
import type { Member } from '../../cast';
import { addContact, addDevice, addDeviceUse, addRelation, addSubject } from '../../records/subjects';
import { PUBLIC_NETWORK, terminalOf } from '../firms';
import type { Random } from '../random';
import { RATES } from '../rates';
import type { EcosystemSize } from '../size';
import { tellAccount } from './account';
import { someDay } from './days';

export interface Place {
  readonly first: number;
  readonly size: EcosystemSize;
}

/** People under one roof: one address, a telephone each or one for all, and two of them may be married. */
export function tellHousehold(
  book: Book,
  random: Random,
  people: readonly Member[],
  { first, size }: Place,
): void {
  const members = withSharedMobile(book, random, people);
  const used = { firstSeen: someDay(random, 900, 200), lastSeen: someDay(random, 60, 0) };
  const shared = members.length > 1 && random.chance(0.4);
  members.forEach((person, index) => {
    addSubject(book, person);
    addHome(book, person, first);
    const isAwake = tellAccount(book, random, person, first + index);
    if (!shared && isAwake)
      addDevice(book, {
        key: `phone-${person.key}`,
        systemName: random.pick(['Android 15', 'iOS 18']),
        users: [{ ...used, subject: person.key, times: random.heavyTailed(10, 900) }],
      });
    if (size.dealers > 0 && random.chance(RATES.terminal))
      addVisit(book, random, person, terminalOf(random.heavyTailed(1, size.dealers) - 1));
    if (random.chance(RATES.publicNetwork)) addVisit(book, random, person, PUBLIC_NETWORK);
  });
  if (shared)
    addDevice(book, {
      key: `phone-${first}-shared`,
      systemName: 'Android 15',
      users: members.map(({ key }) => ({ ...used, subject: key, times: random.int(5, 200) })),
    });
  const [one, other] = members;
  if (one && other && random.chance(0.7)) {
    const married = { since: someDay(random, 9_000, 400), evidence: 'household register' };
    addRelation(book, one.key, 'SPOUSE', other.key, married);
    addRelation(book, other.key, 'SPOUSE', one.key, married);
  }
}

export function addHome(book: Book, { key }: Member, first: number): void {
  addContact(book, key, {
    kind: 'ADDRESS',
    key: `home-${first}`,
    value: `青岛市示例区示例街 ${first + 1} 号`,
    role: 'HOME',
  });
}

function withSharedMobile(book: Book, random: Random, members: readonly Member[]): readonly Member[] {
  const [one, other, ...rest] = members;
  if (!one || !other || !random.chance(RATES.sharedMobile)) return members;
  book.planted.push({ pattern: 'SHARED_MOBILE', members: [one.key, other.key] });
  return [one, { ...other, mobile: one.mobile! }, ...rest];
}

/** Seen once on a device that is not his own. */
function addVisit(book: Book, random: Random, { key }: Member, device: string): void {
  const seen = instantAt(someDay(random, 300, 1), '16:40');
  addDeviceUse(book, device, key, { times: 1, firstSeenAt: seen, lastSeenAt: seen });
}
