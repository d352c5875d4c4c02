import type { InquiryPurpose } from '../../../consent';
import type { Sensitive } from '../../../kernel';
import { GuardedClient } from '../../../platform/http-client';
import type { BureauConnector, BureauProfile, ConnectorAnswer, LostAnswer } from '../../bureau.port';
import type { BureauInquiry } from '../../inquiry-facts';
import { callBureau } from '../call-bureau';
import { type OutboundData, type OutboundField, outboundValues } from '../outbound-data';
import { interpretBy, saysNotTaken } from './answer-mapping';
import type { Declaration } from './declaration';
import { fieldsOf, fill } from './request-template';

/** Without them nobody could tell whether the answer is about the right person. */
const WHO = ['subject.identifier', 'subject.name'] as const;

export const declaredProfile = (declaration: Declaration): BureauProfile => ({
  code: declaration.code,
  name: declaration.name,
  nameZh: declaration.nameZh,
  covers: declaration.covers,
  purposes: Object.keys(declaration.purposes) as InquiryPurpose[],
  reuseDays: declaration.reuseDays,
});

/** A bureau that takes one JSON message and answers with one, as its declaration says: no code of its own. */
export class DeclaredConnector implements BureauConnector {
  readonly profile: BureauProfile;
  readonly schemes;
  readonly priceMinor: bigint;
  readonly timeoutMs: number;
  /** Only where the declaration says how. */
  readonly outcomeOf?: (inquiry: BureauInquiry) => Promise<LostAnswer>;
  readonly #client: GuardedClient;
  readonly #data: OutboundData<OutboundField>;

  constructor(
    private readonly declaration: Declaration,
    /** Null where the bureau asks for no credentials. */
    private readonly secret: Sensitive<string> | null,
  ) {
    const { schemes, priceFen, timeoutMs, url, optional, leasedLine } = declaration;
    this.profile = declaredProfile(declaration);
    this.schemes = schemes;
    this.priceMinor = BigInt(priceFen);
    this.timeoutMs = timeoutMs;
    this.#client = new GuardedClient({ baseUrl: url, leasedLine });
    const fields = [...new Set([...WHO, ...fieldsOf(declaration.request)])];
    this.#data = {
      required: fields.filter((field) => !optional.includes(field)),
      optional: fields.filter((field) => optional.includes(field)),
    };
    if (declaration.lookUp) this.outcomeOf = this.#lookUp(declaration.lookUp);
  }

  data(): OutboundData {
    return this.#data;
  }

  async inquire(inquiry: BureauInquiry): Promise<ConnectorAnswer> {
    const values = outboundValues(this.#data, inquiry);
    const answer = await callBureau(this.#client, '', fill(this.declaration, values), {
      timeoutMs: this.timeoutMs,
      headers: this.#credentials(),
    });
    return 'json' in answer ? interpretBy(this.declaration.response, answer.json, values) : answer;
  }

  #lookUp({ url, request, notTaken = [] }: NonNullable<Declaration['lookUp']>) {
    const client = new GuardedClient({ baseUrl: url, leasedLine: this.declaration.leasedLine });
    const { codes, purposes, response } = this.declaration;
    const data = { required: [...new Set([...WHO, ...fieldsOf(request)])], optional: [] };
    return async (inquiry: BureauInquiry): Promise<LostAnswer> => {
      const values = outboundValues(data, inquiry);
      const answer = await callBureau(client, '', fill({ request, codes, purposes }, values), {
        timeoutMs: this.timeoutMs,
        headers: this.#credentials(),
      });
      if (!('json' in answer)) return answer;
      if (saysNotTaken(answer.json, response.outcome.at, notTaken)) return { kind: 'NOT_TAKEN' };
      return interpretBy(response, answer.json, values);
    };
  }

  #credentials(): Record<string, string> {
    const { auth } = this.declaration;
    const secret = this.secret?.reveal() ?? '';
    switch (auth.kind) {
      case 'none':
        return {};
      case 'basic':
        return { authorization: `Basic ${Buffer.from(`${auth.user}:${secret}`, 'utf8').toString('base64')}` };
      case 'bearer':
        return { authorization: `Bearer ${secret}` };
      case 'header':
        return { [auth.name.toLowerCase()]: secret };
    }
  }
}
