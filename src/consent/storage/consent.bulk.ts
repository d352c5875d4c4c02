import type { DataVault } from '../../platform/crypto';
import type { IdGenerator, MergeResult, Transaction } from '../../platform/database';
import { CONSENT_TYPES, type ConsentType } from '../policy/consent';
import { type InquiryPurpose, isInquiryPurpose } from '../policy/inquiry-purpose';
import { ConsentEntity } from './consent.entity';
import { ownersOfNumbers, storedConsents } from './consent.repository';

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
 * Brings consents of one source in; doing it twice changes nothing. What is stored is never overwritten: other content
 * under a stored key or number is refused, and only a withdrawal is added, or moved to an earlier time. A withdrawal once
 * stored stays, whatever the source says later.
 * @throws RangeError that names the source key, before anything is written, when an input is not valid or does not fit
 *   what is stored; an error of a duplicate key when another transaction stores the same at this moment
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
  const owners = await ownersOfNumbers(
    transaction,
    inputs.map((input) => input.consentNo),
  );
  const ids = new Map<string, string>();
  const added = new Map<string, ConsentEntity>();
  const withdrawn: ConsentEntity[] = [];
  for (const input of inputs) {
    const { sourceKey, consentNo } = input;
    const refuse = (problem: string) => new RangeError(`consent ${sourceKey}: ${problem}`);
    const hash = contentHash(vault, input);
    const known = stored.get(sourceKey) ?? added.get(sourceKey);
    if (known && (known.subjectId !== input.subjectId || known.bureau !== input.bureau))
      throw refuse('is stored for another subject or bureau');
    if (known && !known.rowHash.equals(hash)) throw refuse('is stored with other content, and never changes');
    const owner = owners.get(consentNo);
    if (owner && (owner.source !== source || owner.sourceKey !== sourceKey))
      throw refuse('consentNo is the number of another consent');
    owners.set(consentNo, { source, sourceKey });
    const id = known?.id ?? nextId();
    ids.set(sourceKey, id);
    const revokedAt = earlier(known?.revokedAt ?? null, input.revokedAt ?? null);
    const row = toEntity(id, source, input, revokedAt, hash);
    if (!stored.has(sourceKey)) added.set(sourceKey, row);
    else if (revokedAt?.getTime() !== known?.revokedAt?.getTime()) withdrawn.push(row);
  }
  await transaction.insert(ConsentEntity, [...added.values()]);
  await transaction.insert(ConsentEntity, withdrawn, { key: ['source', 'sourceKey'], update: ['revokedAt'] });
  return {
    inserted: added.size,
    updated: withdrawn.length,
    unchanged: ids.size - added.size - withdrawn.length,
    ids,
  };
}

const isSha256 = (text: string): boolean => /^[0-9a-f]{64}$/i.test(text);

const earlier = (a: Date | null, b: Date | null): Date | null => (a && b ? (a < b ? a : b) : (a ?? b));

/** Of everything that was agreed to; its withdrawal is not part of it. */
export const contentHash = (vault: DataVault, input: ConsentInput): Buffer =>
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
  revokedBy: null,
  revokedClientId: null,
  revocationReason: null,
});
