import { Book, type DemoRecords } from './book';
import { CAST } from './cast';
import type { Planted } from './planted';
import { addSubject } from './records/subjects';
import { tellConsents } from './stories/consents';
import { tellCleanDealer, tellOverdueDealer } from './stories/dealers';
import { tellDeviceRing } from './stories/device-ring';
import { tellFictitiousTrade } from './stories/fictitious-trade';
import { tellGuaranteeCircle } from './stories/guarantee-circle';
import { tellHoldings } from './stories/holdings';
import { tellMutualGuarantees } from './stories/mutual-guarantees';
import { tellPublicNetwork } from './stories/public-network';
import { tellSuedDealer } from './stories/sued-dealer';
import { tellCleanSupplier, tellLargeSupplier } from './stories/suppliers';
import { tellDeliveryTwice, tellTradeRounds } from './stories/trade-rounds';
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
  tellMutualGuarantees,
  tellHoldings,
  tellTradeRounds,
  tellDeliveryTwice,
  tellPublicNetwork,
  tellConsents,
];

/** All records of the demo, the same every time. A persona's subject has the persona's key as its source key. */
export const demoRecords = (): DemoRecords => demoBook().records();

/** What the stories hide in the records, to be found. */
export const demoPlanted = (): readonly Planted[] => demoBook().planted;

function demoBook(): Book {
  const book = new Book();
  for (const member of CAST) addSubject(book, member);
  for (const tell of STORIES) tell(book);
  return book;
}
