import { addDays, type BusinessDate } from '../../kernel';
import { type Fen, yuan } from '../amounts';
import type { Book } from '../book';
import { addMonths, DEMO_BUSINESS_DATE, hasCome, instantAt } from '../business-date';
import type { Member } from '../cast';
import { addAccount, type Booking, loanBookings, otherAccount } from '../records/accounts';
import { addConsent } from '../records/consents';
import { addLoan, type Loan } from '../records/loans';
import { addContact, addDevice, addRelation, addSubject } from '../records/subjects';
import { type Story, terminalOf } from './firms';
import { accountHolderOf, accountNumberOf } from './identity';
import { addSomeLoan } from './loans';
import { Random } from './random';
import { RATES } from './rates';
import type { EcosystemSize } from './size';

/** Account holders with an account each, in groups: households, and rings of applicants behind one phone. */
export function* peopleStories(size: EcosystemSize): Generator<Story> {
  let person = 0;
  for (let group = 0; person < size.accounts; group += 1) {
    const random = new Random(size.seed, 'group', group);
    const isRing = random.chance(RATES.ring);
    const wanted = isRing
      ? 4 + random.heavyTailed(1, 60)
      : random.weighted([
          [1, 55],
          [2, 25],
          [3, 12],
          [4, 6],
          [5, 2],
        ] as const);
    const count = Math.min(wanted, size.accounts - person);
    const first = person;
    yield (book) => {
      const members = Array.from({ length: count }, (_, index) => accountHolderOf(size, first + index));
      if (isRing) tellRing(book, random, members, first);
      else tellHousehold(book, random, members, { first, size });
    };
    person += count;
  }
}

const accountKey = ({ key }: Member): string => `account-${key}`;

interface Place {
  readonly first: number;
  readonly size: EcosystemSize;
}

/** People under one roof: one address, one tablet or a phone each, and two of them may be married. */
function tellHousehold(book: Book, random: Random, members: readonly Member[], { first, size }: Place): void {
  const home = {
    kind: 'ADDRESS',
    key: `home-${first}`,
    value: `青岛市示例区示例街 ${first + 1} 号`,
  } as const;
  const used = { firstSeen: someDay(random, 900, 200), lastSeen: someDay(random, 60, 0) };
  const shared = members.length > 1 && random.chance(0.4);
  members.forEach((person, index) => {
    addSubject(book, person);
    addContact(book, person.key, { ...home, role: 'HOME' });
    tellAccount(book, random, person, first + index);
    if (!shared)
      addDevice(book, {
        key: `phone-${person.key}`,
        systemName: random.pick(['Android 15', 'iOS 18']),
        users: [{ ...used, subject: person.key, times: random.heavyTailed(10, 900) }],
      });
    if (size.dealers > 0 && random.chance(RATES.terminal))
      addTerminalUse(book, random, person, random.heavyTailed(1, size.dealers) - 1);
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

/** Some dealers are visited by many, and most by a few. */
function addTerminalUse(book: Book, random: Random, { key }: Member, dealer: number): void {
  const seen = instantAt(someDay(random, 300, 1), '16:40');
  book.add('device_use', `${terminalOf(dealer)}/${key}`, {
    device: terminalOf(dealer),
    subject: key,
    times: '1',
    firstSeenAt: seen,
    lastSeenAt: seen,
  });
}

/** Wages, rent and shopping over more or fewer months, and perhaps a loan. */
function tellAccount(book: Book, random: Random, person: Member, n: number): void {
  const openedOn = someDay(random, 3_600, 400);
  const loan = random.chance(RATES.borrower) ? tellLoan(book, random, person) : null;
  const bookings = [...life(random, n), ...(loan ? loanBookings(loan, openedOn) : [])];
  addAccount(book, {
    holder: person.key,
    identity: { key: accountKey(person), number: accountNumberOf(n) },
    status: bookings.length === 0 ? 'DORMANT' : 'ACTIVE',
    openedOn,
    opening: lowest(bookings) + yuan(random.heavyTailed(50, 200_000)) + random.int(0, 99),
    bookings,
  });
}

function tellLoan(book: Book, random: Random, person: Member): Loan {
  agree(book, person);
  return addSomeLoan(book, random, {
    key: `loan-${person.key}`,
    borrower: person.key,
    account: accountKey(person),
    product: 'CONSUMER',
    principal: 1_000 * random.heavyTailed(3, 200),
    rate: random.int(70, 150) / 1_000,
  });
}

function agree(book: Book, { key, number }: Member): void {
  addConsent(book, {
    subject: key,
    number,
    bureau: 'SHANGHAI_CREDIT',
    validFrom: '2026-01-01',
    validTo: '2036-01-01',
  });
}

/** A third of the accounts sleep; the others were used in one month or in up to twelve. */
function life(random: Random, n: number): Booking[] {
  if (random.chance(0.33)) return [];
  const income = yuan(random.heavyTailed(3_500, 80_000)) + random.int(0, 99_999);
  const months = random.heavyTailed(1, 12);
  const bookings: Booking[] = [];
  for (let ago = months; ago > 0; ago -= 1) {
    const month = addMonths('2026-07-01', -ago);
    bookings.push({
      on: addDays(month, 9),
      amount: income,
      kind: 'TRANSFER_IN',
      purpose: 'SALARY',
      counterparty: otherAccount('ICBC', n % 5_000),
    });
    const times = random.int(1, 3);
    for (let time = 0; time < times; time += 1) {
      // June and November are the months of the sales.
      const more = /-(06|11)-/.test(month) ? 1.4 : 1;
      bookings.push({
        on: addDays(month, random.int(0, 27)),
        amount: -Math.round((income * random.int(5, 30) * more) / 100),
        kind: 'CARD_PAYMENT',
        purpose: 'LIVING',
      });
    }
  }
  return bookings;
}

/** What an account must hold at the beginning so that it is never overdrawn, in whatever order a day is booked. */
function lowest(bookings: readonly Booking[]): Fen {
  const ordered = [...bookings].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.amount - b.amount));
  let balance = 0;
  let least = 0;
  for (const { amount } of ordered) {
    balance += amount;
    least = Math.min(least, balance);
  }
  return -least;
}

/** The device ring (团伙): each opens an account, borrows on that day and passes the money on, all from one phone. */
function tellRing(book: Book, random: Random, members: readonly Member[], first: number): void {
  const collector = otherAccount('SPDB', 1_000_000 + first);
  const days = members.map(() => random.int(6, 40));
  const dayOf = (index: number) => addDays(DEMO_BUSINESS_DATE, -days[index]!);
  members.forEach((person, index) => {
    addSubject(book, person);
    agree(book, person);
    const openedOn = dayOf(index);
    const loan = addLoan(book, {
      key: `loan-${person.key}`,
      borrower: person.key,
      account: accountKey(person),
      product: 'CONSUMER',
      principal: 5_000,
      termMonths: 6,
      rate: 0.148,
      issuedOn: openedOn,
      // Nobody in a ring pays.
      habit: () => null,
    });
    const passedOn = addDays(openedOn, 1);
    addAccount(book, {
      holder: person.key,
      identity: { key: accountKey(person), number: accountNumberOf(first + index) },
      openedOn,
      opening: 0,
      bookings: [
        ...loanBookings(loan, openedOn),
        ...(hasCome(passedOn)
          ? [
              {
                on: passedOn,
                amount: yuan(-4_950),
                kind: 'TRANSFER_OUT',
                purpose: 'OTHER',
                counterparty: collector,
              } as const,
            ]
          : []),
      ],
    });
  });
  addDevice(book, {
    key: `phone-ring-${first}`,
    systemName: 'Android 13',
    emulator: true,
    users: members.map(({ key }, index) => ({
      subject: key,
      firstSeen: dayOf(index),
      lastSeen: addDays(dayOf(index), 2),
      times: random.int(2, 6),
    })),
  });
}

/** A day between so many days ago. */
const someDay = (random: Random, most: number, least: number): BusinessDate =>
  addDays(DEMO_BUSINESS_DATE, -random.int(least, most));
