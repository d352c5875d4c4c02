import type { InquiryPurpose } from '../../../consent';
import type { ShanghaiCreditSettings } from '../../../platform/config';
import { GuardedClient } from '../../../platform/http-client';
import type { BureauConnector, BureauProfile, ConnectorAnswer, RejectionCause } from '../../bureau.port';
import type { BureauInquiry } from '../../inquiry-facts';
import { callBureau, unavailable } from '../call-bureau';
import { type OutboundData, outboundValues } from '../outbound-data';
import { instantInShanghai } from '../shanghai-time';
import { normalise } from './normalise';
import { readAnswer, type WireAnswer, type WireQuery } from './wire';

/** 查询原因 of the bureau; it has none for a subject's own look or an objection. */
const REASON_CODE: Partial<Record<InquiryPurpose, string>> = {
  MID_LOAN: '01',
  POST_LOAN: '01',
  LOAN_APPROVAL: '02',
  GUARANTEE_REVIEW: '08',
  CREDIT_CHECK: '25',
};

const DATA = {
  required: ['inquiryId', 'consentNo', 'purpose', 'subject.scheme', 'subject.identifier', 'subject.name'],
  optional: [],
} as const satisfies OutboundData;

const REJECTIONS: Record<string, RejectionCause> = {
  '8': 'CREDENTIALS',
  '9': 'PARAMETERS',
  '10': 'IDENTITY_MISMATCH',
};

/** What is known of Shanghai Credit without a connection to it. */
export const shanghaiCreditProfile = (reuseDays = 15): BureauProfile => ({
  code: 'SHANGHAI_CREDIT',
  name: 'Shanghai Credit (NFCS)',
  nameZh: '上海资信',
  covers: ['PERSON'],
  purposes: Object.keys(REASON_CODE) as InquiryPurpose[],
  reuseDays,
});

/** Shanghai Credit (上海资信 NFCS), queryCredit by direct connection, profile `nfcs-json-1`. */
export class ShanghaiCreditConnector implements BureauConnector {
  readonly profile: BureauProfile;
  readonly schemes = ['RESIDENT_ID', 'PASSPORT'] as const;
  readonly priceMinor: bigint;
  readonly timeoutMs: number;
  readonly callsPerSecond?: number;
  readonly #client: GuardedClient;

  constructor(private readonly settings: ShanghaiCreditSettings) {
    this.profile = shanghaiCreditProfile(settings.reuseDays);
    this.priceMinor = BigInt(settings.priceFen);
    this.timeoutMs = settings.timeoutMs;
    this.callsPerSecond = settings.callsPerSecond;
    this.#client = new GuardedClient(settings);
  }

  data(): OutboundData {
    return DATA;
  }

  async inquire(inquiry: BureauInquiry): Promise<ConnectorAnswer> {
    const query = writeQuery(this.settings, inquiry);
    const options = { timeoutMs: this.timeoutMs };
    const answer = await callBureau(this.#client, '/NFCSWebService/queryCredit', query, options);
    return 'json' in answer ? interpret(readAnswer(answer.json), query) : answer;
  }
}

/** The message for an inquiry. @throws TypeError for a purpose that is not in the profile. */
export function writeQuery(
  settings: Pick<ShanghaiCreditSettings, 'orgNo' | 'secret'>,
  inquiry: BureauInquiry,
): WireQuery {
  const reasonCode = REASON_CODE[inquiry.purpose];
  if (!reasonCode) throw new TypeError(`Shanghai Credit has no code for ${inquiry.purpose}`);
  const values = outboundValues(DATA, inquiry);
  return {
    orgNo: settings.orgNo,
    directSecret: settings.secret.reveal(),
    iplate: '1',
    certType: values['subject.scheme'] === 'PASSPORT' ? '2' : '0',
    certNo: values['subject.identifier'],
    name: values['subject.name'],
    reasonCode,
    consentNo: values.consentNo,
    requestId: values.inquiryId,
    encoding: 'UTF-8',
  };
}

/** What an answer means. A report about anybody else than was asked for is refused, whatever else it says. */
export function interpret(answer: WireAnswer | null, asked: WireQuery): ConnectorAnswer {
  if (answer === null) return unavailable('BAD_RESPONSE');
  if (answer.state === '2') return { kind: 'NO_RECORD' };
  if (answer.state !== '1') {
    const cause = REJECTIONS[answer.state];
    return cause ? { kind: 'REJECTED', cause } : unavailable('BUREAU_ERROR');
  }
  const { main } = answer.result;
  const samePerson =
    main.certNo === asked.certNo && main.certType === asked.certType && main.name === asked.name;
  const observedAt = instantInShanghai(main.reportTime);
  if (!samePerson || observedAt === null) return unavailable('BAD_RESPONSE');
  return { kind: 'HIT', report: normalise(answer.result, observedAt), observedAt };
}
