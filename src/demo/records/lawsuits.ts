import type { BusinessDate } from '../../kernel';
import { decimal, yuan } from '../amounts';
import type { Book } from '../book';

export interface LawsuitSketch {
  /** Part of the case number; both sides of one case have the same. */
  readonly number: number;
  readonly role: 'PLAINTIFF' | 'DEFENDANT';
  readonly stage: 'FILED' | 'JUDGED' | 'ENFORCEMENT' | 'CLOSED';
  readonly cause: string;
  readonly filedOn: BusinessDate;
  readonly decidedOn: BusinessDate | null;
  /** Yuan. */
  readonly amount: number;
  readonly note: string | null;
}

const COURT = '青岛市示例区人民法院';

/** A subject's part in a case (诉讼). */
export function addLawsuit(book: Book, key: string, subject: string, sketch: LawsuitSketch): void {
  const { number, role, stage, cause, filedOn, decidedOn, amount, note } = sketch;
  book.add('lawsuit', key, {
    subject,
    caseNo: `（${filedOn.slice(0, 4)}）鲁示例民初${number}号`,
    court: COURT,
    cause,
    role,
    stage,
    filedOn,
    decidedOn,
    amount: decimal(yuan(amount)),
    currency: 'CNY',
    note,
  });
}
