import { createPublicKey, type KeyObject } from 'node:crypto';
import type { InquiryPurpose } from '../../../consent';
import type { BaihangSettings } from '../../../platform/config';
import { GuardedClient } from '../../../platform/http-client';
import type { BureauConnector, BureauProfile, ConnectorAnswer, RejectionCause } from '../../bureau.port';
import type { BureauInquiry } from '../../inquiry-facts';
import { callBureau, unavailable } from '../call-bureau';
import type { OutboundData } from '../outbound-data';
import { instantInShanghai } from '../shanghai-time';
import { normalise } from './normalise';
import { dataFor, encryptQuery, QUERY_REASON, writeQuery } from './query';
import { readAnswer, type WireAnswer, type WireQuery } from './wire';

const REJECTIONS: Readonly<Record<string, RejectionCause>> = {
  E1001: 'CREDENTIALS',
  E2001: 'PARAMETERS',
  // Encrypted for another key than the bureau's.
  E2002: 'CREDENTIALS',
  E2003: 'IDENTITY_MISMATCH',
};

/** What is known of Baihang without a connection to it. */
export const baihangProfile = (reuseDays = 15): BureauProfile => ({
  code: 'BAIHANG',
  name: 'Baihang Credit',
  nameZh: '百行征信',
  covers: ['PERSON'],
  purposes: Object.keys(QUERY_REASON) as InquiryPurpose[],
  reuseDays,
});

/** Baihang (百行征信), message C1 over its real-time interface, profile `baihang-c1-1`. */
export class BaihangConnector implements BureauConnector {
  readonly profile: BureauProfile;
  readonly schemes = ['RESIDENT_ID'] as const;
  readonly priceMinor: bigint;
  readonly timeoutMs: number;
  readonly callsPerSecond?: number;
  readonly #client: GuardedClient;
  readonly #publicKey: KeyObject;

  constructor(private readonly settings: BaihangSettings) {
    this.profile = baihangProfile(settings.reuseDays);
    this.priceMinor = BigInt(settings.priceFen);
    this.timeoutMs = settings.timeoutMs;
    this.callsPerSecond = settings.callsPerSecond;
    this.#client = new GuardedClient(settings);
    this.#publicKey = createPublicKey(settings.publicKeyPem);
  }

  data(purpose: InquiryPurpose): OutboundData {
    return dataFor(purpose);
  }

  async inquire(inquiry: BureauInquiry): Promise<ConnectorAnswer> {
    const query = writeQuery(inquiry);
    const credentials = `${this.settings.user}:${this.settings.secret.reveal()}`;
    const answer = await callBureau(
      this.#client,
      '/api/v1/credit/report',
      encryptQuery(query, this.#publicKey),
      {
        timeoutMs: this.timeoutMs,
        headers: { authorization: `Basic ${Buffer.from(credentials, 'utf8').toString('base64')}` },
      },
    );
    return 'json' in answer ? interpret(readAnswer(answer.json), query) : answer;
  }
}

/** What an answer means. A report about anybody else than was asked for is refused, whatever else it says. */
export function interpret(answer: WireAnswer | null, asked: WireQuery): ConnectorAnswer {
  if (answer === null) return unavailable('BAD_RESPONSE');
  if ('errorCode' in answer) {
    const cause = Object.hasOwn(REJECTIONS, answer.errorCode) ? REJECTIONS[answer.errorCode] : undefined;
    return cause ? { kind: 'REJECTED', cause } : unavailable('BUREAU_ERROR');
  }
  if (!('personalProfile' in answer)) return { kind: 'NO_RECORD' };
  const { name, pid } = answer.personalProfile;
  const observedAt = instantInShanghai(answer.reportHeader.reportTime);
  if (name !== asked.name || pid.toUpperCase() !== asked.pid || observedAt === null)
    return unavailable('BAD_RESPONSE');
  return { kind: 'HIT', report: normalise(answer, observedAt), observedAt };
}
