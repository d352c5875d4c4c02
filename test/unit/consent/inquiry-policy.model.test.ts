import {
  type ConsentRecord,
  decideInquiry,
  INQUIRY_PURPOSES,
  type InquiryPurpose,
  type InquiryReason,
  type PolicyQuestion,
} from '../../../src/consent';

const SEQUENCES = 100_000;
const SEED = 20_260_630;

const SUBJECTS = ['1', '2'] as const;
const BUREAUS = ['SHANGHAI_CREDIT', 'BAIHANG'] as const;
const TYPES = ['QUERY', 'QUERY', 'QUERY', 'REPORT', 'SENSITIVE'] as const;
const LOANS = ['81', '82'] as const;

/** Mulberry32: small, seeded, the same everywhere. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

/** What has happened, in the order in which it did. The reference reads the story; the policy reads records. */
type Happening =
  | { readonly kind: 'granted'; readonly consent: ConsentRecord }
  | { readonly kind: 'revoked'; readonly id: string; readonly at: number }
  | { readonly kind: 'settled'; readonly loan: string; readonly at: number };

const LENDERS_REASON: Record<string, 'APPLICATION' | 'LOAN'> = {
  LOAN_APPROVAL: 'APPLICATION',
  GUARANTEE_REVIEW: 'APPLICATION',
  CREDIT_CHECK: 'APPLICATION',
  MID_LOAN: 'LOAN',
  POST_LOAN: 'LOAN',
  DISPUTE: 'LOAN',
};

/** The loan is his own, or he guarantees its borrower. */
const answersFor = ({ loan }: InquiryReason & { kind: 'LOAN' }, subjectId: string): boolean =>
  loan !== null && [loan.subjectId, ...(loan.guarantorIds ?? [])].some((id) => id === subjectId);

/** The rules as the law and the house put them, one after the other, from the story alone. */
function reference(story: readonly Happening[], q: PolicyQuestion): string {
  const now = q.at.getTime();
  const due = LENDERS_REASON[q.purpose];
  if (!due) return 'PURPOSE NOT_A_LENDERS_PURPOSE';
  if (![...q.clientPurposes].some((p) => p === q.purpose)) return 'PURPOSE CLIENT_NOT_ENTITLED';
  if (q.reason) {
    const fits =
      q.reason.kind === due && (q.reason.kind === 'APPLICATION' || answersFor(q.reason, q.subjectId));
    if (!fits) return 'PURPOSE REASON_DOES_NOT_FIT';
    if (q.reason.kind === 'LOAN' && q.reason.loan && !q.reason.loan.outstanding)
      return 'PURPOSE LOAN_NOT_OUTSTANDING';
  }
  const settled = new Set(story.flatMap((h) => (h.kind === 'settled' && h.at <= now ? [h.loan] : [])));
  const withdrawn = new Set(story.flatMap((h) => (h.kind === 'revoked' && h.at <= now ? [h.id] : [])));
  let candidates = story.flatMap((h) =>
    h.kind === 'granted' && h.consent.subjectId === q.subjectId ? [h.consent] : [],
  );
  if (candidates.length === 0) return 'CONSENT MISSING';
  const sieves: [string, (c: ConsentRecord) => boolean][] = [
    ['WRONG_BUREAU', (c) => c.bureau === q.bureau],
    ['WRONG_TYPE', (c) => c.type === 'QUERY'],
    ['WRONG_PURPOSE', (c) => c.purposes.includes(q.purpose)],
    ['NOT_YET_VALID', (c) => c.signedAt.getTime() <= now && c.validFrom.getTime() <= now],
  ];
  for (const [cause, passes] of sieves) {
    candidates = candidates.filter(passes);
    if (candidates.length === 0) return `CONSENT ${cause}`;
  }
  const over = (c: ConsentRecord) =>
    (c.validTo !== null && c.validTo.getTime() <= now) ||
    (c.untilSettledLoanId !== null && settled.has(c.untilSettledLoanId));
  const holding = candidates.filter((c) => !withdrawn.has(c.id) && !over(c));
  if (holding.length === 0)
    return candidates.some((c) => withdrawn.has(c.id)) ? 'CONSENT REVOKED' : 'CONSENT EXPIRED';
  // The one signed last; of those signed together, the one stored last.
  const last = holding.sort(
    (a, b) => b.signedAt.getTime() - a.signedAt.getTime() || Number(b.id) - Number(a.id),
  )[0];
  return `BY ${last?.id}`;
}

type Policy = typeof decideInquiry;

/** Runs sequences of grants, withdrawals, settlements, steps of time and questions, each compared. */
function compare(
  policy: Policy,
  sequences: number,
): { questions: number; answers: Map<string, number>; firstDifference: string | null } {
  const pick = random(SEED);
  const oneOf = <T>(list: readonly T[]): T => list[pick(list.length)] as T;
  const answers = new Map<string, number>();
  let questions = 0;
  for (let sequence = 0; sequence < sequences; sequence += 1) {
    // Instants are small numbers, so that edges meet: an end that is a beginning that is now.
    let now = 10;
    const story: Happening[] = [];
    const steps = 4 + pick(6);
    for (let step = 0; step < steps; step += 1) {
      const what = pick(10);
      if (what < 3) {
        const start = now + pick(5) - 2;
        story.push({
          kind: 'granted',
          consent: {
            id: String(story.length + 1),
            consentNo: `C-${story.length + 1}`,
            subjectId: pick(8) === 0 ? SUBJECTS[1] : SUBJECTS[0],
            bureau: pick(5) === 0 ? BUREAUS[1] : BUREAUS[0],
            type: oneOf(TYPES),
            purposes: pick(4) === 0 ? [oneOf(INQUIRY_PURPOSES)] : ['LOAN_APPROVAL', 'POST_LOAN', 'SELF'],
            dataCategories: [],
            signedAt: new Date(start - pick(2)),
            validFrom: new Date(start),
            validTo: pick(2) === 0 ? null : new Date(start + 1 + pick(5)),
            untilSettledLoanId: pick(3) === 0 ? oneOf(LOANS) : null,
            revokedAt: null,
          },
        });
      } else if (what === 3) {
        const granted = story.filter((h) => h.kind === 'granted');
        if (granted.length > 0)
          story.push({ kind: 'revoked', id: oneOf(granted).consent.id, at: now + pick(2) });
      } else if (what === 4) story.push({ kind: 'settled', loan: oneOf(LOANS), at: now });
      else if (what < 7) now += pick(3);
      else {
        const question = aQuestion(pick, oneOf, story, now);
        const expected = reference(story, question);
        const decision = policy(question, recordsOf(story));
        const actual = decision.permitted ? `BY ${decision.consent.id}` : `${decision.by} ${decision.cause}`;
        questions += 1;
        const name = expected.startsWith('BY') ? 'PERMITTED' : expected;
        answers.set(name, (answers.get(name) ?? 0) + 1);
        if (actual !== expected)
          return {
            questions,
            answers,
            firstDifference: `sequence ${sequence} step ${step}: ${actual} instead of ${expected}`,
          };
      }
    }
  }
  return { questions, answers, firstDifference: null };
}

/** Consents as the database gives them: each with its earliest withdrawal. */
const recordsOf = (story: readonly Happening[]): ConsentRecord[] =>
  story.flatMap((happening) => {
    if (happening.kind !== 'granted') return [];
    const withdrawals = story.flatMap((h) =>
      h.kind === 'revoked' && h.id === happening.consent.id ? [h.at] : [],
    );
    const revokedAt = withdrawals.length > 0 ? new Date(Math.min(...withdrawals)) : null;
    return [{ ...happening.consent, revokedAt }];
  });

function aQuestion(
  pick: (below: number) => number,
  oneOf: <T>(list: readonly T[]) => T,
  story: readonly Happening[],
  now: number,
): PolicyQuestion {
  const purpose: InquiryPurpose =
    pick(3) === 0 ? oneOf(INQUIRY_PURPOSES) : oneOf(['LOAN_APPROVAL', 'POST_LOAN']);
  const subjectId = pick(8) === 0 ? SUBJECTS[1] : SUBJECTS[0];
  const borrower = pick(6) === 0 ? oneOf(SUBJECTS) : subjectId;
  const guarantors = pick(6) === 0 ? { guarantorIds: [oneOf(SUBJECTS)] } : {};
  const loan = pick(5) === 0 ? null : { subjectId: borrower, outstanding: pick(5) > 0, ...guarantors };
  const loanReason: InquiryReason = { kind: 'LOAN', ref: '81', loan };
  const application: InquiryReason = { kind: 'APPLICATION', ref: 'A-1' };
  const fitting = LENDERS_REASON[purpose] === 'LOAN' ? loanReason : application;
  const reason = pick(6) === 0 ? null : pick(8) === 0 ? oneOf([loanReason, application]) : fitting;
  return {
    clientPurposes: new Set(pick(12) === 0 ? [] : INQUIRY_PURPOSES),
    subjectId,
    bureau: pick(6) === 0 ? BUREAUS[1] : BUREAUS[0],
    purpose,
    reason,
    at: new Date(now),
    isSettled: (id) => story.some((h) => h.kind === 'settled' && h.loan === id && h.at <= now),
  };
}

describe('the policy and a reference that knows nothing of it', () => {
  it(`agree over ${SEQUENCES} sequences of grants, withdrawals, settlements and questions`, () => {
    const { questions, answers, firstDifference } = compare(decideInquiry, SEQUENCES);
    expect(firstDifference).toBeNull();
    expect(questions).toBeGreaterThan(SEQUENCES);
    // Every answer there is must come, and often, or the sequences show little.
    const causes = [
      'PERMITTED',
      'CONSENT MISSING',
      'CONSENT WRONG_BUREAU',
      'CONSENT WRONG_TYPE',
      'CONSENT WRONG_PURPOSE',
    ];
    causes.push(
      'CONSENT NOT_YET_VALID',
      'CONSENT EXPIRED',
      'CONSENT REVOKED',
      'PURPOSE NOT_A_LENDERS_PURPOSE',
    );
    causes.push('PURPOSE CLIENT_NOT_ENTITLED', 'PURPOSE REASON_DOES_NOT_FIT', 'PURPOSE LOAN_NOT_OUTSTANDING');
    expect(causes.filter((cause) => (answers.get(cause) ?? 0) < 500)).toEqual([]);
  }, 60_000);

  const shifted =
    (change: (consent: ConsentRecord) => ConsentRecord): Policy =>
    (question, consents) =>
      decideInquiry(question, consents.map(change));
  const later = (at: Date | null): Date | null => at && new Date(at.getTime() + 1);

  it.each<[string, Policy]>([
    ['does not see withdrawals', shifted((consent) => ({ ...consent, revokedAt: null }))],
    [
      'sees a withdrawal one instant late',
      shifted((consent) => ({ ...consent, revokedAt: later(consent.revokedAt) })),
    ],
    [
      'lets a consent hold at its end',
      shifted((consent) => ({ ...consent, validTo: later(consent.validTo) })),
    ],
    ['takes any type', shifted((consent) => ({ ...consent, type: 'QUERY' }))],
    [
      'forgets the loan',
      (question, consents) => decideInquiry({ ...question, isSettled: () => false }, consents),
    ],
    [
      'takes the first of several',
      (question, consents) =>
        decideInquiry(
          question,
          [...consents].map((c) => ({ ...c, signedAt: new Date(0) })),
        ),
    ],
    [
      'does not ask for a reason',
      (question, consents) => decideInquiry({ ...question, reason: null }, consents),
    ],
  ])('differ where the policy %s', (_name, broken) => {
    expect(compare(broken, SEQUENCES).firstDifference).toMatch(/instead of/);
  });
});
