import type { Book } from '../book';
import { addDealer, addOwner, addShareholder } from '../records/firms';

const SINCE = '2018-10-10';

/**
 * Who stands behind a firm (实际控制人): shares that are multiplied along a path and added over paths, to exactly the quarter
 * from which an owner counts; one of unknown size; and two firms that hold each other.
 */
export function tellHoldings(book: Book): void {
  for (const subject of ['chain-dealer', 'cross-dealer'])
    addDealer(book, {
      subject,
      level: 'STANDARD',
      region: '青岛平度',
      creditLimit: 150_000,
      since: '2020-01-06',
    });

  addOwner(book, 'chain-owner', 'chain-holding', 50, SINCE);
  addShareholder(book, 'chain-holding', 'chain-dealer', 40, SINCE);
  addOwner(book, 'chain-owner', 'chain-dealer', 5, SINCE);
  addShareholder(book, 'chain-minor-owner', 'chain-dealer', 24, SINCE);
  addShareholder(book, 'chain-silent-owner', 'chain-dealer', null, SINCE);

  addOwner(book, 'cross-owner', 'cross-holding', 80, SINCE);
  addShareholder(book, 'cross-holding', 'cross-dealer', 60, SINCE);
  addOwner(book, 'cross-owner', 'cross-dealer', 40, SINCE);
  addShareholder(book, 'cross-dealer', 'cross-holding', 20, SINCE);

  book.planted.push(
    { pattern: 'OWNER_CHAIN', members: ['chain-dealer', 'chain-holding', 'chain-owner'] },
    { pattern: 'UNKNOWN_SHARE', members: ['chain-dealer', 'chain-silent-owner'] },
    { pattern: 'QUARTER_LINE', members: ['chain-dealer', 'chain-owner', 'chain-minor-owner'] },
    { pattern: 'CROSS_HOLDING', members: ['cross-dealer', 'cross-holding', 'cross-owner'] },
  );
}
