import type { Book } from '../book';
import { addDealer, addOwner } from '../records/firms';
import { addLawsuit, type LawsuitSketch } from '../records/lawsuits';
import { monthlyDates } from '../records/trade';
import { buy } from './dealers';

interface Case extends Omit<LawsuitSketch, 'number'> {
  readonly n: number;
  readonly subject: string;
}

/** Both sides of one case are two records with one case number. */
const CASES: readonly Case[] = [
  {
    n: 101,
    subject: 'sued-dealer',
    role: 'DEFENDANT',
    stage: 'ENFORCEMENT',
    cause: '买卖合同纠纷',
    filedOn: '2025-03-14',
    decidedOn: '2025-08-22',
    amount: 386_000,
    note: 'Judged against the dealer; not paid, enforcement since November 2025 (被执行人).',
  },
  {
    n: 102,
    subject: 'sued-dealer',
    role: 'DEFENDANT',
    stage: 'JUDGED',
    cause: '运输合同纠纷',
    filedOn: '2025-10-09',
    decidedOn: '2026-02-27',
    amount: 74_500,
    note: 'Freight of 2025 awarded to the carrier.',
  },
  {
    n: 102,
    subject: 'suing-carrier',
    role: 'PLAINTIFF',
    stage: 'JUDGED',
    cause: '运输合同纠纷',
    filedOn: '2025-10-09',
    decidedOn: '2026-02-27',
    amount: 74_500,
    note: 'Freight of 2025 awarded to the carrier.',
  },
  {
    n: 103,
    subject: 'sued-dealer',
    role: 'DEFENDANT',
    stage: 'FILED',
    cause: '民间借贷纠纷',
    filedOn: '2026-05-06',
    decidedOn: null,
    amount: 200_000,
    note: 'Private loan; not yet heard.',
  },
  {
    n: 104,
    subject: 'circle-dealer-c',
    role: 'DEFENDANT',
    stage: 'FILED',
    cause: '金融借款合同纠纷',
    filedOn: '2026-06-11',
    decidedOn: null,
    amount: 725_017.45,
    note: 'The lender claims what is left of the loan.',
  },
  {
    n: 105,
    subject: 'clean-supplier',
    role: 'PLAINTIFF',
    stage: 'CLOSED',
    cause: '买卖合同纠纷',
    filedOn: '2022-04-18',
    decidedOn: '2022-09-30',
    amount: 52_000,
    note: 'Settled and paid: having been to court is no stain by itself.',
  },
];

/** The dealer before the courts: one case in enforcement, one judged, one filed; it still trades, less every quarter. */
export function tellSuedDealer(book: Book): void {
  const subject = 'sued-dealer';
  const dealer = addDealer(book, {
    subject,
    level: 'STANDARD',
    region: '青岛即墨',
    creditLimit: 200_000,
    since: '2018-03-26',
  });
  addOwner(book, 'sued-dealer-owner', subject, 60, '2016-11-11');
  monthlyDates(12, 8).forEach((orderedOn, n) => {
    const scale = 18 - 3 * Math.floor(n / 3);
    buy(book, { subject, dealer, orderedOn, scale, n: n + 40, paidAfter: 29 + (n % 6) });
  });
  for (const { n, subject: party, ...facts } of CASES)
    addLawsuit(book, `case-${n}/${party}`, party, { ...facts, number: n });
  book.planted.push({ pattern: 'SUED', members: [subject] });
}
