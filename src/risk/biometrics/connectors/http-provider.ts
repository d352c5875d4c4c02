import { z } from 'zod';
import { type CallFailure, callBureau } from '../../../bureaus';
import type { BiometricsSettings } from '../../../platform/config';
import { GuardedClient } from '../../../platform/http-client';
import { LIVENESS, MODALITIES, VERDICTS } from '../verification';
import type { BiometricProvider, ProviderAnswer, ProviderQuestion } from './provider.port';

/** What is read of an answer. Whatever else it holds, such as a template or an image, is dropped here, unlooked at. */
const answerForm = z.object({
  requestId: z.string().max(64).nullish(),
  code: z.string().max(40),
  result: z
    .object({
      modality: z.enum(MODALITIES),
      verdict: z.enum(VERDICTS),
      score: z.number().min(0).max(1),
      liveness: z.enum(LIVENESS),
    })
    .nullish(),
});

const REFUSALS = {
  CAPTURE_UNKNOWN: 'CAPTURE_UNKNOWN',
  CAPTURE_EXPIRED: 'CAPTURE_EXPIRED',
  CAPTURE_USED: 'CAPTURE_USED',
  NO_REFERENCE: 'NO_REFERENCE',
  IDENTITY_MISMATCH: 'IDENTITY_MISMATCH',
  PARAMETERS: 'PARAMETERS',
} as const;

const UNUSABLE: ProviderAnswer = {
  kind: 'UNAVAILABLE',
  cause: 'BAD_RESPONSE',
  retryAfterSeconds: null,
  sent: true,
};

// A verdict has some 200 bytes; a provider that adds images is still to be understood, and they are dropped.
const MOST_BODY_BYTES = 1_048_576;

/** A provider of the profile `biometrics-json-1`, over HTTP. */
export class HttpBiometricProvider implements BiometricProvider {
  readonly code: string;
  readonly timeoutMs: number;
  readonly #client: GuardedClient;

  constructor(private readonly settings: BiometricsSettings) {
    this.code = settings.provider;
    this.timeoutMs = settings.timeoutMs;
    this.#client = new GuardedClient({ ...settings, maxBodyBytes: MOST_BODY_BYTES });
  }

  async verify(question: ProviderQuestion): Promise<ProviderAnswer> {
    const answer = await callBureau(this.#client, '/v1/verifications', writeQuestion(question), {
      timeoutMs: this.timeoutMs,
      headers: { authorization: `Bearer ${this.settings.secret.reveal()}` },
    });
    return 'json' in answer ? interpret(answer.json, question) : ofFailure(answer);
  }
}

export const writeQuestion = (question: ProviderQuestion) => ({
  requestId: question.verificationId,
  modality: question.modality,
  captureToken: question.captureToken,
  idType: question.scheme,
  certNo: question.identifier.reveal(),
  name: question.name.reveal(),
  consentNo: question.consentNo,
});

/** What an answer means. One to another question, or outside the form, cannot be used. */
export function interpret(
  json: string,
  asked: Pick<ProviderQuestion, 'verificationId' | 'modality'>,
): ProviderAnswer {
  const read = answerForm.safeParse(JSON.parse(json));
  if (!read.success || read.data.requestId !== asked.verificationId) return UNUSABLE;
  const { code, result } = read.data;
  if (code !== 'OK')
    return Object.hasOwn(REFUSALS, code)
      ? { kind: 'REFUSED', cause: REFUSALS[code as keyof typeof REFUSALS] }
      : UNUSABLE;
  if (!result || result.modality !== asked.modality) return UNUSABLE;
  const { verdict, liveness, score } = result;
  return { kind: 'VERIFIED', finding: { verdict, liveness, scoreBp: Math.round(score * 10_000) } };
}

function ofFailure(failure: CallFailure): ProviderAnswer {
  switch (failure.kind) {
    case 'REJECTED':
      return { kind: 'REFUSED', cause: failure.cause };
    case 'UNKNOWN':
      return failure;
    case 'UNAVAILABLE':
      return {
        kind: 'UNAVAILABLE',
        cause: failure.cause === 'BUREAU_ERROR' ? 'PROVIDER_ERROR' : failure.cause,
        retryAfterSeconds: failure.retryAfterSeconds ?? null,
        sent: failure.sent,
      };
  }
}
