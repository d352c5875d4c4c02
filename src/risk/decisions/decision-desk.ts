import type { AuditTrail } from '../../audit';
import { CatalogueError, type Clock } from '../../kernel';
import type { DataVault } from '../../platform/crypto';
import type { IdGenerator, Transaction } from '../../platform/database';
import type { IdempotentWrites } from '../../platform/idempotency';
import type { RequestContext } from '../../platform/request';
import { factsOfBorrower } from '../facts/facts.loader';
import { indicatorsOfBorrower } from '../indicators/indicator.loader';
import { buildCase } from './case/build-case';
import type { CaseFile } from './case/case-file';
import { checkedRequest, invalid } from './check-request';
import { canonicalJson, hashOf } from './core/canonical-json';
import { decideFrom } from './core/decide-from';
import type { Decision } from './core/decision';
import type { DecideRequest, ReviewRequest } from './decision.commands';
import { keyOfDecision } from './decision-id';
import { problemOfReview, standingOf } from './review/standing';
import { type Rulebooks, textsOf } from './rulebooks';
import { lockedReviews, storeDecision, storeReview, storeRulebook } from './storage/decision.repository';

export interface DecisionDeskDeps {
  readonly vault: DataVault;
  readonly nextId: IdGenerator;
  readonly clock: Clock;
  readonly audit: AuditTrail;
  readonly writes: IdempotentWrites;
  readonly rulebooks: Rulebooks;
}

/** Decides, and takes what people find of decisions: each is one transaction, with its audit event. */
export class DecisionDesk {
  constructor(private readonly deps: DecisionDeskDeps) {}

  /**
   * Decides on what is stored of a borrower. No bureau is asked: an inquiry is a step of its own, and what is missing
   * shows in the decision.
   * @returns the key of the decision
   * @throws CatalogueError INVALID_DECISION_REQUEST with the field at fault, and what idempotency throws
   */
  async decide(
    input: DecideRequest,
    idempotencyKey: string | null,
    context: RequestContext,
  ): Promise<string> {
    const { subjectId, request, disputed } = await checkedRequest(input, context);
    const { clientId } = context.principal;
    const { purpose } = request;
    const [facts, indicators] = await Promise.all([
      context.load(factsOfBorrower, { subjectId, purpose }),
      context.load(indicatorsOfBorrower, { subjectId, purpose, lenderType: null }),
    ]);
    if (!facts) throw invalid('borrower', 'is not known here');
    const file = buildCase(request, facts, indicators, disputed);
    const caseText = canonicalJson(file);
    const rulebook = this.deps.rulebooks[file.kind];
    const decision = decideFrom(JSON.parse(caseText) as CaseFile, rulebook);
    return this.deps.writes.once(
      { clientId, key: idempotencyKey, operation: 'decide', input },
      (transaction) => this.#store(transaction, { file, caseText, decision }, context),
    );
  }

  /**
   * Stores what a person found of a decision. To turn what was decided takes two people.
   * @returns the key of the decision
   * @throws CatalogueError UNKNOWN_DECISION, DECISION_REVIEW_REFUSED, INVALID_DECISION_REQUEST, and what idempotency throws
   */
  async review(
    input: ReviewRequest,
    idempotencyKey: string | null,
    context: RequestContext,
  ): Promise<string> {
    const decisionId = keyOfDecision(input.decision, 'input.decision');
    const reason = input.reason.trim();
    if (reason.length < 1 || reason.length > 1000) throw invalid('reason', 'must be 1 to 1000 characters');
    const { clientId } = context.principal;
    return this.deps.writes.once(
      { clientId, key: idempotencyKey, operation: 'reviewDecision', input },
      (transaction) => this.#review(transaction, decisionId, { ...input, reason }, context),
    );
  }

  async #store(
    transaction: Transaction,
    { file, caseText, decision }: { file: CaseFile; caseText: string; decision: Decision },
    context: RequestContext,
  ): Promise<string> {
    const { vault, nextId, clock, rulebooks } = this.deps;
    const { principal } = context;
    const decidedAt = clock.now();
    const decisionText = canonicalJson(decision);
    const id = nextId();
    await storeRulebook(
      transaction,
      textsOf(rulebooks[file.kind]).map((each) => ({ ...each, storedAt: decidedAt })),
    );
    await storeDecision(transaction, vault, {
      id,
      subjectId: file.subjectId,
      applicationNo: decision.applicationNo,
      outcome: decision.outcome,
      asOf: decision.asOf,
      decidedAt,
      decidedBy: principal.subject,
      clientId: principal.clientId,
      model: decision.model.fingerprint,
      policy: decision.policy.fingerprint,
      rateCaps: decision.rateCaps.fingerprint,
      decisionHash: hashOf(decisionText),
      caseText,
      decisionText,
    });
    this.deps.audit.recordIn(transaction, [
      {
        action: 'DECISION',
        outcome: decision.outcome,
        principal,
        correlationId: context.correlationId,
        subjectId: file.subjectId,
        purpose: file.request.purpose,
        facts: {
          decisionId: id,
          applicationNo: decision.applicationNo,
          hash: hashOf(decisionText),
          rules: decision.rules.map(({ code }) => code),
        },
      },
    ]);
    return id;
  }

  async #review(
    transaction: Transaction,
    decisionId: string,
    { outcome, reason }: ReviewRequest,
    { principal, correlationId }: RequestContext,
  ): Promise<string> {
    const stored = await lockedReviews(transaction, this.deps.vault, decisionId);
    if (!stored) throw new CatalogueError('UNKNOWN_DECISION', { argument: 'input.decision' });
    const by = principal.subject;
    const problem = problemOfReview(stored.outcome, stored.reviews, by);
    if (problem) throw new CatalogueError('DECISION_REVIEW_REFUSED', { problem });
    await storeReview(transaction, this.deps.vault, {
      decisionId,
      number: stored.reviews.length + 1,
      outcome,
      reviewedBy: by,
      clientId: principal.clientId,
      reviewedAt: this.deps.clock.now(),
      reason,
    });
    const { state } = standingOf(stored.outcome, [...stored.reviews, { by, outcome }]);
    this.deps.audit.recordIn(transaction, [
      {
        action: 'DECISION_REVIEW',
        outcome,
        principal,
        correlationId,
        subjectId: stored.subjectId,
        facts: { decisionId, decided: stored.outcome, state },
      },
    ]);
    return decisionId;
  }
}
