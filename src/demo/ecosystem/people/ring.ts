import { addDays } from '../../../kernel';
import { yuan } from '../../amounts';
import type { Book } from '../../book';
import { DEMO_BUSINESS_DATE, hasCome } from '../../business-date';
import type { Member } from '../../cast';
import { addAccount, loanBookings, otherAccount } from '../../records/accounts';
import { addLoan } from '../../records/loans';
import { addDevice, addSubject } from '../../records/subjects';
import { accountNumberOf } from '../identity';
import type { Random } from '../random';
import { accountKey } from './account';
import { agreeFully } from './consents';

/** The device ring (团伙): each opens an account, borrows on that day and passes the money on, all from one phone. */
export function tellRing(book: Book, random: Random, members: readonly Member[], first: number): void {
  const collector = otherAccount('SPDB', 1_000_000 + first);
  const days = members.map(() => random.int(6, 40));
  const dayOf = (index: number) => addDays(DEMO_BUSINESS_DATE, -days[index]!);
  members.forEach((person, index) => {
    addSubject(book, person);
    agreeFully(book, person);
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
  book.planted.push({ pattern: 'DEVICE_RING', members: members.map(({ key }) => key) });
}
