import { addDays } from '../../kernel';
import { yuan } from '../amounts';
import type { Book } from '../book';
import { DEMO_BUSINESS_DATE } from '../business-date';
import { accountKeyOf, addAccount, loanBookings, otherAccount } from '../records/accounts';
import { addLoan } from '../records/loans';
import { addDevice } from '../records/subjects';

/** Who applied how many days ago, as the bureau's reports date their loans. */
const MEMBERS = [
  { subject: 'ring-1', daysAgo: 9 },
  { subject: 'ring-2', daysAgo: 8 },
  { subject: 'ring-3', daysAgo: 8 },
  { subject: 'ring-4', daysAgo: 7 },
  { subject: 'ring-5', daysAgo: 6 },
];

/**
 * The device ring: five people, one telephone and one number. Each opens an account, takes a small loan the same day
 * and passes it on the next day to one and the same account elsewhere.
 */
export function tellDeviceRing(book: Book): void {
  const collector = otherAccount('SPDB', 4_040);
  for (const { subject, daysAgo } of MEMBERS) {
    const openedOn = addDays(DEMO_BUSINESS_DATE, -daysAgo);
    const loan = addLoan(book, {
      key: `loan-${subject}`,
      borrower: subject,
      account: accountKeyOf(subject),
      product: 'CONSUMER',
      principal: 5_000,
      termMonths: 6,
      rate: 0.148,
      issuedOn: openedOn,
    });
    addAccount(book, {
      holder: subject,
      openedOn,
      opening: 0,
      bookings: [
        ...loanBookings(loan, openedOn),
        {
          on: addDays(openedOn, 1),
          amount: yuan(-4_950),
          kind: 'TRANSFER_OUT',
          purpose: 'OTHER',
          counterparty: collector,
        },
      ],
    });
  }
  addDevice(book, {
    key: 'phone-ring',
    systemName: 'Android 13',
    emulator: true,
    users: MEMBERS.map(({ subject, daysAgo }, index) => ({
      subject,
      firstSeen: addDays(DEMO_BUSINESS_DATE, -daysAgo),
      lastSeen: addDays(DEMO_BUSINESS_DATE, -daysAgo + 2),
      times: 3 + index,
    })),
  });
  book.planted.push({ pattern: 'DEVICE_RING', members: MEMBERS.map(({ subject }) => subject) });
}
