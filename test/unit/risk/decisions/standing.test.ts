import type { Outcome } from '../../../../src/risk/decisions/core/decision';
import { problemOfReview, type Review, standingOf } from '../../../../src/risk/decisions/review/standing';

const review = (by: string, outcome: Review['outcome']): Review => ({ by, outcome });

describe('the standing of a decision', () => {
  it.each([
    ['a decline without a review holds', 'DECLINE', [], 'DECLINE', 'DECIDED'],
    ['a review waits for a person', 'REVIEW', [], 'REVIEW', 'OPEN'],
    ['one person decides a review', 'REVIEW', [review('a', 'APPROVE')], 'APPROVE', 'DECIDED'],
    ['a person can uphold a decline', 'DECLINE', [review('a', 'DECLINE')], 'DECLINE', 'DECIDED'],
    ['one person cannot turn a decline', 'DECLINE', [review('a', 'APPROVE')], 'DECLINE', 'SECOND_NEEDED'],
    ['one person cannot turn an approval', 'APPROVE', [review('a', 'DECLINE')], 'APPROVE', 'SECOND_NEEDED'],
    [
      'a second person turns it with the first',
      'DECLINE',
      [review('a', 'APPROVE'), review('b', 'APPROVE')],
      'APPROVE',
      'DECIDED',
    ],
    [
      'the same person twice is one person',
      'DECLINE',
      [review('a', 'APPROVE'), review('a', 'APPROVE')],
      'DECLINE',
      'SECOND_NEEDED',
    ],
    [
      'a second person may disagree with the first',
      'DECLINE',
      [review('a', 'APPROVE'), review('b', 'DECLINE')],
      'DECLINE',
      'DECIDED',
    ],
  ] as const)('%s', (_, decided, reviews, outcome, state) => {
    expect(standingOf(decided, reviews)).toEqual({ outcome, state });
  });
});

describe('a decision of which the borrower wants a person', () => {
  it('is open until one has looked, and holds until then', () => {
    expect(standingOf('DECLINE', [], true)).toEqual({ outcome: 'DECLINE', state: 'OPEN' });
    expect(standingOf('DECLINE', [review('a', 'DECLINE')], true)).toEqual({
      outcome: 'DECLINE',
      state: 'DECIDED',
    });
    expect(standingOf('DECLINE', [review('a', 'APPROVE')], true).state).toBe('SECOND_NEEDED');
  });
});

describe('a further review', () => {
  const made = (outcome: Outcome) => ({ outcome, decidedBy: 'clerk' });

  it('is refused of the person who wants to second himself, and taken of another', () => {
    const first = [review('a', 'APPROVE')];
    expect(problemOfReview(made('DECLINE'), first, 'a')).toBe('SAME_PERSON');
    expect(problemOfReview(made('DECLINE'), first, 'b')).toBeNull();
  });

  it('is refused of who had it decided, as the first and as the second', () => {
    expect(problemOfReview(made('REVIEW'), [], 'clerk')).toBe('DECIDED_BY_HIM');
    expect(problemOfReview(made('DECLINE'), [review('a', 'APPROVE')], 'clerk')).toBe('DECIDED_BY_HIM');
  });

  it('is refused where the reviews are over', () => {
    expect(problemOfReview(made('REVIEW'), [review('a', 'APPROVE')], 'b')).toBe('CLOSED');
  });

  it('is taken of whatever was decided and not reviewed yet', () => {
    for (const decided of ['APPROVE', 'REVIEW', 'DECLINE'] as const)
      expect(problemOfReview(made(decided), [], 'a')).toBeNull();
  });
});
