import { createHash } from 'node:crypto';
import { type BureauOptions, type BureauReply, type SimulatedBureau, textOf } from '../bureau';
import { lookUp } from '../cast/look-up';
import type { ContentFault } from '../faults';
import { readVerification, type Verification } from './request';

type Verdict = 'MATCH' | 'NO_MATCH' | 'INCONCLUSIVE';
type Liveness = 'LIVE' | 'SPOOF' | 'UNKNOWN';

/** What a capture shows, and the range of its score in thousandths. */
interface Story {
  readonly verdict: Verdict;
  readonly liveness: Liveness;
  readonly score: readonly [from: number, to: number];
}

/** A token tells its story by the word behind `ct_`; any other is of the right person before the camera. */
const STORIES: Readonly<Record<string, Story>> = {
  other: { verdict: 'NO_MATCH', liveness: 'LIVE', score: [40, 350] },
  unsure: { verdict: 'INCONCLUSIVE', liveness: 'LIVE', score: [450, 600] },
  spoof: { verdict: 'MATCH', liveness: 'SPOOF', score: [880, 960] },
  still: { verdict: 'MATCH', liveness: 'UNKNOWN', score: [880, 960] },
};
const HIMSELF: Story = { verdict: 'MATCH', liveness: 'LIVE', score: [900, 999] };

const REFUSALS: Readonly<Record<string, string>> = {
  gone: 'CAPTURE_EXPIRED',
  never: 'CAPTURE_UNKNOWN',
  twice: 'CAPTURE_USED',
};

const storyWord = (token: string): string => /^ct_([a-z]+)/.exec(token)?.[1] ?? '';

/** Between the bounds, by the token alone. */
function scoreOf(token: string, [from, to]: Story['score']): number {
  const roll = createHash('sha256').update(`biometrics|${token}`).digest().readUInt16BE(0);
  return (from + (roll % (to - from + 1))) / 1000;
}

const refusal = (requestId: string | undefined, code: string, message: string): BureauReply => ({
  body: { requestId: requestId ?? null, code, message },
});

/**
 * Simulates who verifies faces and fingerprints (指纹及人脸识别), profile `biometrics-json-1`. The capture itself went from
 * the app's SDK to the provider: only its token is ever named here. Pure: equal options and body give an equal answer.
 */
export function createBiometrics(options: BureauOptions): SimulatedBureau {
  function answer(asked: Verification): BureauReply {
    const { requestId, modality, captureToken, certNo, name } = asked;
    const word = storyWord(captureToken);
    const refused = REFUSALS[word];
    if (refused) return refusal(requestId, refused, '采集令牌不可用 (the capture cannot be used)');
    const person = lookUp(certNo);
    if (person.name !== null && person.name !== name)
      return refusal(requestId, 'IDENTITY_MISMATCH', '姓名与证件号码不一致 (name does not fit the certNo)');
    if (person.answer === 'noRecord')
      return refusal(requestId, 'NO_REFERENCE', '无比对底库 (nothing to compare with)');
    if (person.answer === 'error')
      return { status: 500, body: { requestId, code: 'SYSTEM', message: '系统繁忙 (system error)' } };
    const { verdict, liveness, score } = STORIES[word] ?? HIMSELF;
    const result = { modality, verdict, score: scoreOf(captureToken, score), liveness };
    const delayMs = person.answer === 'slow' ? options.slowMs : 0;
    return { body: { requestId, code: 'OK', result }, delayMs };
  }

  function distort(fault: ContentFault, asked: Verification): BureauReply {
    const reply = answer(asked);
    const body = reply.body as { requestId: string; code: string; result?: { verdict: string } };
    if (!body.result) return reply;
    const { verdict: _, ...withoutVerdict } = body.result;
    switch (fault) {
      case 'otherPerson':
        return { ...reply, body: { ...body, requestId: `${asked.requestId}-x` } };
      case 'missingField':
        return { ...reply, body: { ...body, result: withoutVerdict } };
      case 'unknownState':
        return { ...reply, body: { ...body, result: { ...body.result, verdict: 'PERHAPS' } } };
      default:
        return { ...reply, body: { ...body, result: { ...body.result, ...WHAT_NOBODY_ASKED_FOR } } };
    }
  }

  return {
    code: 'biometrics',
    operations: { verify: '/biometrics/v1/verifications' },
    contentFaults: ['otherPerson', 'missingField', 'extraField', 'unknownState'],
    publicKey: null,
    take({ headers, body }) {
      const requestId = textOf(body, 'requestId');
      const certNo = textOf(body, 'certNo');
      const asked = readVerification(body, options.lenient);
      const early =
        headers.authorization !== `Bearer ${options.biometricsKey}`
          ? { ...refusal(requestId, 'CREDENTIALS', '密钥错误 (wrong key)'), status: 401 }
          : Array.isArray(asked)
            ? refusal(requestId, 'PARAMETERS', `参数错误: ${asked.join('; ')}`)
            : null;
      return {
        requestId,
        certNo,
        reply: () => early ?? answer(asked as Verification),
        distort: (fault) => early ?? distort(fault, asked as Verification),
      };
    },
  };
}

/** A provider that says too much: its caller has to drop it unread. Made up; the image is none. */
const WHAT_NOBODY_ASKED_FOR = {
  template: 'Rk1SACAyMAAAAADkAAABAAFuAMUAxQEAAAAoIkCiACQUTEMPLATE',
  image: 'data:image/jpeg;base64,/9j/4AAQSkZJRgABAQAAAQABAAD/IMAGE',
  landmarks: [
    { x: 12, y: 34 },
    { x: 56, y: 78 },
  ],
};
