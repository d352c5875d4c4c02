import { Book, type DemoRecords } from './book';
import { CAST } from './cast';
import { addSubject } from './records/subjects';
import { tellConsents } from './stories/consents';
import { tellCleanDealer, tellOverdueDealer } from './stories/dealers';
import { tellDeviceRing } from './stories/device-ring';
import { tellFictitiousTrade } from './stories/fictitious-trade';
import { tellGuaranteeCircle } from './stories/guarantee-circle';
import { tellSuedDealer } from './stories/sued-dealer';
import { tellCleanSupplier, tellLargeSupplier } from './stories/suppliers';
import { tellWageEarners } from './stories/wage-earners';

/** Who is outside the ecosystem has a subject and a consent, and no story is told of him here. */
const STORIES: readonly ((book: Book) => void)[] = [
  tellWageEarners,
  tellCleanSupplier,
  tellLargeSupplier,
  tellCleanDealer,
  tellOverdueDealer,
  tellGuaranteeCircle,
  tellDeviceRing,
  tellFictitiousTrade,
  tellSuedDealer,
  tellConsents,
];

/** All records of the demo, the same every time. A persona's subject has the persona's key as its source key. */
export function demoRecords(): DemoRecords {
  const book = new Book();
  for (const member of CAST) addSubject(book, member);
  for (const tell of STORIES) tell(book);
  return book.records();
}
