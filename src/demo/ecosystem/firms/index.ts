/** The firms of a generated ecosystem: who they are, who owns and guarantees them, and what they trade. */
import type { Book } from '../../book';
import { addPublicNetwork, addSubject } from '../../records/subjects';
import { FIRMS, firmOf } from '../identity';
import type { EcosystemSize } from '../size';
import type { Stage } from '../stage';
import { tellDealers } from './dealers';
import { CORE, PUBLIC_NETWORK } from './places';
import { tellSupplier } from './suppliers';

export { PUBLIC_NETWORK, terminalOf } from './places';

// Some five thousand records, as most firms have few orders.
const FIRMS_IN_WAVE = 25;

/** The core enterprise (核心企业), which buys from all suppliers and sells to all dealers, with its public network. */
const coreStage = (size: EcosystemSize): Stage => ({
  waves: 1,
  tell(book) {
    addSubject(book, firmOf(size, CORE, FIRMS.core()));
    addPublicNetwork(book, PUBLIC_NETWORK, `${PUBLIC_NETWORK}-${size.seed}`);
  },
});

const suppliersStage = (size: EcosystemSize): Stage => ({
  waves: Math.ceil(size.suppliers / FIRMS_IN_WAVE),
  tell(book: Book, wave: number) {
    const last = Math.min((wave + 1) * FIRMS_IN_WAVE, size.suppliers);
    for (let n = wave * FIRMS_IN_WAVE; n < last; n += 1) tellSupplier(book, size, n);
  },
});

const dealersStage = (size: EcosystemSize): Stage => ({
  waves: Math.ceil(size.dealers / FIRMS_IN_WAVE),
  tell(book: Book, wave: number) {
    const last = Math.min((wave + 1) * FIRMS_IN_WAVE, size.dealers);
    tellDealers(book, size, wave * FIRMS_IN_WAVE, last);
  },
});

export const FIRM_STAGES = [coreStage, suppliersStage, dealersStage];
