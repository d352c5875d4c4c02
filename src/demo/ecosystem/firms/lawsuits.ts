import { addDays } from '../../../kernel';
import type { Book } from '../../book';
import { DEMO_BUSINESS_DATE } from '../../business-date';
import type { Member } from '../../cast';
import { addLawsuit } from '../../records/lawsuits';
import type { Random } from '../random';

const CAUSES = ['买卖合同纠纷', '运输合同纠纷', '民间借贷纠纷', '金融借款合同纠纷'];

/** A firm before the courts: one case that went into enforcement (被执行人), and perhaps others that are not so far. */
export function tellLawsuits(book: Book, random: Random, firm: Member): void {
  const count = random.heavyTailed(1, 6);
  for (let n = 1; n <= count; n += 1) {
    const stage = n === 1 ? 'ENFORCEMENT' : random.pick(['FILED', 'JUDGED', 'CLOSED'] as const);
    const filedOn = addDays(DEMO_BUSINESS_DATE, -random.int(stage === 'FILED' ? 5 : 300, 900));
    addLawsuit(book, `case-${firm.key}-${n}`, firm.key, {
      number: firm.number * 10 + n,
      role: 'DEFENDANT',
      stage,
      cause: random.pick(CAUSES),
      filedOn,
      decidedOn: stage === 'FILED' ? null : addDays(filedOn, random.int(60, 250)),
      amount: 1_000 * random.heavyTailed(20, 2_000),
      note: null,
    });
  }
  book.planted.push({ pattern: 'SUED', members: [firm.key] });
}
