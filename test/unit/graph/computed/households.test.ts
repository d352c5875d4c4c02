import fc from 'fast-check';
import { householdsAmong } from '../../../../src/graph/computed/rings/household';
import { suspectsAmong } from '../../../../src/graph/computed/rings/suspects';

type Pair = readonly [number, number];

const PEOPLE = 7;
const FIRM = 7;
const MOST = 4;

const columns = (pairs: readonly Pair[]) =>
  [Int32Array.from(pairs, ([one]) => one), Int32Array.from(pairs, ([, other]) => other)] as const;

function judge(
  relatives: readonly Pair[],
  homes: readonly Pair[],
  members: readonly number[],
  areSuspect = false,
) {
  const [from, to] = columns(relatives);
  const [subjects, nodes] = columns(homes);
  const judged = householdsAmong(
    {
      subjectCount: PEOPLE + 1,
      from,
      to,
      addressCount: 4,
      addresses: { subjects, nodes },
      isFirm: (subject) => subject === FIRM,
      areSuspect: () => areSuspect,
    },
    MOST,
  );
  return judged(members);
}

/** Who is reached from the first member over ties between members, by going on until nothing changes. */
function connects(members: readonly number[], ties: readonly Pair[]): boolean {
  const reached = new Set(members.slice(0, 1));
  for (let before = -1; before !== reached.size; ) {
    before = reached.size;
    for (const [one, other] of ties)
      if (members.includes(one) && members.includes(other) && (reached.has(one) || reached.has(other)))
        reached.add(one).add(other);
  }
  return reached.size === members.length;
}

function bruteForce(relatives: readonly Pair[], homes: readonly Pair[], members: readonly number[]) {
  if (members.length > MOST || members.includes(FIRM)) return null;
  if (connects(members, relatives)) return 'FAMILY';
  const residents = (address: number) => [
    ...new Set(homes.filter(([, at]) => at === address).map(([subject]) => subject)),
  ];
  const roofs = [0, 1, 2, 3].map(residents).filter((all) => all.length <= MOST);
  const together = roofs.flatMap((all) => all.flatMap((one) => all.map((other): Pair => [one, other])));
  return connects(members, [...relatives, ...together]) ? 'ADDRESS' : null;
}

describe('Households among rings', () => {
  it('are those that brute force finds, in 3 000 small neighbourhoods', () => {
    const subject = fc.integer({ min: 0, max: FIRM });
    const found = new Set<string | null>();
    fc.assert(
      fc.property(
        fc.array(fc.tuple(subject, subject), { maxLength: 6 }),
        fc.array(fc.tuple(subject, fc.integer({ min: 0, max: 3 })), { maxLength: 10 }),
        fc.uniqueArray(subject, { minLength: 2, maxLength: 5 }),
        (relatives, homes, members) => {
          const tie = judge(relatives, homes, members);
          found.add(tie);
          expect(tie).toBe(bruteForce(relatives, homes, members));
        },
      ),
      { numRuns: 3_000 },
    );
    expect(found).toEqual(new Set(['FAMILY', 'ADDRESS', null]));
  });

  const family: Pair[] = [
    [0, 1],
    [2, 1],
  ];

  it('are families however the tie is told, and people with one address', () => {
    expect(judge(family, [], [0, 1, 2])).toBe('FAMILY');
    expect(
      judge(
        [[0, 1]],
        [
          [1, 0],
          [2, 0],
        ],
        [0, 1, 2],
      ),
    ).toBe('ADDRESS');
  });

  it('are none where one is a stranger, a firm is in it, or they are too many', () => {
    expect(judge(family, [], [0, 1, 2, 3])).toBeNull();
    expect(judge([...family, [0, FIRM]], [], [0, 1, 2, FIRM])).toBeNull();
    const five = [0, 1, 2, 3, 4];
    expect(
      judge(
        five.map((member): Pair => [0, member]),
        [],
        five,
      ),
    ).toBeNull();
  });

  it('are none by an address that many have: a hostel is no household', () => {
    const homes = [0, 1, 2, 3, 4].map((subject): Pair => [subject, 0]);
    expect(judge([], homes, [0, 1, 2])).toBeNull();
    expect(judge([], homes.slice(0, 4), [0, 1, 2])).toBe('ADDRESS');
  });

  it('are none by an address where something speaks against them; relatives stay relatives', () => {
    const homes = [0, 1, 2].map((subject): Pair => [subject, 0]);
    expect(judge([], homes, [0, 1, 2], true)).toBeNull();
    expect(judge(family, homes, [0, 1, 2], true)).toBe('FAMILY');
  });
});

describe('People with one address are suspect', () => {
  type Loan = readonly [subject: number, day: number, ending?: 'DEFAULTED'];
  const areSuspect = (loans: readonly Loan[], emulators: readonly number[] = []) =>
    suspectsAmong({
      subjectCount: PEOPLE,
      loans: {
        subjects: Int32Array.from(loans, ([subject]) => subject),
        days: Int32Array.from(loans, ([, day]) => day),
        defaulted: Int32Array.from(loans, ([, , ending]) => (ending ? 1 : 0)),
      },
      usesEmulator: (subject) => emulators.includes(subject),
    })([0, 2, 4]);

  it('where two are in default, and not where one is, however often', () => {
    expect(
      areSuspect([
        [0, 1, 'DEFAULTED'],
        [4, 900, 'DEFAULTED'],
      ]),
    ).toBe(true);
    expect(
      areSuspect([
        [0, 1, 'DEFAULTED'],
        [0, 300, 'DEFAULTED'],
        [1, 1, 'DEFAULTED'],
        [4, 900],
      ]),
    ).toBe(false);
  });

  it('where three took loans within a week, and not where it took them longer, or two did', () => {
    const third = (day: number) =>
      areSuspect([
        [4, day],
        [2, 104],
        [0, 100],
        [0, 3],
      ]);
    expect([third(106), third(98)]).toEqual([true, true]);
    expect([third(107), third(97), third(3)]).toEqual([false, false, false]);
    expect(
      areSuspect([
        [0, 100],
        [0, 101],
        [2, 102],
        [3, 102],
      ]),
    ).toBe(false);
  });

  it('where one uses an emulator', () => {
    expect([areSuspect([], [2]), areSuspect([], [1])]).toEqual([true, false]);
    expect(areSuspect([])).toBe(false);
  });
});
