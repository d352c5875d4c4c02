import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { known } from '../../../../src/risk/facts/fact';
import { assess } from '../../../../src/risk/indicators/assess';
import { loadPolicies, parsePolicies } from '../../../../src/risk/policies/load-policies';
import { policyJsonSchema } from '../../../../src/risk/policies/policy-file';
import shipped from '../../../../src/risk/policies/risk-policies.json';
import { reconcileTrade } from '../../../../src/risk/three-flows/core/reconcile-trade';
import { AS_OF, aLoan, aPerson } from '../some-facts';
import { aTrade, BUYER, payment, SELLER } from '../three-flows/a-trade';

// biome-ignore lint/suspicious/noExplicitAny: a test spoils whatever part of the file it likes
type Spoilt = any;
const spoilt = (spoil: (file: Spoilt) => void): unknown => {
  const file = structuredClone(shipped) as Spoilt;
  spoil(file);
  return file;
};

describe('Risk policies', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'policies-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const fileOf = (content: unknown): string => {
    const file = path.join(folder, `${Math.random()}.json`);
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
    return file;
  };

  it('change a level when a threshold in the file changes, and no code does', () => {
    const facts = aPerson({ loans: known([aLoan({ overdueDays: 20 })], 'loans') });
    const stricter = fileOf(
      spoilt((file) => {
        file.entries[0].policyVersion = 'stricter';
        file.entries[0].limits.person.overdue.days = { watch: 1, high: 15, severe: 20 };
      }),
    );
    const levelBy = (file: string | null) => {
      const overdue = assess(facts, loadPolicies(file).on(null, AS_OF)).find(
        ({ kind }) => kind === 'OVERDUE',
      );
      return [overdue?.level, overdue?.policyVersion];
    };
    expect(levelBy(null)).toEqual(['WATCH', 'ONLINE_MICRO_LOAN/2021-1']);
    expect(levelBy(stricter)).toEqual(['SEVERE', 'ONLINE_MICRO_LOAN/stricter']);
  });

  it('change the grade and the findings of a trade, and no code does', () => {
    const limitsBy = (file: string | null) => loadPolicies(file).on(null, AS_OF).limits.threeFlows;
    const other = fileOf(
      spoilt((file) => {
        Object.assign(file.entries[0].limits.threeFlows, {
          gradeFrom: { a: 0.8, b: 0.7, c: 0.6 },
          rebatePercent: 40,
          longestTermDays: 30,
        });
      }),
    );
    // A fifth went back, and 34 days lie between order and due day.
    const trade = aTrade({
      payments: [payment(), payment({ id: 'p2', payerId: SELLER, payeeId: BUYER, amountMinor: 200_000n })],
    });
    const judgedBy = (file: string | null) => {
      const { grade, rebateMinor, findings } = reconcileTrade(trade, AS_OF, limitsBy(file));
      return [grade, rebateMinor, findings.map(({ code }) => code)];
    };
    expect(judgedBy(null)).toEqual(['C', 0n, ['FUNDS_RETURNED']]);
    expect(judgedBy(other)).toEqual(['A', 200_000n, ['LONG_TERM']]);
  });

  it('are chosen by the day', () => {
    const file = fileOf(
      spoilt((one) => {
        const next = structuredClone(one.entries[0]);
        one.entries[0].to = '2026-06-30';
        one.entries.push({ ...next, from: '2026-07-01', policyVersion: 'july' });
      }),
    );
    const policies = loadPolicies(file);
    expect(policies.on(null, '2026-06-30').policyVersion).toBe('2021-1');
    expect(policies.on(null, '2026-07-01').policyVersion).toBe('july');
  });

  it('are refused for a kind of lender that has none on the day', () => {
    const policies = loadPolicies(null);
    expect(policies.on('P2P', '2019-01-01').limits.person.overIndebtedness.ownBalanceYuan).toBe(200_000);
    expect(() => policies.on('P2P', AS_OF)).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
  });

  it.each([
    ['is no JSON', '{ "format": '],
    ['the file: ', 'null'],
    ['format: ', spoilt((file) => (file.format = 'scorecard'))],
    ['version: ', spoilt((file) => (file.version = 2))],
    ['entries[0].lenderType: ', spoilt((file) => (file.entries[0].lenderType = 'SHOP'))],
    ['entries[0].from: must be a date', spoilt((file) => (file.entries[0].from = '2026-02-30'))],
    ['entries[1].to: lies before from', spoilt((file) => (file.entries[1].to = '2020-01-01'))],
    [
      'entries[6]: overlaps in time with entries[0] for ONLINE_MICRO_LOAN',
      spoilt((file) => file.entries.push({ ...file.entries[0], from: '2030-01-01' })),
    ],
    [
      'entries[0].limits.person.overdue.days: watch, high and severe must rise',
      spoilt((file) => (file.entries[0].limits.person.overdue.days.high = 0.5)),
    ],
    [
      'entries[0].limits.person.overdue.days.watch: ',
      spoilt((file) => (file.entries[0].limits.person.overdue.days.watch = -1)),
    ],
    [
      'entries[0].limits.person.overdue.days.watch: ',
      spoilt((file) => (file.entries[0].limits.person.overdue.days.watch = Number.NaN)),
    ],
    [
      'entries[0].limits.person.multiPlatform.applications: a window may stand once',
      spoilt((file) => {
        const { applications } = file.entries[0].limits.person.multiPlatform;
        applications.push(applications[0]);
      }),
    ],
    [
      'entries[0].limits.fraud.ringDensity: ',
      spoilt((file) => (file.entries[0].limits.fraud.ringDensity = 1.1)),
    ],
    ['entries[0].limits.fraud: ', spoilt((file) => (file.entries[0].limits.fraud.mood = 1))],
    [
      'entries[0].limits.threeFlows.gradeFrom: a, b and c must fall',
      spoilt((file) => (file.entries[0].limits.threeFlows.gradeFrom.b = 0.96)),
    ],
    [
      'entries[0].limits.threeFlows.rebatePercent: ',
      spoilt((file) => (file.entries[0].limits.threeFlows.rebatePercent = 101)),
    ],
    [
      'entries[0].limits.threeFlows.roundDays: ',
      spoilt((file) => (file.entries[0].limits.threeFlows.roundDays = -1)),
    ],
    [
      'entries[0].limits.threeFlows.longestTermDays: ',
      spoilt((file) => (file.entries[0].limits.threeFlows.longestTermDays = Number.POSITIVE_INFINITY)),
    ],
    ['defaultLenderType: has no entry', spoilt((file) => file.entries.splice(0, 1))],
  ])('are refused with their place: %s', (place, content) => {
    const parse = () =>
      typeof content === 'string' ? loadPolicies(fileOf(content)) : parsePolicies(content);
    expect(parse).toThrow(expect.objectContaining({ name: 'ConfigError' }));
    expect(parse).toThrow(`RISK_POLICIES_FILE: ${place}`);
  });

  it('are refused when the file is not there', () => {
    expect(() => loadPolicies(path.join(folder, 'none.json'))).toThrow('RISK_POLICIES_FILE: cannot be read');
  });
});

describe('The committed JSON Schema', () => {
  const FILE = path.resolve(__dirname, '../../../../src/risk/policies/risk-policies.schema.json');

  it('is what the code checks', () => {
    expect(JSON.parse(readFileSync(FILE, 'utf8'))).toEqual(JSON.parse(JSON.stringify(policyJsonSchema())));
  });
});
