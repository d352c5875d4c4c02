import type { AuditTrail } from '../../../audit';
import type { BureauLane, NotSent } from '../../../bureaus';
import { liveConsents } from '../../../consent';
import { CatalogueError, type Clock } from '../../../kernel';
import type { DataVault } from '../../../platform/crypto';
import {
  type Database,
  type IdGenerator,
  type Transaction,
  writeAgainOnClash,
  writeAgainOnDeadlock,
} from '../../../platform/database';
import { firstOf, type RequestContext } from '../../../platform/request';
import { checkedRequest, type VerifyRequest } from '../check-request';
import type { BiometricProvider } from '../connectors/provider.port';
import { BiometricVerificationEntity } from '../storage/biometric-verification.entity';
import type { VerificationRecord } from '../storage/biometrics.loaders';
import {
  captureIsTaken,
  closeVerifications,
  markSent,
  verificationNamed,
} from '../storage/ledger.repository';
import type { OutcomeBody, VerificationRequest } from '../verification';
import { bodyOfAnswer, type CallAnswer, nothingLeft, type Withheld } from './call-answer';
import { judge, type Permitted } from './judging';
import { causeOf, codeOf, outcomeOfRecord, type VerificationOutcome, verificationEvent } from './outcome';

export interface VerificationDeskDeps {
  readonly database: Database;
  readonly vault: DataVault;
  readonly nextId: IdGenerator;
  readonly clock: Clock;
  readonly audit: AuditTrail;
  /** Null: switched off. */
  readonly provider: BiometricProvider | null;
  readonly lane: BureauLane;
  /** Told of what nobody is answered with, such as an answer that could not be stored. */
  readonly onFault: (error: unknown) => void;
}

interface Named {
  readonly key: string;
  readonly requestDigest: Buffer;
  readonly captureDigest: Buffer;
}

/** A call that may be sent by whoever holds this. */
interface Reservation extends Permitted {
  readonly request: VerificationRequest;
  readonly row: BiometricVerificationEntity;
}

// From the reservation to the first byte; whoever takes longer does not send any more.
const LEASE_MS = 30_000;
// After the provider's deadline: time to store its answer before others take the verification for lost.
const CLOSING_MS = 20_000;
// Left of the request's deadline when it stops waiting: enough to write the rest of the answer.
const ANSWERING_MS = 300;

/**
 * The path of a verification: check, judge, reserve, look once more, send, close. Each ends with an outcome and an audit
 * event. One idempotency key is one call for good, whatever came of it, and one capture is sent once.
 */
export class VerificationDesk {
  readonly #background = new Set<Promise<unknown>>();

  constructor(private readonly deps: VerificationDeskDeps) {}

  /** Resolves when every call that has been sent is closed. */
  async drain(): Promise<void> {
    while (this.#background.size > 0) await Promise.allSettled(this.#background);
  }

  /**
   * @throws CatalogueError INVALID_BIOMETRIC_REQUEST, INVALID_IDEMPOTENCY_KEY or IDEMPOTENCY_MISMATCH: nothing was stored
   *   or sent
   */
  async verify(input: VerifyRequest, key: string, context: RequestContext): Promise<VerificationOutcome> {
    if (!/^[\x21-\x7e]{1,64}$/.test(key))
      throw new CatalogueError('INVALID_IDEMPOTENCY_KEY', { argument: 'idempotencyKey' });
    const request = await checkedRequest(input, context);
    const { provider, clock } = this.deps;
    const database = this.deps.database.heardBy(context.cost.countStatement);
    const named = this.#nameOf(request, key);
    const repeated = await this.#repeated(database, named, context);
    if (repeated) return repeated;
    const refuse = (body: OutcomeBody, consentId: string | null = null) =>
      this.#refuse(database, request, body, consentId, context);
    if (!provider) return refuse({ kind: 'Unavailable', cause: 'SWITCHED_OFF', retryAfterSeconds: null });
    const permitted = await judge(request, provider.code, context, clock.now());
    if ('refused' in permitted) return refuse(permitted.refused);
    const retryAfterSeconds = this.deps.lane.closedForSeconds;
    if (retryAfterSeconds !== null)
      return refuse({ kind: 'Unavailable', cause: 'CIRCUIT_OPEN', retryAfterSeconds }, permitted.consent.id);
    const reserved = await this.#reserve(database, { request, permitted, named, provider }, context);
    if ('refused' in reserved) return refuse(reserved.refused, permitted.consent.id);
    if ('body' in reserved) return reserved;
    return this.#sendUntil(context.deadline.remainingMs() - ANSWERING_MS, reserved, provider, context);
  }

  #nameOf(request: VerificationRequest, key: string): Named {
    const { vault } = this.deps;
    const { subjectId, modality, captureToken, purpose, reason } = request;
    const canonical = JSON.stringify([subjectId, modality, captureToken, purpose, reason.kind, reason.ref]);
    return {
      key,
      requestDigest: vault.blindIndex('biometric_verification.request_digest', canonical),
      captureDigest: vault.blindIndex('biometric_verification.capture_digest', captureToken),
    };
  }

  /** The same request under the same key is answered from its row, and asks nobody. */
  async #repeated(
    reader: Pick<Database, 'rows'>,
    { key, requestDigest }: Named,
    { principal }: RequestContext,
  ): Promise<VerificationOutcome | null> {
    const known = await verificationNamed(reader, principal.clientId, key);
    if (!known) return null;
    if (!known.requestDigest.equals(requestDigest))
      throw new CatalogueError('IDEMPOTENCY_MISMATCH', { argument: 'idempotencyKey' });
    return outcomeOfRecord(known.record, this.deps.clock.now());
  }

  /** Answered without a row, and audited. */
  async #refuse(
    database: Database,
    { subjectId, modality, purpose, reason }: VerificationRequest,
    body: OutcomeBody,
    consentId: string | null,
    context: RequestContext,
  ): Promise<VerificationOutcome> {
    const { clock, audit, provider } = this.deps;
    const outcome: VerificationOutcome = {
      modality,
      purpose,
      provider: provider?.code ?? null,
      body,
      asOf: clock.now(),
      record: null,
    };
    const facts = { subjectId, reasonKind: reason.kind, reasonRef: reason.ref, consentId };
    await writeAgainOnDeadlock(database, async (transaction) =>
      audit.recordIn(transaction, [verificationEvent(context, facts, outcome)]),
    );
    return outcome;
  }

  /** In one transaction: the consent is asserted live, the key and the capture are new, and the row is written. */
  #reserve(
    database: Database,
    {
      request,
      permitted,
      named,
      provider,
    }: {
      readonly request: VerificationRequest;
      readonly permitted: Permitted;
      readonly named: Named;
      readonly provider: BiometricProvider;
    },
    context: RequestContext,
  ): Promise<Reservation | VerificationOutcome | { readonly refused: OutcomeBody }> {
    const { clock, nextId } = this.deps;
    return writeAgainOnClash(database, async (transaction) => {
      const now = clock.now();
      const repeated = await this.#repeated(transaction, named, context);
      if (repeated) return repeated;
      const live = await liveConsents(transaction, [permitted.consent.id], now);
      if (!live.has(permitted.consent.id)) return REVOKED;
      if (await captureIsTaken(transaction, provider.code, named.captureDigest))
        return { refused: { kind: 'Refused', cause: 'CAPTURE_USED' } };
      const row: BiometricVerificationEntity = {
        id: nextId(),
        subjectId: request.subjectId,
        modality: request.modality,
        purpose: request.purpose,
        reasonKind: request.reason.kind,
        reasonRef: request.reason.ref,
        provider: provider.code,
        clientId: context.principal.clientId,
        caller: context.principal.subject,
        requestKey: named.key,
        requestDigest: named.requestDigest,
        captureDigest: named.captureDigest,
        consentId: permitted.consent.id,
        consentNo: permitted.consent.consentNo,
        state: 'RESERVED',
        outcome: null,
        cause: null,
        verdict: null,
        scoreBp: null,
        liveness: null,
        reservedAt: now,
        expiresAt: new Date(now.getTime() + LEASE_MS),
        sentAt: null,
        closedAt: null,
      };
      await transaction.insert(BiometricVerificationEntity, [row]);
      return { ...permitted, request, row };
    });
  }

  /** A call that is out is never given up: its answer is stored when it comes, though nobody waits for it any more. */
  async #sendUntil(
    waitMs: number,
    reservation: Reservation,
    provider: BiometricProvider,
    context: RequestContext,
  ): Promise<VerificationOutcome> {
    const sending = this.#send(reservation, provider, context);
    this.#background.add(sending);
    sending.finally(() => this.#background.delete(sending));
    const pending = outcomeOfRecord(asRecord(reservation.row), reservation.row.reservedAt);
    return firstOf(sending, Math.max(0, waitMs), pending);
  }

  /** Never rejects. */
  async #send(
    reservation: Reservation,
    provider: BiometricProvider,
    context: RequestContext,
  ): Promise<VerificationOutcome> {
    const answer = await this.#ask(reservation, provider);
    try {
      return await this.#close(reservation.row, answer, context);
    } catch (error) {
      this.deps.onFault(error);
      // The row still says SENT: nobody asks again, and nothing that is not stored and audited is shown.
      const lost = { ...asRecord(reservation.row), state: 'UNKNOWN', cause: 'CONNECTION_LOST' } as const;
      return outcomeOfRecord(lost, this.deps.clock.now());
    }
  }

  async #ask({ row, question, consent }: Reservation, provider: BiometricProvider): Promise<CallAnswer> {
    let left = false;
    try {
      return await this.deps.lane.run(async (): Promise<CallAnswer> => {
        const withheld = await this.#lookOnceMore(row.id, consent.id, provider);
        if (withheld) return withheld;
        left = true;
        return provider.verify({ ...question, verificationId: row.id });
      });
    } catch (error) {
      this.deps.onFault(error);
      return left ? { kind: 'UNKNOWN', cause: 'CONNECTION_LOST' } : { kind: 'NOT_SENT', cause: 'OVERLOADED' };
    }
  }

  /** The last look before the first byte: the consent holds, and the reservation is in its time. Null: it may leave. */
  #lookOnceMore(
    id: string,
    consentId: string,
    { timeoutMs }: BiometricProvider,
  ): Promise<NotSent | Withheld | null> {
    const { database, clock } = this.deps;
    return writeAgainOnDeadlock(database, async (transaction) => {
      const now = clock.now();
      const live = await liveConsents(transaction, [consentId], now);
      if (!live.has(consentId)) return { kind: 'WITHHELD', because: REVOKED.refused };
      const expiresAt = new Date(now.getTime() + timeoutMs + CLOSING_MS);
      return (await markSent(transaction, id, { now, expiresAt }))
        ? null
        : { kind: 'NOT_SENT', cause: 'OVERLOADED' };
    });
  }

  #close(
    row: BiometricVerificationEntity,
    answer: CallAnswer,
    context: RequestContext,
  ): Promise<VerificationOutcome> {
    const { clock, audit } = this.deps;
    const now = clock.now();
    const body = bodyOfAnswer(answer);
    const finding = body.kind === 'Verified' ? body.finding : null;
    const closing = {
      state: body.kind === 'OutcomeUnknown' ? 'UNKNOWN' : 'CLOSED',
      outcome: codeOf(body),
      cause: causeOf(body),
      verdict: finding?.verdict ?? null,
      scoreBp: finding?.scoreBp ?? null,
      liveness: finding?.liveness ?? null,
      closedAt: now,
    } as const;
    const record = { ...asRecord(row), ...closing };
    const outcome: VerificationOutcome = { ...outcomeOfRecord(record, now), body };
    const database = this.deps.database.heardBy(context.cost.countStatement);
    return writeAgainOnDeadlock(database, async (transaction: Transaction) => {
      await closeVerifications(transaction, [row.id], { ...closing, freesCapture: nothingLeft(answer) });
      audit.recordIn(transaction, [verificationEvent(context, row, outcome)]);
      return outcome;
    });
  }
}

const REVOKED = { refused: { kind: 'ConsentRequired', cause: 'REVOKED' } } as const;

const asRecord = ({
  requestKey: _key,
  requestDigest: _request,
  captureDigest: _capture,
  sentAt: _sentAt,
  ...row
}: BiometricVerificationEntity): VerificationRecord => row as VerificationRecord;
