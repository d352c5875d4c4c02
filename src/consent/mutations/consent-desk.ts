import type { AuditAction, AuditTrail } from '../../audit';
import { CatalogueError, type Clock } from '../../kernel';
import type { DataVault } from '../../platform/crypto';
import type { IdGenerator, Transaction } from '../../platform/database';
import type { IdempotentWrites } from '../../platform/idempotency';
import type { RequestContext } from '../../platform/request';
import type { ConsentDocument } from '../policy/consent';
import { type ConsentInput, contentHash, mergeConsents } from '../storage/consent.bulk';
import {
  type DocumentRow,
  documentOf,
  lockedDocument,
  toDocument,
  writeWithdrawal,
} from '../storage/consent-document.repository';
import { checkedGrant } from './check-grant';
import type { GrantRequest, RevocationRequest } from './consent.commands';

export interface ConsentDeskDeps {
  readonly vault: DataVault;
  readonly nextId: IdGenerator;
  readonly clock: Clock;
  readonly audit: AuditTrail;
  readonly writes: IdempotentWrites;
}

/** Not a name that an import can have: those begin with a small letter or digit. */
const SOURCE = 'API';

/** Takes consents and withdrawals from clients: each is one transaction, with its audit event. */
export class ConsentDesk {
  constructor(private readonly deps: ConsentDeskDeps) {}

  /**
   * Stores a consent. The same consent under its number is found again, not stored twice.
   * @throws CatalogueError CONSENT_CONFLICT where the number is taken, and what checking and idempotency throw
   */
  async grant(
    request: GrantRequest,
    idempotencyKey: string | null,
    context: RequestContext,
  ): Promise<{ consent: ConsentDocument; created: boolean }> {
    const input = await checkedGrant(request, context);
    const { row, created } = await this.deps.writes.once(
      {
        clientId: context.principal.clientId,
        key: idempotencyKey,
        operation: 'grantConsent',
        input: request,
      },
      (transaction) => this.#grantIn(transaction, input, context),
    );
    return { consent: toDocument(row), created };
  }

  /**
   * Withdraws a consent, from now on. One that is withdrawn already stays as it is. When this resolves, no inquiry under
   * it can be reserved or leave any more.
   * @throws CatalogueError UNKNOWN_CONSENT, and what idempotency throws
   */
  async revoke(
    request: RevocationRequest,
    idempotencyKey: string | null,
    context: RequestContext,
  ): Promise<ConsentDocument> {
    const row = await this.deps.writes.once(
      {
        clientId: context.principal.clientId,
        key: idempotencyKey,
        operation: 'revokeConsent',
        input: request,
      },
      (transaction) => this.#revokeIn(transaction, request, context),
    );
    return toDocument(row);
  }

  async #grantIn(
    transaction: Transaction,
    input: ConsentInput,
    context: RequestContext,
  ): Promise<{ row: DocumentRow; created: boolean }> {
    const stored = await documentOf(transaction, input.consentNo);
    if (stored) {
      const { row_hash: hash, ...row } = stored;
      if (!hash.equals(contentHash(this.deps.vault, input)))
        throw new CatalogueError('CONSENT_CONFLICT', { field: 'input.consentNo' });
      return { row, created: false };
    }
    await mergeConsents(transaction, this.deps, SOURCE, [input]);
    const row = await this.#rowOf(transaction, input.consentNo);
    this.#record(transaction, context, 'CONSENT_GRANT', 'GRANTED', row, { purposes: input.purposes });
    return { row, created: true };
  }

  async #revokeIn(
    transaction: Transaction,
    { consentNo, reason }: RevocationRequest,
    context: RequestContext,
  ): Promise<DocumentRow> {
    const before = await this.#rowOf(transaction, consentNo);
    // Read only now: whatever was reserved under it until the lock was had has an earlier time.
    const at = this.deps.clock.now();
    const { subject: by, clientId } = context.principal;
    await writeWithdrawal(transaction, String(before.id), { at, by, clientId, reason });
    const row = await this.#rowOf(transaction, consentNo);
    const outcome = row.revoked_at === before.revoked_at ? 'ALREADY_REVOKED' : 'REVOKED';
    this.#record(transaction, context, 'CONSENT_REVOCATION', outcome, row, { reason });
    return row;
  }

  /** @throws CatalogueError UNKNOWN_CONSENT */
  async #rowOf(transaction: Transaction, consentNo: string): Promise<DocumentRow> {
    const stored = await lockedDocument(transaction, consentNo);
    if (!stored) throw new CatalogueError('UNKNOWN_CONSENT', { field: 'input.consentNo' });
    return stored;
  }

  #record(
    transaction: Transaction,
    { principal, correlationId }: RequestContext,
    action: AuditAction,
    outcome: string,
    row: DocumentRow,
    facts: Readonly<Record<string, string | readonly string[]>>,
  ): void {
    this.deps.audit.recordIn(transaction, [
      {
        action,
        outcome,
        principal,
        correlationId,
        subjectId: String(row.subject_id),
        facts: { consentId: String(row.id), bureau: row.bureau, type: row.type, ...facts },
      },
    ]);
  }
}
