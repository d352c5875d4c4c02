import { createHash } from 'node:crypto';
import type { BusinessDate } from '../../kernel';
import type { Book } from '../book';
import { instantAt } from '../business-date';
import { member } from '../cast';

/** What a lender may ask a bureau for. The subject's own look and a dispute need no consent of this kind. */
const PURPOSES = ['LOAN_APPROVAL', 'POST_LOAN', 'MID_LOAN', 'GUARANTEE_REVIEW', 'CREDIT_CHECK'];

const TEMPLATE = 'demo-1';

export interface ConsentSketch {
  readonly subject: string;
  /** Of a subject that is not in the cast. */
  readonly number?: number;
  readonly bureau: string;
  readonly validFrom: BusinessDate;
  /** First day on which it no longer holds. */
  readonly validTo: BusinessDate;
  readonly revokedOn?: BusinessDate;
}

/** A consent to inquiries (征信查询授权) at one bureau. */
export function addConsent(book: Book, sketch: ConsentSketch): void {
  const { subject, bureau, validFrom } = sketch;
  const text = `示例授权书 ${TEMPLATE}: 本人授权向 ${bureau} 查询本人信用信息。`;
  book.add('consent', `${subject}/${bureau}`, {
    consentNo: `DEMO-${bureau}-${String(sketch.number ?? member(subject).number).padStart(5, '0')}`,
    subject,
    bureau,
    type: 'QUERY',
    purposes: PURPOSES.join(' '),
    dataCategories: 'CREDIT_REPORT',
    templateVersion: TEMPLATE,
    textHash: sha256(text),
    signedAt: instantAt(validFrom, '09:00'),
    validFrom: instantAt(validFrom, '00:00'),
    validTo: instantAt(sketch.validTo, '00:00'),
    untilSettledLoan: null,
    channel: 'APP',
    evidenceHash: sha256(`demo signature of ${subject} at ${bureau}`),
    revokedAt: sketch.revokedOn ? instantAt(sketch.revokedOn, '16:45') : null,
  });
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
