import { createHash } from 'node:crypto';
import { readRecord } from '../../../../src/bulk-import/load/read-record';
import { TARGETS } from '../../../../src/bulk-import/targets';
import { DEMO_TARGETS, type DemoRecord, type DemoTarget } from '../../../../src/demo/book';
import { DEMO_BUSINESS_DATE } from '../../../../src/demo/business-date';
import { demoRecords } from '../../../../src/demo/demo-data';
import type { EcosystemSize } from '../../../../src/demo/ecosystem/size';
import { stagesOf, type Wave, waveOf, wavesOf } from '../../../../src/demo/ecosystem/waves';
import { canonicalIdentifier } from '../../../../src/kernel/identity';

const SIZE: EcosystemSize = { accounts: 1_000, suppliers: 20, dealers: 100, seed: 7 };

/** All records of a target, whatever wave they came in. */
function everything(waves: Iterable<Wave>): Map<DemoTarget, DemoRecord[]> {
  const all = new Map<DemoTarget, DemoRecord[]>(DEMO_TARGETS.map((target) => [target, []]));
  for (const { records } of waves)
    for (const target of DEMO_TARGETS) for (const record of records[target]) all.get(target)!.push(record);
  return all;
}

const digestOf = (records: unknown): string =>
  createHash('sha256').update(JSON.stringify(records)).digest('hex');

const waves = [...wavesOf(SIZE)];
const all = everything(waves);
const planted = waves.flatMap((wave) => wave.planted);
const the = (target: DemoTarget): readonly DemoRecord[] => all.get(target)!;

/** How many records of a target name each value of a field, most first. */
function degrees(target: DemoTarget, field: string): number[] {
  const counts = new Map<string, number>();
  for (const record of the(target)) {
    const name = record[field];
    if (name) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts.values()].sort((a, b) => b - a);
}

describe('a generated ecosystem', () => {
  const bytes = (size: EcosystemSize) => digestOf([...wavesOf(size)]);
  const SMALL = { accounts: 300, suppliers: 5, dealers: 20, seed: 1 };

  it('is the same to the byte from the same numbers, and another from another seed', () => {
    // Written down, so that it is the same on every machine; it changes with the stories and their rates alone.
    const golden = 'dc42e100a06024fc0ddba2b280caa5c2b680726a10858234bd7d5ef353327c6e';
    expect(bytes(SMALL)).toBe(golden);
    expect(bytes({ ...SMALL, seed: 2 })).not.toBe(golden);
  });

  it('has waves of which each can be made by itself, in any order', () => {
    const size = { accounts: 600, suppliers: 30, dealers: 60, seed: 3 };
    const inOrder = [...wavesOf(size)].map((wave) => digestOf(wave));
    const stages = stagesOf(size);
    const places = stages.flatMap((stage) =>
      Array.from({ length: stage.waves }, (_, wave) => ({ stage, wave })),
    );
    const backwards = places.toReversed().map(({ stage, wave }) => digestOf(waveOf(stage, wave)));
    expect(backwards.toReversed()).toEqual(inOrder);
    expect(inOrder.length).toBeGreaterThan(7);
  });

  it('has as many accounts, suppliers and dealers as were asked for', () => {
    expect(the('account')).toHaveLength(SIZE.accounts);
    expect(the('supplier')).toHaveLength(SIZE.suppliers);
    expect(the('dealer')).toHaveLength(SIZE.dealers);
  });

  it.each([
    { accounts: 0, suppliers: 0, dealers: 0, seed: 0 },
    { accounts: 40, suppliers: 0, dealers: 0, seed: 1 },
    { accounts: 0, suppliers: 3, dealers: 0, seed: 1 },
    { accounts: 0, suppliers: 0, dealers: 3, seed: 1 },
  ])('can be as small as %j', (size) =>
    expect(everything(wavesOf(size)).get('account')).toHaveLength(size.accounts),
  );

  it.each([
    [{ accounts: -1 }, /^accounts: /],
    [{ accounts: 5_000_001 }, /^accounts: must be a whole number from 0 to 5000000$/],
    [{ dealers: 450_001 }, /^suppliers and dealers together: must be a whole number from 0 to 450000$/],
    [{ seed: 0.5 }, /^seed: /],
  ])('cannot be %j', (change, message) => {
    expect(() => [...wavesOf({ ...SMALL, ...change })]).toThrow(message);
  });

  it('has an identity for everybody in the largest that can be', () => {
    const size = { accounts: 5_000_000, suppliers: 50_000, dealers: 400_000, seed: 9 };
    const stages = stagesOf(size);
    const ends = stages.flatMap((stage) => [waveOf(stage, 0), waveOf(stage, stage.waves - 1)]);
    const subjects = new Map(ends.flatMap(({ records }) => records.subject.map((one) => [one.key!, one])));
    const identifiers = [...subjects.values()].flatMap(
      ({ residentId, creditCode }) => residentId ?? creditCode ?? [],
    );
    expect(identifiers.length).toBe(subjects.size);
    expect(new Set(identifiers).size).toBe(subjects.size);
    expect(subjects.has('p4999999')).toBe(true);
    expect(subjects.get('d399999')!.creditCode).toMatch(/^91370299MAK/);
  });

  it.each(TARGETS)('fills $name with texts that its fields can read', (target) => {
    const problems = the(target.name as DemoTarget).flatMap((values, line) => {
      const read = readRecord(target, 'generated', { line, values }, DEMO_BUSINESS_DATE);
      return 'problems' in read ? [{ key: values.key, ...read.problems[0] }] : [];
    });
    expect(problems.slice(0, 3)).toEqual([]);
  });

  it('refers, wave by wave, to itself and to the stages before, and has no key twice', () => {
    const known = new Map<string, Set<string>>(DEMO_TARGETS.map((name) => [name, new Set()]));
    const dangling: string[] = [];
    let count = 0;
    for (const stage of stagesOf(SIZE)) {
      const before = new Map([...known].map(([name, keys]) => [name, new Set(keys)]));
      for (let wave = 0; wave < stage.waves; wave += 1) {
        const { records } = waveOf(stage, wave);
        const inWave = new Map<string, Set<string>>();
        for (const name of DEMO_TARGETS) {
          const references = Object.entries(TARGETS.find((target) => target.name === name)!.fields);
          inWave.set(name, new Set(records[name].map(({ key }) => key!)));
          for (const record of records[name]) {
            count += 1;
            known.get(name)!.add(record.key!);
            for (const [field, { refersTo }] of references) {
              const key = record[field];
              if (refersTo && key && !before.get(refersTo)!.has(key) && !inWave.get(refersTo)!.has(key))
                dangling.push(`${name} ${record.key} ${field}`);
            }
          }
        }
      }
    }
    expect(dangling.slice(0, 3)).toEqual([]);
    expect([...known.values()].reduce((sum, keys) => sum + keys.size, 0)).toBe(count);
  });
});

describe('the people and firms in it', () => {
  it('have valid identifiers that are nobody else’s, those of the demo included', () => {
    const cast = demoRecords().subject;
    const sharers = planted.flatMap(({ pattern, members }) =>
      pattern === 'SHARED_MOBILE' ? members[1]! : [],
    );
    for (const [field, scheme, range] of [
      ['residentId', 'RESIDENT_ID', /^370299/],
      ['creditCode', 'CREDIT_CODE', /^91370299MAF/],
      ['mobile', 'MOBILE', /^140/],
      ['bankCard', 'BANK_CARD', /^999999/],
    ] as const) {
      const shared = new Set(field === 'mobile' ? sharers : []);
      const values = the('subject').flatMap((subject) =>
        shared.has(subject.key!) ? [] : (subject[field] ?? []),
      );
      expect(values.length).toBeGreaterThan(SIZE.suppliers);
      const others = new Set(cast.map((subject) => subject[field]));
      expect(new Set(values).size).toBe(values.length);
      const valid = (value: string) => {
        const check = canonicalIdentifier(scheme, value, { today: DEMO_BUSINESS_DATE });
        return check.ok && check.value === value && check.warnings.length === 0;
      };
      expect(values.filter((value) => !range.test(value) || others.has(value) || !valid(value))).toEqual([]);
    }
  });

  it('are called samples where they are firms', () => {
    for (const { name } of [...the('supplier'), ...the('dealer')]) expect(name).toContain('示例');
  });
});

describe('its shape', () => {
  it.each([
    ['orders of a dealer', 'order', 'dealer'],
    ['users of a device', 'device_use', 'device'],
    ['bookings of an account', 'ledger_entry', 'account'],
  ] as const)('has few with many and many with few: %s', (_, target, field) => {
    const counts = degrees(target, field);
    const total = counts.reduce((sum, count) => sum + count, 0);
    const median = counts[Math.floor(counts.length / 2)]!;
    const top = counts.slice(0, Math.ceil(counts.length / 10)).reduce((sum, count) => sum + count, 0);
    expect(counts[0]).toBeGreaterThan(7 * median);
    // A tenth of them has more than twice its share.
    expect(top / total).toBeGreaterThan(0.2);
  });

  it('has orders by the power law: at least x of them with a chance near 6/x', () => {
    const counts = degrees('order', 'dealer');
    const share = (x: number) => counts.filter((count) => count >= x).length / counts.length;
    expect(share(12)).toBeGreaterThan(0.4);
    expect(share(12)).toBeLessThan(0.6);
    expect(share(60)).toBeGreaterThan(0.05);
    expect(share(60)).toBeLessThan(0.17);
  });

  it('has the seasons of the trade', () => {
    const byMonth = new Map<string, number>();
    for (const { orderedOn } of the('order'))
      byMonth.set(orderedOn!.slice(5, 7), (byMonth.get(orderedOn!.slice(5, 7)) ?? 0) + 1);
    expect(byMonth.get('11')! / byMonth.get('02')!).toBeGreaterThan(1.8);
    expect(byMonth.size).toBe(12);
  });

  it('has loans that are paid, late, overdue and in default', () => {
    const loans = the('loan');
    const share = (status: string) => loans.filter((loan) => loan.status === status).length / loans.length;
    expect(share('CURRENT')).toBeGreaterThan(0.3);
    expect(share('SETTLED')).toBeGreaterThan(0.1);
    expect(share('OVERDUE')).toBeGreaterThan(0.02);
    expect(share('OVERDUE') + share('DEFAULTED')).toBeLessThan(0.2);
    expect(share('DEFAULTED')).toBeGreaterThan(0.003);
  });
});
