import { DEMO_TARGETS, type DemoRecord, type DemoTarget } from '../../../../src/demo/book';
import { ACCOUNTS_PER_OUTSIDER, BONDS, OWNING, RATES } from '../../../../src/demo/ecosystem/rates';
import type { EcosystemSize } from '../../../../src/demo/ecosystem/size';
import { wavesOf } from '../../../../src/demo/ecosystem/waves';
import { PATTERNS, type Pattern } from '../../../../src/demo/planted';

// What is hidden is looked for in the records alone, each in the plainest way, and compared with the list.

// A small one that has every pattern.
const SIZE: EcosystemSize = { accounts: 1_000, suppliers: 60, dealers: 160, seed: 8 };
const waves = [...wavesOf(SIZE)];
const pages = new Map<DemoTarget, readonly DemoRecord[]>(
  DEMO_TARGETS.map((target) => [target, waves.flatMap(({ records }) => records[target])]),
);
const the = (target: DemoTarget): readonly DemoRecord[] => pages.get(target)!;
const planted = (pattern: Pattern): (readonly string[])[] =>
  waves.flatMap((wave) =>
    wave.planted.filter((one) => one.pattern === pattern).map(({ members }) => members),
  );

const sorted = (groups: Iterable<readonly string[]>): string[] =>
  [...groups].map((members) => [...members].sort().join(' ')).sort();

/** Keys by the key that they share, of those with two or more. */
function groupsBy(rows: readonly DemoRecord[], shared: string, member: string): Map<string, Set<string>> {
  const groups = new Map<string, Set<string>>();
  for (const row of rows) {
    const key = row[shared]!;
    groups.set(key, (groups.get(key) ?? new Set()).add(row[member]!));
  }
  return new Map([...groups].filter(([, members]) => members.size > 1));
}

const relations = the('relation');
const ofKind = (kind: string) => relations.filter((row) => row.kind === kind);

/** Strongly connected components of two and more, by the closure of each node: right, and slow. */
function circlesOf(rows: readonly DemoRecord[]): { members: string[]; edges: number }[] {
  const next = new Map<string, string[]>();
  for (const { fromSubject, toSubject } of rows)
    next.set(fromSubject!, [...(next.get(fromSubject!) ?? []), toSubject!]);
  const reached = (from: string): Set<string> => {
    const found = new Set<string>();
    const open = [...(next.get(from) ?? [])];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (found.has(at)) continue;
      found.add(at);
      open.push(...(next.get(at) ?? []));
    }
    return found;
  };
  const closure = new Map([...next.keys()].map((key) => [key, reached(key)]));
  const circles = new Map<string, string[]>();
  for (const [key, there] of closure) {
    if (!there.has(key)) continue;
    const members = [...there].filter((other) => closure.get(other)?.has(key)).sort();
    circles.set(members.join(' '), members);
  }
  return [...circles.values()].map((members) => ({
    members,
    edges: members.reduce((sum, key) => sum + next.get(key)!.filter((to) => members.includes(to)).length, 0),
  }));
}

describe('what is hidden in a generated ecosystem', () => {
  it('is of every pattern', () => {
    expect(PATTERNS.filter((pattern) => planted(pattern).length === 0)).toEqual([]);
  });

  it.each([
    ['MUTUAL_GUARANTEE', (size: number, edges: number) => size === 2 && edges === 2],
    ['JOINT_GUARANTEE', (size: number, edges: number) => size > 2 && edges === size * (size - 1)],
    ['GUARANTEE_RING', (size: number, edges: number) => size > 2 && edges === size],
  ] as const)('%s: as many as are found', (pattern, fits) => {
    const found = circlesOf(ofKind('GUARANTOR')).filter(({ members, edges }) => fits(members.length, edges));
    expect(sorted(found.map(({ members }) => members))).toEqual(sorted(planted(pattern)));
  });

  it('has circles of guarantees of the three kinds only, and one that is in default among them', () => {
    const kinds = ['MUTUAL_GUARANTEE', 'JOINT_GUARANTEE', 'GUARANTEE_RING'] as const;
    const members = kinds.flatMap((kind) => planted(kind));
    expect(circlesOf(ofKind('GUARANTOR'))).toHaveLength(members.length);
    const defaulted = new Set(
      the('loan').flatMap((loan) => (loan.status === 'DEFAULTED' ? loan.subject! : [])),
    );
    const broken = members.filter((circle) => circle.some((key) => defaulted.has(key)));
    expect(broken.length / members.length).toBeGreaterThan(RATES.brokenCircle / 2);
  });

  it('has device rings: strangers behind one emulated phone', () => {
    const emulated = new Set(the('device').flatMap(({ key, emulator }) => (emulator === 'true' ? key! : [])));
    const uses = the('device_use').filter(({ device }) => emulated.has(device!));
    const found = groupsBy(uses, 'device', 'subject').values();
    expect(sorted([...found].map((users) => [...users]))).toEqual(sorted(planted('DEVICE_RING')));
  });

  it('has one device of very many who are no ring', () => {
    const users = the('device_use').filter(({ device }) => device === 'public-network');
    expect(users.length).toBeGreaterThan(SIZE.accounts * RATES.publicNetwork * 0.6);
    expect(users.length).toBeLessThan(SIZE.accounts * RATES.publicNetwork * 1.4);
  });

  it.each([
    ['SHARED_CONTACT', 'EMERGENCY'],
    ['SHARED_OFFICE', 'REGISTERED'],
    ['SHARED_MOBILE', 'OWN'],
  ] as const)('%s: as many as are found', (pattern, role) => {
    const uses = the('contact_point_use').filter((use) => use.role === role);
    const found = [...groupsBy(uses, 'contactPoint', 'subject').values()].map((users) => [...users]);
    expect(sorted(found)).toEqual(sorted(planted(pattern)));
  });

  it('has holdings through other firms, and in circles', () => {
    const firms = new Set(the('subject').flatMap(({ key, kind }) => (kind === 'ENTERPRISE' ? key! : [])));
    const holdings = ofKind('SHAREHOLDER').filter(({ fromSubject }) => firms.has(fromSubject!));
    const circles = circlesOf(holdings).map(({ members }) => members);
    expect(sorted(circles)).toEqual(
      sorted(planted('CROSS_HOLDING').map(([firm, holding]) => [firm!, holding!])),
    );
    const inCircle = new Set(circles.flat());
    const chains = holdings.filter(({ fromSubject }) => !inCircle.has(fromSubject!));
    expect(sorted(chains.map(({ fromSubject, toSubject }) => [toSubject!, fromSubject!]))).toEqual(
      sorted(planted('OWNER_CHAIN').map(([firm, holding]) => [firm!, holding!])),
    );
  });

  it('has shares that nobody knows, and shares on both sides of a quarter', () => {
    const holdings = ofKind('SHAREHOLDER');
    const unknown = holdings.filter(({ weight }) => weight === null);
    expect(sorted(unknown.map(({ fromSubject, toSubject }) => [toSubject!, fromSubject!]))).toEqual(
      sorted(planted('UNKNOWN_SHARE')),
    );
    for (const [firm, quarter, less] of planted('QUARTER_LINE')) {
      const shares = new Map(
        holdings.filter(({ toSubject }) => toSubject === firm).map((row) => [row.fromSubject, row.weight]),
      );
      expect([shares.get(quarter!), shares.get(less!)]).toEqual(['25', '24']);
    }
  });

  it('has no firm of which more than everything is held', () => {
    const held = new Map<string, number>();
    for (const { toSubject, weight } of ofKind('SHAREHOLDER'))
      held.set(toSubject!, (held.get(toSubject!) ?? 0) + Number(weight ?? 0));
    expect([...held].filter(([, percent]) => percent > 100)).toEqual([]);
  });

  it('has goods that come back to their first seller', () => {
    const dealers = the('order').filter(({ sellerSubject }) => /^d\d+$/.test(sellerSubject!));
    const pairs = dealers.map(({ sellerSubject, buyerSubject }) => ({
      fromSubject: sellerSubject!,
      toSubject: buyerSubject!,
    }));
    const found = circlesOf([...new Map(pairs.map((pair) => [JSON.stringify(pair), pair])).values()]);
    expect(sorted(found.map(({ members }) => members))).toEqual(sorted(planted('CIRCULAR_TRADE')));
  });

  it('has fictitious trades: invoiced, paid, paid back and never carried', () => {
    const carried = new Set(the('waybill').map(({ order }) => order));
    const invoiced = new Set(the('invoice').map(({ order }) => order));
    const buyers = new Map(the('order').map((order) => [order.key, order]));
    const back = the('trade_payment').filter(
      ({ order, payerSubject }) => payerSubject === buyers.get(order!)!.sellerSubject && !carried.has(order),
    );
    expect(back.every(({ order }) => invoiced.has(order))).toBe(true);
    const pairs = new Map(
      back.map(({ payerSubject, payeeSubject }) => [payerSubject!, [payerSubject!, payeeSubject!]]),
    );
    expect(sorted(pairs.values())).toEqual(
      sorted(planted('FICTITIOUS_TRADE').map(([seller, buyer]) => [seller!, buyer!])),
    );
  });

  it('has deliveries that were lent against twice', () => {
    const orders = new Map(the('order').map((order) => [order.key!, order]));
    const twice = [...groupsBy(the('waybill'), 'waybillNo', 'order').values()];
    const sellers = twice.map((keys) => {
      const [one, other] = [...keys].map((key) => orders.get(key)!);
      const same = ['sellerSubject', 'buyerSubject', 'total', 'orderedOn'] as const;
      expect(same.map((field) => one![field])).toEqual(same.map((field) => other![field]));
      const loans = the('loan').filter(({ key }) => [...keys].some((order) => key === `loan-${order}`));
      expect(loans.map(({ product }) => product)).toEqual(['RECEIVABLE', 'RECEIVABLE']);
      return [one!.sellerSubject!, one!.buyerSubject!];
    });
    expect(sorted(sellers)).toEqual(sorted(planted('DUPLICATE_FINANCING')));
  });

  it('has firms in enforcement', () => {
    const found = the('lawsuit').flatMap(({ subject, stage }) =>
      stage === 'ENFORCEMENT' ? [[subject!]] : [],
    );
    expect(sorted(found)).toEqual(sorted(planted('SUED')));
  });

  it('has people who repay many lenders, or one too much, or were late and are no more', () => {
    const holder = new Map(the('account_holder').map(({ account, subject }) => [account, subject!]));
    const lenders = groupsBy(
      the('ledger_entry').filter(({ purpose }) => purpose === 'LOAN_ELSEWHERE'),
      'account',
      'counterpartyAccount',
    );
    expect(sorted([...lenders.keys()].map((account) => [holder.get(account)!]))).toEqual(
      sorted(planted('MULTI_PLATFORM')),
    );
    const elsewhere = new Set(
      the('ledger_entry').flatMap(({ purpose, account }) => (purpose === 'LOAN_ELSEWHERE' ? account! : [])),
    );
    const one = [...elsewhere].filter((account) => !lenders.has(account));
    expect(sorted(one.map((account) => [holder.get(account)!]))).toEqual(sorted(planted('OVER_INDEBTED')));
    const loans = new Map(the('loan').map((loan) => [loan.subject, loan]));
    for (const [borrower] of planted('PAST_OVERDUE')) expect(loans.get(borrower!)!.overdueDays).toBe('0');
  });

  it('has consents that are over or withdrawn, and people of whom nothing else is known', () => {
    const consents = the('consent');
    const found = {
      CONSENT_EXPIRED: consents.filter(({ validTo }) => validTo! < '2026-06-30'),
      CONSENT_REVOKED: consents.filter(({ revokedAt }) => revokedAt !== null),
    } as const;
    for (const [pattern, rows] of Object.entries(found))
      expect(sorted(rows.map(({ subject }) => [subject!]))).toEqual(sorted(planted(pattern as Pattern)));
    const holders = new Set(the('account_holder').map(({ subject }) => subject));
    const tied = new Set(relations.flatMap(({ fromSubject, toSubject }) => [fromSubject, toSubject]));
    const thin = the('subject').filter(
      ({ key, kind }) => kind === 'PERSON' && !holders.has(key!) && !tied.has(key!),
    );
    expect(sorted(thin.map(({ key }) => [key!]))).toEqual(sorted(planted('THIN_FILE')));
    expect(thin).toHaveLength(SIZE.accounts / ACCOUNTS_PER_OUTSIDER);
  });

  // Within four standard deviations of the rate that is written down.
  const near = (found: number, of: number, rate: number) =>
    expect(Math.abs(found - of * rate)).toBeLessThan(4 * Math.sqrt(of * rate));
  const shareOf = (shares: readonly (readonly [string, number])[], name: string) =>
    shares.find(([word]) => word === name)![1];

  it('is as frequent as the rates say', () => {
    const firms = SIZE.dealers + SIZE.suppliers;
    near(planted('OWNER_CHAIN').length, firms, shareOf(OWNING, 'CHAIN'));
    near(planted('UNKNOWN_SHARE').length, firms, shareOf(OWNING, 'UNKNOWN'));
    near(planted('SUED').length, SIZE.dealers, RATES.sued);
    near(planted('FICTITIOUS_TRADE').length, SIZE.suppliers, RATES.fictitious);
    near(planted('DUPLICATE_FINANCING').length, SIZE.suppliers, RATES.duplicateFinancing);
    const bonds = { GUARANTEE_RING: 'RING', MUTUAL_GUARANTEE: 'MUTUAL', CIRCULAR_TRADE: 'CIRCULAR_TRADE' };
    const groups = new Map(the('dealer').map(({ subject }) => [subject!, subject!]));
    for (const pattern of [...Object.keys(bonds), 'JOINT_GUARANTEE', 'SHARED_OFFICE'] as Pattern[])
      for (const [first, ...others] of planted(pattern))
        for (const other of others) groups.set(other, first!);
    const count = new Set(groups.values()).size;
    for (const [pattern, bond] of Object.entries(bonds))
      near(planted(pattern as Pattern).length, count, shareOf(BONDS, bond));
  });
});
