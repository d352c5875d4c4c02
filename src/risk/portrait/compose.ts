import type { BusinessDate } from '../../kernel';
import type { BorrowerFacts } from '../facts/borrower-facts';
import type { Bilingual } from '../indicators/indicator';
import type { Material } from './material';
import {
  type Completeness,
  completenessOf,
  type Item,
  SECTION_KINDS,
  type Section,
  type SectionKind,
  sectionOf,
} from './portrait';
import { behaviourItems } from './sections/behaviour';
import { covering, creditItems } from './sections/credit';
import { ecosystemItems } from './sections/ecosystem';
import { identityItems } from './sections/identity';
import { networkItems } from './sections/network';
import { riskItems } from './sections/risk';
import { tradeItems } from './sections/trade';

/**
 * Whether anybody has lent to him. ON_FILE: a loan here, or a report. THIN_FILE (白户): no loan here, and of the bureaus that
 * answered none has a record. NOT_KNOWN: no loan here, and no bureau's answer may be read.
 */
export type FileState = 'ON_FILE' | 'THIN_FILE' | 'NOT_KNOWN';

export interface CreditFile extends Bilingual {
  readonly state: FileState;
}

export interface Portrait {
  readonly kind: BorrowerFacts['kind'];
  readonly asOf: BusinessDate;
  readonly creditFile: CreditFile;
  readonly sections: readonly Section[];
  readonly completeness: Completeness;
}

const ITEMS_OF: Readonly<Record<SectionKind, (material: Material) => Item[]>> = {
  IDENTITY: identityItems,
  ECOSYSTEM: ecosystemItems,
  TRADE: tradeItems,
  CREDIT: creditItems,
  BEHAVIOUR: behaviourItems,
  NETWORK: networkItems,
  RISK: riskItems,
};

/** The portrait of a borrower (360度用户画像). Pure: what is asked depends on whether he is a person or a firm, never on the answers. */
export function composePortrait(material: Material): Portrait {
  const { kind, asOf } = material.facts;
  const sections = SECTION_KINDS.map((section) => sectionOf(section, ITEMS_OF[section](material), asOf));
  return {
    kind,
    asOf,
    creditFile: creditFileOf(material.facts),
    sections,
    completeness: completenessOf(sections.flatMap(({ items }) => items)),
  };
}

const TEXTS: Readonly<Record<FileState | 'THIN_FIRM', Bilingual>> = {
  ON_FILE: { en: 'There is a loan here or a report of a bureau.', zh: '有本机构借款或征信报告' },
  THIN_FILE: {
    en: 'Thin file: no loan here, and every bureau that answered has no record.',
    zh: '白户：本机构无借款，已查询的征信机构均查无记录',
  },
  THIN_FIRM: {
    en: 'Thin file: no loan here, and no bureau covers such subjects.',
    zh: '白户：本机构无借款，且无征信机构覆盖该类主体',
  },
  NOT_KNOWN: {
    en: 'No loan here, and no bureau has an answer that may be read: inquire to know.',
    zh: '本机构无借款，且无可用征信结果，须查询后方可判断',
  },
};

export function creditFileOf(facts: Pick<BorrowerFacts, 'loans' | 'reports'>): CreditFile {
  const of = (state: FileState, text: keyof typeof TEXTS = state): CreditFile => ({ state, ...TEXTS[text] });
  const hasLoan = facts.loans.known && facts.loans.value.length > 0;
  if (hasLoan || facts.reports.some(({ report }) => report.known)) return of('ON_FILE');
  if (!facts.loans.known) return of('NOT_KNOWN');
  const bureaus = covering(facts);
  if (bureaus.length === 0) return of('THIN_FILE', 'THIN_FIRM');
  const answered = bureaus.some(({ report }) => !report.known && report.reason === 'NO_RECORD');
  return of(answered ? 'THIN_FILE' : 'NOT_KNOWN');
}
