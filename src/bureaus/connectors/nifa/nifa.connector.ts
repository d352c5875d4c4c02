import { setTimeout as sleep } from 'node:timers/promises';
import type { InquiryPurpose } from '../../../consent';
import { fromDecimal } from '../../../kernel';
import type { NifaSettings } from '../../../platform/config';
import type { Sm2 } from '../../../platform/crypto';
import { GuardedClient } from '../../../platform/http-client';
import type { BureauConnector, BureauProfile, ConnectorAnswer, RejectionCause } from '../../bureau.port';
import type { BureauInquiry } from '../../inquiry-facts';
import { EMPTY_REPORT } from '../../normalised-report';
import { callBureau, unavailable } from '../call-bureau';
import { type OutboundData, outboundValues } from '../outbound-data';
import { instantInShanghai } from '../shanghai-time';
import { DATA_CODE, open, seal } from './envelope';
import {
  readProgress,
  readResult,
  readTicket,
  type WireFailure,
  type WireInquiry,
  type WireResult,
} from './wire';

const REASON: Partial<Record<InquiryPurpose, WireInquiry['reason']>> = {
  LOAN_APPROVAL: '01',
  POST_LOAN: '02',
};

const REJECTIONS: Readonly<Record<string, RejectionCause>> = {
  '40005': 'CREDENTIALS',
  '40007': 'PARAMETERS',
  '40008': 'IDENTITY_MISMATCH',
  '40101': 'CREDENTIALS',
  '40102': 'CREDENTIALS',
};

const DATA = {
  required: ['inquiryId', 'purpose', 'consentNo', 'subject.name', 'subject.identifier'],
  optional: [],
} as const satisfies OutboundData;

// The platform says when to come again; neither without a pause nor so late that the deadline passes in between.
const SHORTEST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 1_000;

/** For tests: how time passes. */
export interface PollingTime {
  /** Milliseconds that only grow. */
  now(): number;
  pause(ms: number): Promise<unknown>;
}

/** What is known of the platform without a connection to it. */
export const nifaProfile = (reuseDays = 15): BureauProfile => ({
  code: 'NIFA',
  name: 'NIFA credit information sharing platform',
  nameZh: '中国互联网金融协会信用信息共享平台',
  covers: ['PERSON'],
  purposes: Object.keys(REASON) as InquiryPurpose[],
  reuseDays,
});

/**
 * NIFA's credit information sharing platform (信用信息共享平台), assumed profile `nifa-assumed-1`: the platform takes an
 * inquiry, asks its members, and adds up what they answer; who they are stays hidden. The result is fetched by ticket
 * until it is there or the deadline is over.
 */
export class NifaConnector implements BureauConnector {
  readonly profile: BureauProfile;
  readonly schemes = ['RESIDENT_ID'] as const;
  readonly priceMinor: bigint;
  readonly timeoutMs: number;
  readonly callsPerSecond?: number;
  readonly #client: GuardedClient;

  constructor(
    private readonly settings: NifaSettings,
    private readonly sm2: Sm2,
    private readonly time: PollingTime = { now: () => performance.now(), pause: (ms) => sleep(ms) },
  ) {
    this.profile = nifaProfile(settings.reuseDays);
    this.priceMinor = BigInt(settings.priceFen);
    this.timeoutMs = settings.timeoutMs;
    this.callsPerSecond = settings.callsPerSecond;
    this.#client = new GuardedClient(settings);
  }

  data(): OutboundData {
    return DATA;
  }

  async inquire(inquiry: BureauInquiry): Promise<ConnectorAnswer> {
    const endsAt = this.time.now() + this.timeoutMs;
    const asked = writeInquiry(inquiry);
    const answer = await this.#post('/inquiries', asked, DATA_CODE.inquiry, endsAt);
    if (!('json' in answer)) return answer;
    const taken = readTicket(answer.json);
    if (taken === null) return unavailable('BAD_RESPONSE');
    return 'ticket' in taken ? this.#fetch(taken.ticket, asked, endsAt) : refusal(taken);
  }

  /** The platform knows an inquiry by its request id: asked again it gives the ticket that it gave before. */
  outcomeOf(inquiry: BureauInquiry): Promise<ConnectorAnswer> {
    return this.inquire(inquiry);
  }

  /** Fetching is free and changes nothing: it goes on through failures, unlike the inquiry itself. */
  async #fetch(ticket: string, asked: WireInquiry, endsAt: number): Promise<ConnectorAnswer> {
    for (let pauseMs = SHORTEST_PAUSE_MS; ; ) {
      const answer = await this.#post('/results', { ticket }, DATA_CODE.resultRequest, endsAt);
      if ('json' in answer) {
        const progress = readProgress(answer.json);
        if (progress === null) return unavailable('BAD_RESPONSE');
        if (!('state' in progress)) return refusal(progress);
        if (progress.state === 'DONE') {
          const text = await open(progress, this.settings, this.sm2);
          return interpret(text === null ? null : readResult(text), asked);
        }
        pauseMs = Math.max(SHORTEST_PAUSE_MS, Math.min(LONGEST_PAUSE_MS, progress.retryAfterMs));
      } else if (answer.kind === 'REJECTED') return answer;
      else pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2);
      if (this.time.now() + pauseMs >= endsAt) return { kind: 'UNKNOWN', cause: 'TIMEOUT' };
      await this.time.pause(pauseMs);
    }
  }

  async #post(path: string, clear: object, dataCode: string, endsAt: number) {
    const { headers, body } = await seal(clear, dataCode, this.settings, this.sm2);
    const timeoutMs = Math.max(1, endsAt - this.time.now());
    return callBureau(this.#client, path, body, { timeoutMs, headers });
  }
}

/** The message for an inquiry. @throws TypeError for a purpose that is not in the profile. */
export function writeInquiry(inquiry: BureauInquiry): WireInquiry {
  const reason = REASON[inquiry.purpose];
  if (!reason) throw new TypeError(`NIFA has no code for ${inquiry.purpose}`);
  const values = outboundValues(DATA, inquiry);
  return {
    requestId: values.inquiryId,
    name: values['subject.name'],
    idNumber: values['subject.identifier'],
    reason,
    consentNo: values.consentNo,
  };
}

function refusal({ msgCode }: WireFailure): ConnectorAnswer {
  if (msgCode === '50000') return unavailable('BUREAU_ERROR');
  const cause = Object.hasOwn(REJECTIONS, msgCode) ? REJECTIONS[msgCode] : undefined;
  return cause ? { kind: 'REJECTED', cause } : unavailable('BAD_RESPONSE');
}

/** What a result means. One about anybody else, or of another inquiry, is refused, whatever else it says. */
export function interpret(result: WireResult | null, asked: WireInquiry): ConnectorAnswer {
  if (result === null || result.idNumber !== asked.idNumber || result.requestId !== asked.requestId)
    return unavailable('BAD_RESPONSE');
  const { answeredMembers: answered, askedMembers } = result;
  const coverage = { asked: askedMembers, answered };
  if (result.result === 'NO_RECORD')
    // Members that have not answered may know something: only when all have is it known that there is nothing.
    return answered === askedMembers
      ? { kind: 'NO_RECORD' }
      : { kind: 'HIT', report: { ...EMPTY_REPORT, coverage }, observedAt: new Date() };
  const observedAt = instantInShanghai(result.aggregatedAt);
  if (observedAt === null) return unavailable('BAD_RESPONSE');
  const { D30, D90 } = result.recentInquiries;
  return {
    kind: 'HIT',
    observedAt,
    report: {
      ...EMPTY_REPORT,
      openLoanCount: result.existingLoanCount,
      openLenderCount: result.existingLenderCount,
      openBalanceMinor: fromDecimal(result.existingLoanAmount, 'CNY').minor,
      overdueMinor: fromDecimal(result.overdueAmount, 'CNY').minor,
      inquiryWindows: [
        { days: 30, inquiryCount: D30, approvalCount: null, institutionCount: null },
        { days: 90, inquiryCount: D90, approvalCount: null, institutionCount: null },
      ],
      coverage,
    },
  };
}
