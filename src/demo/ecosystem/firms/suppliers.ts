import type { Book } from '../../book';
import { addOwner, addSupplier } from '../../records/firms';
import { addSubject } from '../../records/subjects';
import { FIRMS, firmOf } from '../identity';
import { Random } from '../random';
import { RATES } from '../rates';
import type { EcosystemSize } from '../size';
import { addFirm, since } from './owning';
import { CORE } from './places';
import { addDoubleFinancing, addFictitiousTrade, addTrade } from './trade';

export function tellSupplier(book: Book, size: EcosystemSize, n: number): void {
  const key = `s${n}`;
  const random = new Random(size.seed, 'supplier', n);
  const isFictitious = random.chance(RATES.fictitious);
  const ordinal = FIRMS.supplier(size, n);
  const { firm, owner } = addFirm(book, size, key, ordinal, { alone: isFictitious });
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
  if (random.chance(RATES.duplicateFinancing)) {
    addDoubleFinancing(book, random, key, { seller: key, buyer: CORE, supplier });
    book.planted.push({ pattern: 'DUPLICATE_FINANCING', members: [key, CORE] });
  }
  if (!isFictitious) return;
  const shell = firmOf(size, `${key}-shell`, FIRMS.second(size, ordinal));
  addSubject(book, shell);
  addOwner(book, owner.key, shell.key, 100, since(random, 6, 18));
  addFictitiousTrade(book, random, key, { seller: key, buyer: shell.key, supplier });
  book.planted.push({ pattern: 'FICTITIOUS_TRADE', members: [key, shell.key, owner.key] });
}
