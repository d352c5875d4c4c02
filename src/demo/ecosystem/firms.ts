import type { Book } from '../book';
import { addMonths, DEMO_BUSINESS_DATE } from '../business-date';
import type { Member } from '../cast';
import { addDealer, addGuarantee, addOwner, addSupplier } from '../records/firms';
import { addContact, addSubject } from '../records/subjects';
import { FIRMS, firmOf, personOf } from './identity';
import { addSomeLoan } from './loans';
import { Random } from './random';
import { RATES } from './rates';
import type { EcosystemSize } from './size';
import { addFictitiousTrade, addTrade } from './trade';

/** What is written at once: it refers to what was written before it, and to itself. */
export type Story = (book: Book) => void;

/** The firm at the centre, which buys from suppliers and sells to dealers (核心企业). */
const CORE = 'core';

/** How a dealer's terminal is called; customers are seen on it. */
export const terminalOf = (dealer: number): string => `terminal-d${dealer}`;

export function* firmStories(size: EcosystemSize): Generator<Story> {
  yield (book) => addSubject(book, firmOf(size, CORE, FIRMS.core()));
  for (let n = 0; n < size.suppliers; n += 1) yield (book) => tellSupplier(book, size, n);
  let dealer = 0;
  for (let group = 0; dealer < size.dealers; group += 1) {
    const random = new Random(size.seed, 'dealers', group);
    const isCircle = random.chance(RATES.circle);
    const members = Math.min(isCircle ? random.int(3, 6) : 1, size.dealers - dealer);
    const first = dealer;
    yield (book) => tellDealers(book, size, first, members);
    dealer += members;
  }
}

/** A firm with its owner and its registered office. Gives both. */
function addFirm(
  book: Book,
  size: EcosystemSize,
  key: string,
  ordinal: number,
): { firm: Member; owner: Member } {
  const random = new Random(size.seed, 'firm', key);
  const firm = firmOf(size, key, ordinal);
  const owner = personOf(size, `${key}-owner`, ordinal);
  addSubject(book, firm);
  addSubject(book, owner);
  addOwner(book, owner.key, key, random.int(34, 100), since(random, 60, 240));
  addContact(book, key, {
    kind: 'ADDRESS',
    key: `office-${key}`,
    value: `青岛市示例区示例路 ${random.int(1, 999)} 号 ${firm.number} 室`,
    role: 'REGISTERED',
  });
  return { firm, owner };
}

const since = (random: Random, fewest: number, most: number) =>
  addMonths(DEMO_BUSINESS_DATE, -random.int(fewest, most));

function tellSupplier(book: Book, size: EcosystemSize, n: number): void {
  const key = `s${n}`;
  const random = new Random(size.seed, 'supplier', n);
  const { firm, owner } = addFirm(book, size, key, FIRMS.supplier(size, n));
  const tier = random.weighted([
    ['STRATEGIC', 1],
    ['CORE', 4],
    ['STANDARD', 12],
    ['TRIAL', 3],
  ] as const);
  const category = random.pick(['电机', '塑胶', '钣金', '电子', '包装']);
  const supplier = addSupplier(book, {
    subject: key,
    identity: firm,
    tier,
    category,
    since: since(random, 25, 200),
  });
  addTrade(book, random, key, { seller: key, buyer: CORE, supplier });
  if (!random.chance(RATES.fictitious)) return;
  const shell = firmOf(size, `${key}-shell`, FIRMS.shell(size, n));
  addSubject(book, shell);
  addOwner(book, owner.key, shell.key, 100, since(random, 6, 18));
  addFictitiousTrade(book, random, key, { seller: key, buyer: shell.key, supplier });
}

/** One dealer, or several of which each guarantees the next, and the last the first (循环担保). */
function tellDealers(book: Book, size: EcosystemSize, first: number, count: number): void {
  const dealers = Array.from({ length: count }, (_, index) =>
    tellDealer(book, size, first + index, count > 1),
  );
  if (count < 2) return;
  dealers.forEach(({ key }, index) => {
    const next = dealers[(index + 1) % count]!;
    addGuarantee(book, key, next.key, next.loan!.principal, next.loan!.issuedOn, next.loan!.key);
  });
}

function tellDealer(book: Book, size: EcosystemSize, n: number, inCircle: boolean) {
  const key = `d${n}`;
  const random = new Random(size.seed, 'dealer', n);
  const { firm, owner } = addFirm(book, size, key, FIRMS.dealer(size, n));
  const level = random.weighted([
    ['PLATINUM', 1],
    ['GOLD', 3],
    ['SILVER', 6],
    ['STANDARD', 10],
  ] as const);
  const dealer = addDealer(book, {
    subject: key,
    identity: firm,
    level,
    region: random.pick(['青岛', '济南', '烟台', '潍坊', '临沂']),
    creditLimit: 50_000 * random.heavyTailed(1, 100),
    since: since(random, 25, 200),
  });
  book.add('device', terminalOf(n), {
    kind: 'TABLET',
    fingerprint: `generated-terminal-${size.seed}-${n}`,
    systemName: 'Android 14',
    emulator: 'false',
    firstSeenAt: null,
  });
  addTrade(book, random, key, { seller: CORE, buyer: key, dealer });
  if (!inCircle && !random.chance(RATES.dealerLoan)) return { key };
  const loan = addSomeLoan(book, random, {
    key: `loan-${key}`,
    borrower: key,
    product: random.pick(['WORKING_CAPITAL', 'INVENTORY']),
    principal: 10_000 * random.heavyTailed(5, 200),
    rate: random.int(45, 95) / 1_000,
  });
  if (!inCircle && random.chance(RATES.ownerGuarantee))
    addGuarantee(book, owner.key, key, loan.principal, loan.issuedOn, loan.key);
  return { key, loan };
}
