import type { BusinessDate } from '../../kernel';
import { decimal, yuan } from '../amounts';
import type { Book } from '../book';
import { type Member, member } from '../cast';
import { addRelation, REGION } from './subjects';

/** A firm's name and number; of a firm that is in the cast they are known. */
type FirmIdentity = Pick<Member, 'name' | 'number'>;

export interface SupplierSketch {
  readonly subject: string;
  readonly identity?: FirmIdentity;
  readonly tier: 'STRATEGIC' | 'CORE' | 'STANDARD' | 'TRIAL';
  readonly category: string;
  readonly since: BusinessDate;
}

/** A firm's part as a supplier. Gives the key of that part. */
export function addSupplier(
  book: Book,
  { subject, identity, tier, category, since }: SupplierSketch,
): string {
  const key = `supplier-${subject}`;
  const { name, number } = identity ?? member(subject);
  book.add('supplier', key, {
    subject,
    supplierNo: `S${String(number).padStart(6, '0')}`,
    name,
    tier,
    status: 'ACTIVE',
    category,
    regionCode: REGION,
    since,
  });
  return key;
}

export interface DealerSketch {
  readonly subject: string;
  readonly identity?: FirmIdentity;
  readonly level: 'PLATINUM' | 'GOLD' | 'SILVER' | 'STANDARD';
  readonly status?: 'ACTIVE' | 'SUSPENDED';
  readonly region: string;
  /** Whole yuan. */
  readonly creditLimit: number;
  readonly since: BusinessDate;
}

/** A firm's part as a dealer. Gives the key of that part. */
export function addDealer(book: Book, sketch: DealerSketch): string {
  const { subject, level, status = 'ACTIVE', region, creditLimit, since } = sketch;
  const key = `dealer-${subject}`;
  const { name, number } = sketch.identity ?? member(subject);
  book.add('dealer', key, {
    subject,
    dealerNo: `D${String(number).padStart(6, '0')}`,
    name,
    region,
    level,
    status,
    creditLimit: decimal(yuan(creditLimit)),
    currency: 'CNY',
    since,
  });
  return key;
}

/** The person who stands for a firm before the law (法定代表人), and the share that is his; null when he has none. */
export function addOwner(
  book: Book,
  person: string,
  firm: string,
  percent: number | null,
  since: BusinessDate,
): void {
  addRelation(book, person, 'LEGAL_REPRESENTATIVE', firm, { since, evidence: 'business register' });
  if (percent !== null) addShareholder(book, person, firm, percent, since);
}

/** Who holds how much of a firm (股东), in whole percent; null where nobody knows how much. */
export function addShareholder(
  book: Book,
  holder: string,
  firm: string,
  percent: number | null,
  since: BusinessDate,
): void {
  addRelation(book, holder, 'SHAREHOLDER', firm, {
    ...(percent !== null && { weight: String(percent), weightUnit: 'PERCENT' }),
    since,
    evidence: 'business register',
  });
}

/** `guarantor` answers for a loan of `debtor` (担保); the weight is the amount, given in whole yuan. */
export function addGuarantee(
  book: Book,
  guarantor: string,
  debtor: string,
  amount: number,
  since: BusinessDate,
  evidence: string,
): void {
  addRelation(book, guarantor, 'GUARANTOR', debtor, {
    weight: String(yuan(amount)),
    weightUnit: 'FEN',
    since,
    evidence,
  });
}
