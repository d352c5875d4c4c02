import type { Book } from '../../book';
import { addDealer, addGuarantee } from '../../records/firms';
import type { Loan } from '../../records/loans';
import { FIRMS } from '../identity';
import { addDefaultedLoan, addSomeLoan } from '../loans';
import { Random } from '../random';
import { BONDS, RATES } from '../rates';
import type { EcosystemSize } from '../size';
import { tellLawsuits } from './lawsuits';
import { addFirm, type Office, since } from './owning';
import { CORE, terminalOf } from './places';
import { addCircularTrade, addTrade } from './trade';

type Bond = (typeof BONDS)[number][0];

const MEMBERS = {
  NONE: [1, 1],
  RING: [3, 6],
  MUTUAL: [2, 2],
  JOINT: [3, 5],
  OFFICE: [4, 8],
  CIRCULAR_TRADE: [3, 5],
} as const satisfies Record<Bond, readonly [number, number]>;

/** How few may be left of a bond at the end of the dealers; fewer than that are not bound. */
const FEWEST = { NONE: 1, RING: 3, MUTUAL: 2, JOINT: 3, OFFICE: 3, CIRCULAR_TRADE: 3 } as const;

/** Dealers from `first` up to `end`, most of them by themselves and some in a bond with those that follow them. */
export function tellDealers(book: Book, size: EcosystemSize, first: number, end: number): void {
  for (let n = first; n < end; ) {
    const random = new Random(size.seed, 'dealers', n);
    const wanted = random.weighted(BONDS);
    const [fewest, most] = MEMBERS[wanted];
    const count = Math.min(random.int(fewest, most), end - n);
    const bond = count < FEWEST[wanted] ? 'NONE' : wanted;
    tellGroup(book, random, size, { bond, first: n, count });
    n += count;
  }
}

interface Group {
  readonly bond: Bond;
  readonly first: number;
  readonly count: number;
}

interface Told {
  readonly key: string;
  readonly dealer: string;
  readonly loan?: Loan | undefined;
}

function tellGroup(book: Book, random: Random, size: EcosystemSize, { bond, first, count }: Group): void {
  const inCircle = bond === 'RING' || bond === 'MUTUAL' || bond === 'JOINT';
  const defaulted = inCircle && random.chance(RATES.brokenCircle) ? random.int(0, count - 1) : null;
  const office = bond === 'OFFICE' ? sharedOffice(random, first) : undefined;
  const dealers = Array.from({ length: count }, (_, index) =>
    tellDealer(book, size, first + index, { inCircle, isDefaulted: index === defaulted, office }),
  );
  const members = dealers.map(({ key }) => key);
  if (bond === 'RING' || bond === 'MUTUAL')
    for (const [index, dealer] of dealers.entries()) guarantee(book, dealer, dealers[(index + 1) % count]!);
  if (bond === 'JOINT')
    for (const one of dealers) for (const other of dealers) if (one !== other) guarantee(book, one, other);
  if (bond === 'CIRCULAR_TRADE')
    addCircularTrade(
      book,
      random,
      dealers.map(({ key, dealer }) => ({ subject: key, dealer })),
    );
  const pattern = PATTERN_OF[bond];
  if (pattern) book.planted.push({ pattern, members });
}

const PATTERN_OF = {
  NONE: undefined,
  RING: 'GUARANTEE_RING',
  MUTUAL: 'MUTUAL_GUARANTEE',
  JOINT: 'JOINT_GUARANTEE',
  OFFICE: 'SHARED_OFFICE',
  CIRCULAR_TRADE: 'CIRCULAR_TRADE',
} as const satisfies Record<Bond, string | undefined>;

function guarantee(book: Book, guarantor: Told, { key, loan }: Told): void {
  addGuarantee(book, guarantor.key, key, loan!.principal, loan!.issuedOn, loan!.key);
}

const sharedOffice = (random: Random, first: number): Office => ({
  key: `office-shared-${first}`,
  address: `青岛市示例区示例路 ${random.int(1, 999)} 号孵化器 ${first} 室`,
});

interface Circumstances {
  readonly inCircle: boolean;
  readonly isDefaulted: boolean;
  readonly office: Office | undefined;
}

function tellDealer(
  book: Book,
  size: EcosystemSize,
  n: number,
  { inCircle, isDefaulted, office }: Circumstances,
): Told {
  const key = `d${n}`;
  const random = new Random(size.seed, 'dealer', n);
  const { firm, owner } = addFirm(book, size, key, FIRMS.dealer(size, n), office ? { office } : {});
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
  if (random.chance(RATES.sued)) tellLawsuits(book, random, firm);
  if (!inCircle && !random.chance(RATES.dealerLoan)) return { key, dealer };
  const terms = {
    key: `loan-${key}`,
    borrower: key,
    product: random.pick(['WORKING_CAPITAL', 'INVENTORY'] as const),
    principal: 10_000 * random.heavyTailed(5, 200),
    rate: random.int(45, 95) / 1_000,
  };
  const loan = isDefaulted ? addDefaultedLoan(book, random, terms) : addSomeLoan(book, random, terms);
  if (!inCircle && random.chance(RATES.ownerGuarantee))
    addGuarantee(book, owner.key, key, loan.principal, loan.issuedOn, loan.key);
  return { key, dealer, loan };
}
