/**
 * Prints made-up borrowers with made-up outcomes, to fit the demo's scorecards from: `node scripts/demo-outcomes.mjs PERSON`.
 * Nobody in it exists, and it says nothing about any market. The same kind gives the same rows each time.
 */
const ROWS = 12_000;

/** Numbers from 0 to 1 in a fixed order (mulberry32). */
function sequence(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const next = sequence(20260701);
const happens = (chance) => next() < chance;
const tail = (mean) => -mean * Math.log(1 - next());
const count = (mean) => Math.floor(tail(mean));

/** Each feature: how it is drawn, null for not known, and what it adds to the logarithm of the odds of a default. */
const FEATURES = {
  PERSON: {
    base: -4.2,
    ownWorstDaysLate24m: [
      () => (happens(0.45) ? null : happens(0.7) ? 0 : count(25)),
      (days) => Math.min(days ?? 6, 90) * 0.025,
    ],
    bureauOpenLenders: [() => (happens(0.15) ? null : count(2)), (lenders) => (lenders ?? 2) * 0.25],
    bureauDelinquentMonths24m: [
      () => (happens(0.15) ? null : happens(0.75) ? 0 : 1 + count(2)),
      (months) => Math.min(months ?? 1, 8) * 0.4,
    ],
    bureauApprovals90d: [() => (happens(0.15) ? null : count(1.5)), (times) => (times ?? 1) * 0.15],
    debtServiceToIncome: [
      () => (happens(0.25) ? null : Math.round(tail(0.25) * 10_000) / 10_000),
      (part) => Math.min(part ?? 0.35, 1.5) * 2,
    ],
  },
  ENTERPRISE: {
    base: -3.9,
    ownWorstDaysLate24m: [
      () => (happens(0.4) ? null : happens(0.65) ? 0 : count(20)),
      (days) => Math.min(days ?? 5, 90) * 0.03,
    ],
    debtToTurnover: [
      () => (happens(0.1) ? null : Math.round(tail(0.2) * 10_000) / 10_000),
      (part) => Math.min(part ?? 0.3, 2) * 1.6,
    ],
    overduePayableDays: [() => (happens(0.75) ? 0 : count(30)), (days) => Math.min(days, 90) * 0.03],
    openCasesAgainst: [() => (happens(0.9) ? 0 : 1 + count(1)), (cases) => cases * 0.7],
  },
};

const { base, ...features } = FEATURES[process.argv[2]] ?? {};
if (base === undefined) {
  process.stderr.write('say PERSON or ENTERPRISE\n');
  process.exit(2);
}
const names = Object.keys(features);
const lines = [[...names, 'defaulted'].join(',')];
for (let row = 0; row < ROWS; row += 1) {
  const values = names.map((name) => features[name][0]());
  const logOdds = names.reduce((sum, name, i) => sum + features[name][1](values[i]), base);
  const defaulted = happens(1 / (1 + Math.exp(-logOdds))) ? 1 : 0;
  lines.push([...values.map((value) => value ?? ''), defaulted].join(','));
}
process.stdout.write(`${lines.join('\n')}\n`);
