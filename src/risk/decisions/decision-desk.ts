import type { AuditTrail } from '../../audit';
import type { InquiryPurpose } from '../../consent';
import { CatalogueError, type Clock } from '../../kernel';
import type { DataVault } from '../../platform/crypto';
import type { IdGenerator, Transaction } from '../../platform/database';
import type { IdempotentWrites } from '../../platform/idempotency';
import type { RequestContext } from '../../platform/request';
import { loanIsDisputed } from '../../reporting';
import type { BorrowerFacts } from '../facts/borrower-facts';
import { factsOfBorrower } from '../facts/facts.loader';
import { assess } from '../indicators/assess';
import type { Policies } from '../policies/load-policies';
import { buildCase } from './case/build-case';
import type { CaseFile, Disputed } from './case/case-file';
import { checkedRequest, invalid } from './check-request';
import { canonicalJson, hashOf } from './core/canonical-json';
import { decideFrom, type Rulebook } from './core/decide-from';
import type { Decision } from './core/decision';
import type { DecideRequest, PersonRequest, ReviewRequest } from './decision.commands';
import { keyOfDecision } from './decision-id';
import { problemOfReview, standingOf } from './review/standing';
import { type Rulebooks, textsOf } from './rulebooks/rulebooks';
import { type ShadowOutcome, shadowOf } from './shadow/shadow';
import { storeShadow } from './shadow/shadow.repository';
import {
  lockedReviews,
  storeDecision,
  storeReview,
  storeReviewRequest,
  storeRulebooks,
  storeState,
} from './storage/decision.repository';

export interface DecisionDeskDeps {
  readonly vault: DataVault;
  readonly nextId: IdGenerator;
  readonly clock: Clock;
  readonly audit: AuditTrail;
  readonly writes: IdempotentWrites;
  /** What the indicators judge by. */
  readonly policies: Policies;
  readonly rulebooks: Rulebooks;
}

/** A decision that is to be stored, with all that it was made from. */
interface Made {
  readonly caseText: string;
  readonly decision: Decision;
  readonly rulebook: Rulebook;
  readonly purpose: InquiryPurpose;
  readonly shadow: { readonly rulebook: Rulebook; readonly outcome: ShadowOutcome } | null;
}

/** Decides, and takes what people find of decisions: each is one transaction, with its audit event. */
export class DecisionDesk {
  constructor(private readonly deps: DecisionDeskDeps) {}

  /**
   * Decides on what is stored of a borrower. No bureau is asked: an inquiry is a step of its own, and what is missing
   * shows in the decision.
   * @returns the key of the decision
   * @throws CatalogueError INVALID_DECISION_REQUEST with the field at fault, NO_DECISION_RULES, and what idempotency
   *   throws
   */
  async decide(
    input: DecideRequest,
    idempotencyKey: string | null,
    context: RequestContext,
  ): Promise<string> {
    const { subjectId, request, disputed: stated } = await checkedRequest(input, context);
    const { clientId } = context.principal;
    const { purpose } = request;
    const facts = await context.load(factsOfBorrower, { subjectId, purpose });
    if (!facts) throw invalid('borrower', 'is not known here');
    const policy = this.deps.policies.on(null, facts.asOf);
    const disputed = [...stated, ...(await objectedTo(facts, stated, context))];
    const file = buildCase(request, facts, (undisputed) => assess(undisputed, policy), disputed);
    const caseText = canonicalJson(file);
    // Judged is what is stored, as it reads back.
    const judged = JSON.parse(caseText) as CaseFile;
    const { inForce, shadow } = this.deps.rulebooks;
    const rulebook = inForce[file.kind];
    if (!rulebook) throw new CatalogueError('NO_DECISION_RULES');
    const beside = shadow[file.kind];
    const made: Made = {
      caseText,
      decision: decideFrom(judged, rulebook),
      rulebook,
      purpose: request.purpose,
      shadow: beside && { rulebook: beside, outcome: shadowOf(judged, beside) },
    };
    return this.deps.writes.once(
      { clientId, key: idempotencyKey, operation: 'decide', input },
      (transaction) => this.#store(transaction, made, context),
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

  /**
   * Stores that the borrower wants a person to look (PIPL 24): it waits for one, whatever was decided. Again changes nothing.
   * @returns the key of the decision
   * @throws CatalogueError UNKNOWN_DECISION, and what idempotency throws
   */
  async requestPerson(
    input: PersonRequest,
    idempotencyKey: string | null,
    context: RequestContext,
  ): Promise<string> {
    const decisionId = keyOfDecision(input.decision, 'decision');
    const { principal, correlationId } = context;
    const { clientId, subject } = principal;
    return this.deps.writes.once(
      { clientId, key: idempotencyKey, operation: 'requestDecisionReview', input },
      async (transaction) => {
        const stored = await lockedReviews(transaction, this.deps.vault, decisionId);
        if (!stored) throw new CatalogueError('UNKNOWN_DECISION', { argument: 'decision' });
        const requestedAt = this.deps.clock.now();
        await storeReviewRequest(transaction, { decisionId, requestedAt, requestedBy: subject, clientId });
        const { subjectId, outcome: decided, reviews } = stored;
        await storeState(transaction, decisionId, standingOf(decided, reviews, true).state);
        this.deps.audit.recordIn(transaction, [
          {
            action: 'DECISION_REVIEW',
            outcome: 'REQUESTED',
            principal,
            correlationId,
            subjectId,
            facts: { decisionId, decided },
          },
        ]);
        return decisionId;
      },
    );
  }

  async #store(
    transaction: Transaction,
    { caseText, decision, rulebook, purpose, shadow }: Made,
    context: RequestContext,
  ): Promise<string> {
    const { vault, nextId, clock } = this.deps;
    const { principal } = context;
    const decidedAt = clock.now();
    const decisionText = canonicalJson(decision);
    const id = nextId();
    const books = [rulebook, ...(shadow ? [shadow.rulebook] : [])];
    await storeRulebooks(
      transaction,
      books.flatMap(textsOf).map((each) => ({ ...each, storedAt: decidedAt })),
    );
    await storeDecision(transaction, vault, {
      id,
      subjectId: decision.subjectId,
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
    await storeState(transaction, id, standingOf(decision.outcome, []).state);
    if (shadow)
      await storeShadow(transaction, vault, {
        decisionId: id,
        asOf: decision.asOf,
        decided: decision.outcome,
        outcome: shadow.outcome.decision?.outcome ?? null,
        model: shadow.rulebook.model.fingerprint,
        policy: shadow.rulebook.policy.fingerprint,
        rateCaps: shadow.rulebook.rateCaps.fingerprint,
        shadowText: canonicalJson(shadow.outcome),
      });
    this.deps.audit.recordIn(transaction, [
      {
        action: 'DECISION',
        outcome: decision.outcome,
        principal,
        correlationId: context.correlationId,
        subjectId: decision.subjectId,
        purpose,
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
    { outcome, ground, reason }: ReviewRequest,
    { principal, correlationId }: RequestContext,
  ): Promise<string> {
    const stored = await lockedReviews(transaction, this.deps.vault, decisionId);
    if (!stored) throw new CatalogueError('UNKNOWN_DECISION', { argument: 'input.decision' });
    const by = principal.subject;
    const problem = problemOfReview(stored, stored.reviews, by);
    if (problem) throw new CatalogueError('DECISION_REVIEW_REFUSED', { problem });
    await storeReview(transaction, this.deps.vault, {
      decisionId,
      number: stored.reviews.length + 1,
      outcome,
      ground,
      reviewedBy: by,
      clientId: principal.clientId,
      reviewedAt: this.deps.clock.now(),
      reason,
    });
    const { state } = standingOf(stored.outcome, [...stored.reviews, { by, outcome }]);
    await storeState(transaction, decisionId, state);
    this.deps.audit.recordIn(transaction, [
      {
        action: 'DECISION_REVIEW',
        outcome,
        principal,
        correlationId,
        subjectId: stored.subjectId,
        facts: { decisionId, decided: stored.outcome, ground, state },
      },
    ]);
    return decisionId;
  }
}

/** Own loans of whose record at a bureau the borrower objects, beside those that the request states. */
async function objectedTo(
  { loans }: BorrowerFacts,
  stated: readonly Disputed[],
  context: RequestContext,
): Promise<Disputed[]> {
  if (!loans.known) return [];
  const open = await Promise.all(loans.value.map(({ id }) => context.load(loanIsDisputed, id)));
  return loans.value
    .filter(
      ({ loanNo }, i) => open[i] && !stated.some((one) => one.kind === 'LOAN' && one.reference === loanNo),
    )
    .map(({ loanNo }) => ({ kind: 'LOAN', reference: loanNo }));
}
