import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { ArrivedCall, BureauOptions, BureauReply, SimulatedBureau, TakenCall } from '../bureau';
import { faultOfResidentId } from '../cast/identity-card';
import { type KnownPerson, lookUp, somebodyElseThan } from '../cast/look-up';
import type { ContentFault } from '../faults';
import { NIFA_PLATFORM_TEST_KEY } from '../keys';
import { mistakesOf } from '../parameters';
import { aggregate, noRecord } from './aggregate';
import { DATA_CODE, open, seal } from './envelope';

/** Tickets that are kept; the oldest gives way, so that a load test cannot fill the memory. */
const MAX_TICKETS = 100_000;

/** When a caller had better come again. */
const POLL_AFTER_MS = 50;

const reference = z
  .string()
  .regex(/^[\x21-\x7e]{1,64}$/, 'must be 1 to 64 printable ASCII characters without blanks');
const inquirySchema = z.strictObject({
  requestId: reference,
  name: z.string().min(1, 'must not be empty').max(30, 'must be at most 30 characters'),
  idNumber: z.string(),
  reason: z.enum(['01', '02'], 'must be 01 (pre-loan) or 02 (post-loan)'),
  consentNo: reference,
});
const resultRequestSchema = z.strictObject({
  ticket: z.string().regex(/^[0-9A-F]{32}$/, 'must be a ticket'),
});

type Inquiry = z.infer<typeof inquirySchema>;

interface Ticket {
  readonly inquiry: Inquiry;
  readonly person: KnownPerson;
  readonly readyAt: number;
  pollsLeft: number;
}

const refusal = (msgCode: string, msg: string): BureauReply => ({ body: { msgCode, msg } });
const always = (reply: BureauReply, ids: { requestId?: string; certNo?: string } = {}): TakenCall => ({
  ...ids,
  reply: () => reply,
  distort: () => reply,
});

/**
 * Simulates the credit information sharing platform (信用信息共享平台) of NIFA by the assumed profile `nifa-assumed-1`. An
 * inquiry is known by its request id: the same one again gets the same ticket.
 */
export function createNifa(options: BureauOptions): SimulatedBureau {
  const member = { code: options.nifaMember, publicKey: options.nifaMemberPublicKey };
  const tickets = new Map<string, Ticket>();

  function takeInquiry({ headers, body }: ArrivedCall): TakenCall {
    const opened = open(headers, body, DATA_CODE.inquiry, member);
    if ('msgCode' in opened) return always(refusal(opened.msgCode, opened.msg));
    const read = inquirySchema.safeParse(opened.clear);
    if (!read.success) {
      return always(refusal('40007', `参数错误: ${mistakesOf(read.error, opened.clear).join('; ')}`));
    }
    const inquiry = read.data;
    const ids = { requestId: inquiry.requestId, certNo: inquiry.idNumber };
    const idFault = faultOfResidentId(inquiry.idNumber, options.lenient);
    if (idFault) return always(refusal('40007', `参数错误: idNumber ${idFault}`), ids);
    const answer = (): BureauReply => {
      const person = lookUp(inquiry.idNumber);
      if (person.name !== null && person.name !== inquiry.name) {
        return refusal('40008', '姓名与证件号码不一致 (name does not fit the idNumber)');
      }
      if (person.answer === 'error') return refusal('50000', '系统繁忙，请稍后再试 (platform error)');
      return { body: { msgCode: '20000', ticket: issueTicket(inquiry, person) } };
    };
    return { ...ids, reply: answer, distort: answer };
  }

  function issueTicket(inquiry: Inquiry, person: KnownPerson): string {
    const key = [inquiry.requestId, inquiry.idNumber, options.businessDate].join('|');
    const ticket = createHash('sha256').update(key).digest('hex').slice(0, 32).toUpperCase();
    if (tickets.has(ticket)) return ticket;
    const oldest = tickets.keys().next().value;
    if (tickets.size >= MAX_TICKETS && oldest !== undefined) tickets.delete(oldest);
    const readyAt = performance.now() + (person.answer === 'slow' ? options.slowMs : 0);
    tickets.set(ticket, { inquiry, person, readyAt, pollsLeft: options.nifaPendingPolls });
    return ticket;
  }

  function takeResultRequest({ headers, body }: ArrivedCall): TakenCall {
    const opened = open(headers, body, DATA_CODE.resultRequest, member);
    if ('msgCode' in opened) return always(refusal(opened.msgCode, opened.msg));
    const read = resultRequestSchema.safeParse(opened.clear);
    if (!read.success) {
      return always(refusal('40007', `参数错误: ${mistakesOf(read.error, opened.clear).join('; ')}`));
    }
    const ticket = tickets.get(read.data.ticket);
    if (!ticket) return always(refusal('40401', '无此受理号 (no such ticket)'));
    const { requestId, idNumber: certNo } = ticket.inquiry;
    return { requestId, certNo, reply: () => resultOf(ticket), distort: (fault) => distort(fault, ticket) };
  }

  function resultOf(ticket: Ticket): BureauReply {
    if (ticket.pollsLeft > 0 || performance.now() < ticket.readyAt) {
      ticket.pollsLeft = Math.max(0, ticket.pollsLeft - 1);
      return { body: { msgCode: '20000', state: 'PENDING', retryAfterMs: POLL_AFTER_MS } };
    }
    return done(clearResult(ticket.inquiry, ticket.person));
  }

  const clearResult = (inquiry: Inquiry, person: KnownPerson) =>
    person.answer === 'noRecord'
      ? noRecord(inquiry)
      : aggregate(inquiry, person.dossier, options.businessDate);

  const done = (clear: object): BureauReply => ({
    body: { msgCode: '20000', state: 'DONE', ...seal(clear, member.publicKey) },
  });

  function distort(fault: ContentFault, ticket: Ticket): BureauReply {
    const { inquiry, person } = ticket;
    const clear = clearResult(inquiry, person);
    switch (fault) {
      case 'otherPerson': {
        const { certNo } = somebodyElseThan(inquiry.idNumber);
        return done(clearResult({ ...inquiry, idNumber: certNo }, lookUp(certNo)));
      }
      case 'missingField': {
        const { idNumber: _, ...rest } = clear;
        return done(rest);
      }
      case 'extraField':
        return done({ ...clear, existingGuaranteeCount: 0 });
      case 'unknownState':
        return { body: { msgCode: '20000', state: 'PARKED' } };
      case 'wrongSignature': {
        const reply = done(clear);
        const other = seal({ ...clear, requestId: 'ANOTHER' }, member.publicKey);
        return { body: { ...reply.body, sign: other.sign } };
      }
    }
  }

  return {
    code: 'nifa',
    operations: { inquiries: '/nifa/inquiries', results: '/nifa/results' },
    contentFaults: ['otherPerson', 'missingField', 'extraField', 'unknownState', 'wrongSignature'],
    publicKey: NIFA_PLATFORM_TEST_KEY.publicKey,
    take: (call) => (call.operation === 'inquiries' ? takeInquiry(call) : takeResultRequest(call)),
  };
}
