import { addDays } from '../../kernel';
import type { Book } from '../book';
import { DEMO_BUSINESS_DATE, instantAt } from '../business-date';
import { CAST, type Member } from '../cast';
import { fictionalPersonName, fictionalResidentId } from '../identities';
import { addDeviceUse, addPublicNetwork, addSubject } from '../records/subjects';

const NETWORK = 'mall-network';
const FIRST_GUEST = 300;
/** More than any ring has, so that whoever takes the network for one joins half of the demo. */
const GUESTS = 240;
/** Of the cast: owners of firms who have nothing to do with each other. */
const SEEN = /^(mutual|joint|chain|cross|round|twice)-.*owner/;

/** People of whom the demo knows nothing but that they were in the building. */
const CROWD: readonly Member[] = Array.from({ length: GUESTS }, (_, n) => {
  const sex = n % 2 === 0 ? 'F' : 'M';
  const birthDate = addDays('1962-01-01', n * 61);
  return {
    key: `guest-${n + 1}`,
    kind: 'PERSON',
    name: fictionalPersonName(FIRST_GUEST + n, sex),
    number: FIRST_GUEST + n,
    residentId: fictionalResidentId({ birthDate, sequence: 400 + (n % 100) }),
    birthDate,
    sex,
  } as const;
});

/** The guests' network of a shopping mall: one device with very many users, and no ring. */
export function tellPublicNetwork(book: Book): void {
  addPublicNetwork(book, NETWORK, NETWORK);
  for (const guest of CROWD) addSubject(book, guest);
  const users = [...CAST.filter(({ key }) => SEEN.test(key)), ...CROWD];
  users.forEach(({ key }, n) => {
    const day = addDays(DEMO_BUSINESS_DATE, -1 - (n % 90));
    addDeviceUse(book, NETWORK, key, {
      times: 1 + (n % 4),
      firstSeenAt: instantAt(day, '11:05'),
      lastSeenAt: instantAt(day, '13:40'),
    });
  });
}
