import type { DataVault } from '../platform/crypto';
import { type IdGenerator, type MergeResult, mergeBySource, type Transaction } from '../platform/database';
import { CONSENT_TYPES, type ConsentType } from './consent';
import { ConsentEntity } from './consent.entity';
import { storedConsents } from './consent.repository';
import { type InquiryPurpose, isInquiryPurpose } from './inquiry-purpose';

/** A consent as its source keeps it. */
export interface ConsentInput {
  readonly sourceKey: string;
  /** Number of the consent, unique over all sources; the bureau is told it. 1 to 64 printable ASCII characters. */
  readonly consentNo: string;
  readonly subjectId: string;
  /** Code of one bureau, such as SHANGHAI_CREDIT. */
  readonly bureau: string;
  readonly type: ConsentType;
  readonly purposes: readonly InquiryPurpose[];
  /** Codes of what may be asked or told, such as CREDIT_REPORT. */
  readonly dataCategories: readonly string[];
  readonly templateVersion: string;
  /** SHA-256 of the text that was agreed to, in hex. */
  readonly textHash: string;
  readonly signedAt: Date;
  readonly validFrom: Date;
  /** First instant at which it no longer holds. */
  readonly validTo?: Date | null;
  readonly untilSettledLoanId?: string | null;
  /** How it was given, such as APP, WEB, PAPER. */
  readonly channel: string;
  /** SHA-256 of the signature or recording, in hex. */
  readonly evidenceHash: string;
  readonly revokedAt?: Date | null;
}

export interface ConsentBulkDeps {
  readonly vault: DataVault;
  readonly nextId: IdGenerator;
}

/** Codes only: names the problem of an input, or null. For checks before a batch is brought in. */
export function problemOfConsent(input: ConsentInput): string | null {
  if (!/^[\x21-\x7e]{1,64}$/.test(input.consentNo))
    return 'consentNo must be 1 to 64 printable ASCII characters';
  if (!CONSENT_TYPES.includes(input.type)) return `type must be one of ${CONSENT_TYPES.join(', ')}`;
  if (input.purposes.length === 0) return 'purposes must name at least one purpose';
  if (!input.purposes.every(isInquiryPurpose)) return 'purposes names a purpose that does not exist';
  if (!isSha256(input.textHash)) return 'textHash must be a SHA-256 in hex';
  if (!isSha256(input.evidenceHash)) return 'evidenceHash must be a SHA-256 in hex';
  if (input.validTo && input.validTo <= input.validFrom) return 'validTo must lie after validFrom';
  return null;
}

/**
 * Brings consents of one source in; doing it twice changes nothing. A withdrawal once stored stays, whatever the source
 * says later.
 * @throws RangeError that names the source key, when an input is not valid or a stored consent would change hands.
 */
export async function mergeConsents(
  transaction: Transaction,
  { vault, nextId }: ConsentBulkDeps,
  source: string,
  inputs: readonly ConsentInput[],
): Promise<MergeResult> {
  for (const input of inputs) {
    const problem = problemOfConsent(input);
    if (problem) throw new RangeError(`consent ${input.sourceKey}: ${problem}`);
  }
  const stored = await storedConsents(
    transaction,
    source,
    inputs.map((input) => input.sourceKey),
  );
  const batch = inputs.map((input) => {
    const known = stored.get(input.sourceKey);
    if (known && (known.subjectId !== input.subjectId || known.bureau !== input.bureau))
      throw new RangeError(`consent ${input.sourceKey}: is stored for another subject or bureau`);
    const revokedAt = earlier(known?.revokedAt ?? null, input.revokedAt ?? null);
    return {
      sourceKey: input.sourceKey,
      rowHash: hashOf(vault, input, revokedAt),
      build: (id: string) => toEntity(id, source, input, revokedAt, hashOf(vault, input, revokedAt)),
    };
  });
  return mergeBySource(transaction, ConsentEntity, source, batch, nextId);
}

const isSha256 = (text: string): boolean => /^[0-9a-f]{64}$/i.test(text);

const earlier = (a: Date | null, b: Date | null): Date | null => (a && b ? (a < b ? a : b) : (a ?? b));

const hashOf = (vault: DataVault, input: ConsentInput, revokedAt: Date | null): Buffer =>
  vault.rowHash([
    input.consentNo,
    input.subjectId,
    input.bureau,
    input.type,
    [...input.purposes].sort().join(),
    [...input.dataCategories].sort().join(),
    input.templateVersion,
    input.textHash.toLowerCase(),
    input.signedAt.toISOString(),
    input.validFrom.toISOString(),
    input.validTo?.toISOString(),
    input.untilSettledLoanId,
    input.channel,
    input.evidenceHash.toLowerCase(),
    revokedAt?.toISOString(),
  ]);

const toEntity = (
  id: string,
  source: string,
  input: ConsentInput,
  revokedAt: Date | null,
  rowHash: Buffer,
): ConsentEntity => ({
  id,
  source,
  sourceKey: input.sourceKey,
  rowHash,
  consentNo: input.consentNo,
  subjectId: input.subjectId,
  bureau: input.bureau,
  type: input.type,
  purposes: input.purposes.join(),
  dataCategories: input.dataCategories.join(),
  templateVersion: input.templateVersion,
  textHash: Buffer.from(input.textHash, 'hex'),
  signedAt: input.signedAt,
  validFrom: input.validFrom,
  validTo: input.validTo ?? null,
  untilSettledLoanId: input.untilSettledLoanId ?? null,
  channel: input.channel,
  evidenceHash: Buffer.from(input.evidenceHash, 'hex'),
  revokedAt,
});
