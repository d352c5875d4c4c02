import { PERSONAS as BUREAU_PERSONAS } from '../../../sandbox/cast/personas';
import { readRecord } from '../../../src/bulk-import/load/read-record';
import { TARGETS } from '../../../src/bulk-import/targets';
import { DEMO_TARGETS, type DemoRecord, type DemoTarget } from '../../../src/demo/book';
import { DEMO_BUSINESS_DATE } from '../../../src/demo/business-date';
import { CAST } from '../../../src/demo/cast';
import { demoPlanted, demoRecords } from '../../../src/demo/demo-data';
import { PERSONAS } from '../../../src/demo/personas';
import { addDays, businessDateOf, fromDecimal } from '../../../src/kernel';
import { canonicalIdentifier } from '../../../src/kernel/identity';

const records = demoRecords();
const targetNamed = (name: string) => TARGETS.find((target) => target.name === name)!;

const fen = (text: string | null | undefined): bigint => fromDecimal(text ?? '0', 'CNY').minor;
const sum = (rows: readonly DemoRecord[], field: string): bigint =>
  rows.reduce((total, row) => total + fen(row[field]), 0n);
const of = (target: DemoTarget, field: string, key: string | null | undefined): DemoRecord[] =>
  records[target].filter((row) => row[field] === key);
const the = (target: DemoTarget, key: string): DemoRecord => {
  const [found] = of(target, 'key', key);
  if (!found) throw new Error(`no ${target} ${key}`);
  return found;
};
const dayOf = (instant: string | null | undefined): string => businessDateOf(new Date(instant!));

describe('demo records', () => {
  it('are the same every time', () => {
    expect(demoRecords()).toEqual(records);
  });

  it('come in an order in which whatever is referred to was loaded before', () => {
    expect([...DEMO_TARGETS].sort()).toEqual(TARGETS.map(({ name }) => name).sort());
    const places = new Map<string, number>(DEMO_TARGETS.map((name, place) => [name, place]));
    for (const { name, fields } of TARGETS) {
      for (const { refersTo } of Object.values(fields)) {
        if (refersTo) expect(places.get(refersTo)).toBeLessThan(places.get(name)!);
      }
    }
  });

  // The importer's own reader, as there is no other word on what a field takes.
  it.each(DEMO_TARGETS)('fill %s with texts that its fields can read', (name) => {
    const target = targetNamed(name);
    expect(records[name].length).toBeGreaterThan(0);
    const problems = records[name].flatMap((values, line) => {
      const read = readRecord(target, 'demo', { line, values }, DEMO_BUSINESS_DATE);
      return 'problems' in read ? [{ key: values.key, ...read.problems[0] }] : [];
    });
    expect(problems).toEqual([]);
    // Before a colon stands the name of another source.
    expect(records[name].filter(({ key }) => key!.includes(':'))).toEqual([]);
  });

  it('refer only to what is there', () => {
    const keys = Object.fromEntries(
      DEMO_TARGETS.map((name) => [name, new Set(records[name].map(({ key }) => key))]),
    );
    for (const name of DEMO_TARGETS) {
      expect(keys[name]!.size).toBe(records[name].length);
      for (const [field, { refersTo }] of Object.entries(targetNamed(name).fields)) {
        if (!refersTo) continue;
        const dangling = records[name].filter((row) => row[field] && !keys[refersTo]!.has(row[field]));
        expect(dangling).toEqual([]);
      }
    }
  });

  it('know nothing of the days after the business date, but for what is due then and how long consents hold', () => {
    const mayLieAhead = new Set(['dueOn', 'validTo']);
    for (const name of DEMO_TARGETS) {
      for (const row of records[name]) {
        for (const [field, text] of Object.entries(row)) {
          if (!text || mayLieAhead.has(field)) continue;
          const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : /T.*Z$/.test(text) ? dayOf(text) : null;
          if (day && day > DEMO_BUSINESS_DATE) throw new Error(`${name} ${row.key}: ${field} is ${text}`);
        }
      }
    }
  });
});

describe('demo identities', () => {
  it('are valid, and lie where nobody can be', () => {
    const numbers = CAST.map(({ number }) => number);
    expect(new Set(numbers).size).toBe(CAST.length);
    for (const { residentId, creditCode, mobile, bankCard } of records.subject) {
      if (residentId) expect(residentId).toMatch(/^370299/);
      if (creditCode) expect(creditCode).toMatch(/^91370299MAF/);
      if (mobile) expect(mobile).toMatch(/^1400000/);
      if (bankCard) expect(bankCard).toMatch(/^999999/);
      for (const [scheme, value] of [
        ['RESIDENT_ID', residentId],
        ['CREDIT_CODE', creditCode],
        ['MOBILE', mobile],
        ['BANK_CARD', bankCard],
      ] as const) {
        if (value)
          expect(canonicalIdentifier(scheme, value, { today: DEMO_BUSINESS_DATE })).toMatchObject({
            ok: true,
            value,
            warnings: [],
          });
      }
    }
  });

  it('call every firm a sample', () => {
    const firms = records.subject.filter(({ kind }) => kind === 'ENTERPRISE');
    expect(firms.length).toBeGreaterThan(10);
    for (const { name } of [...firms, ...records.supplier, ...records.dealer]) expect(name).toContain('示例');
  });

  it('give every persona a subject under its key', () => {
    const keys = new Set(records.subject.map(({ key }) => key));
    expect(PERSONAS.filter(({ key }) => !keys.has(key))).toEqual([]);
  });

  it('are those that the sandbox bureau answers for', () => {
    const known = new Map(BUREAU_PERSONAS.map(({ key, name, certNo }) => [key, { name, certNo }]));
    const persons = PERSONAS.filter(({ kind }) => kind === 'PERSON');
    expect(persons.map(({ key }) => known.get(key))).toEqual(
      persons.map(({ name, residentId }) => ({ name, certNo: residentId })),
    );
  });

  it('leave the person outside without a trace but the identifiers and the consent', () => {
    const traces = DEMO_TARGETS.filter((name) =>
      records[name].some((row) => Object.values(row).includes('outside-haier')),
    );
    expect(traces).toEqual(['subject', 'contact_point_use', 'consent']);
  });
});

describe('demo loans', () => {
  it.each(records.loan.map((loan) => [loan.key!, loan] as const))('%s adds up', (key, loan) => {
    const instalments = of('loan_instalment', 'loan', key);
    expect(instalments).toHaveLength(Number(loan.termMonths));
    expect(sum(instalments, 'principal')).toBe(fen(loan.principal));
    const unpaid = instalments.filter(({ paidOn }) => paidOn === null);
    expect(sum(unpaid, 'principal')).toBe(fen(loan.outstanding));
    expect(sum(unpaid, 'paid')).toBe(0n);
    expect(sum(of('loan_payment', 'loan', key), 'amount')).toBe(sum(instalments, 'paid'));
    for (const { paidOn, principal, interest, paid } of instalments) {
      if (paidOn) expect(fen(paid)).toBe(fen(principal) + fen(interest));
    }
    const oldest = unpaid.map(({ dueOn }) => dueOn!).sort()[0];
    const overdue = oldest && oldest < DEMO_BUSINESS_DATE ? oldest : null;
    expect(overdue).toBe(
      loan.overdueDays === '0' ? null : addDays(DEMO_BUSINESS_DATE, -Number(loan.overdueDays)),
    );
  });

  it('have every state that a story needs', () => {
    expect(the('loan', 'loan-clean-person')).toMatchObject({ status: 'SETTLED', outstanding: '0.00' });
    expect(the('loan', 'loan-overdue-dealer')).toMatchObject({ status: 'OVERDUE', overdueDays: '47' });
    expect(the('loan', 'loan-circle-dealer-c')).toMatchObject({ status: 'DEFAULTED' });
    expect(the('loan', 'loan-past-overdue')).toMatchObject({ status: 'CURRENT', overdueDays: '0' });
  });

  it('of persons are among those that the bureau reports', () => {
    const persons = new Set(PERSONAS.filter(({ kind }) => kind === 'PERSON').map(({ key }) => key));
    for (const { subject, principal, termMonths } of records.loan) {
      if (!persons.has(subject!)) continue;
      const reported = BUREAU_PERSONAS.find(({ key }) => key === subject)?.dossier.loans ?? [];
      expect(reported).toContainEqual(
        expect.objectContaining({ limit: Number.parseInt(principal!, 10), term: Number(termMonths) }),
      );
    }
  });
});

describe('demo accounts', () => {
  it.each(records.account.map(({ key, balance }) => [key!, balance] as const))(
    '%s: every booking follows from the one before',
    (key, balance) => {
      const entries = of('ledger_entry', 'account', key);
      const signed = ({ direction, amount }: DemoRecord) =>
        direction === 'DEBIT' ? -fen(amount) : fen(amount);
      entries.forEach((entry, index) => {
        const before = entries[index - 1];
        if (before) expect(fen(entry.balance)).toBe(fen(before.balance) + signed(entry));
        if (before) expect(entry.bookedOn! >= before.bookedOn!).toBe(true);
      });
      expect(entries.at(-1)?.balance).toBe(balance);
    },
  );

  it('book the repayments of the last year as the loan has them', () => {
    const key = 'account-past-overdue';
    const booked = of('ledger_entry', 'account', key).filter(({ kind }) => kind === 'LOAN_REPAYMENT');
    const paid = of('loan_payment', 'loan', 'loan-past-overdue').filter(
      ({ paidAt }) => dayOf(paidAt) >= '2025-06-01',
    );
    expect(booked.map(({ bookedOn, amount }) => [bookedOn, amount])).toEqual(
      paid.map(({ paidAt, amount }) => [dayOf(paidAt), amount]),
    );
  });
});

describe('demo trade', () => {
  it.each(records.order.map((order) => [order.key!, order] as const))('%s hangs together', (key, order) => {
    expect(sum(of('order_line', 'order', key), 'amount')).toBe(fen(order.total));
    for (const line of of('order_line', 'order', key)) {
      expect(fen(line.unitPrice) * BigInt(line.quantity!)).toBe(fen(line.amount));
    }
    for (const { shippedAt, receivedAt } of of('waybill', 'order', key)) {
      expect(dayOf(shippedAt) > order.orderedOn!).toBe(true);
      if (receivedAt) expect(receivedAt > shippedAt!).toBe(true);
    }
    for (const { total, issuedOn } of of('invoice', 'order', key)) {
      expect(total).toBe(order.total);
      expect(issuedOn! >= order.orderedOn!).toBe(true);
    }
    const [payment] = of('trade_payment', 'order', key);
    expect(payment !== undefined).toBe(order.status === 'COMPLETED');
    if (payment)
      expect(payment).toMatchObject({
        payerSubject: order.buyerSubject,
        payeeSubject: order.sellerSubject,
        amount: order.total,
      });
  });

  it('of the clean supplier spans three years, and each finished order was delivered, invoiced and paid in time', () => {
    const orders = of('order', 'supplier', 'supplier-clean-supplier');
    expect(orders).toHaveLength(36);
    expect(orders[0]!.orderedOn!.slice(0, 7)).toBe('2023-07');
    for (const { key, dueOn, status } of orders) {
      expect(of('waybill', 'order', key)).toHaveLength(1);
      expect(of('invoice', 'order', key)).toHaveLength(1);
      if (status !== 'COMPLETED') expect(dueOn! > DEMO_BUSINESS_DATE).toBe(true);
      else expect(dayOf(of('trade_payment', 'order', key)[0]!.paidAt) <= dueOn!).toBe(true);
    }
  });

  it('of the dealer that falls overdue is paid later every month, and since 47 days not at all', () => {
    const orders = of('order', 'dealer', 'dealer-overdue-dealer');
    const delays = orders.flatMap(({ key, dueOn }) =>
      of('trade_payment', 'order', key).map(({ paidAt }) => Date.parse(dayOf(paidAt)) - Date.parse(dueOn!)),
    );
    expect(delays.length).toBeGreaterThan(12);
    expect(delays).toEqual([...new Set(delays)].sort((a, b) => a - b));
    const oldest = orders.find(({ status }) => status !== 'COMPLETED');
    expect(oldest?.dueOn).toBe(addDays(DEMO_BUSINESS_DATE, -47));
  });

  it('of the fictitious pair moves money there and back and no goods, between two firms of one owner', () => {
    const orders = of('order', 'sellerSubject', 'fictitious-supplier');
    expect(orders.length).toBeGreaterThanOrEqual(10);
    for (const { key } of orders) {
      expect(of('waybill', 'order', key)).toEqual([]);
      expect(of('invoice', 'order', key)).toHaveLength(1);
      const [there, back] = of('trade_payment', 'order', key);
      expect([back!.payerSubject, back!.payeeSubject]).toEqual([there!.payeeSubject, there!.payerSubject]);
      expect(Date.parse(back!.paidAt!) - Date.parse(there!.paidAt!)).toBe(3 * 86_400_000);
    }
    const owned = of('relation', 'fromSubject', 'fictitious-owner').filter(
      ({ kind }) => kind === 'SHAREHOLDER',
    );
    expect(owned.map(({ toSubject }) => toSubject)).toEqual(['fictitious-supplier', 'fictitious-buyer']);
  });

  it('of the large supplier is large', () => {
    expect(of('order', 'supplier', 'supplier-large-supplier')).toHaveLength(120);
  });
});

describe('demo ties', () => {
  const guarantors = of('relation', 'kind', 'GUARANTOR').map(
    (row) => `${row.fromSubject} > ${row.toSubject}`,
  );

  it('close the guarantee circle', () => {
    expect(guarantors).toEqual(
      expect.arrayContaining([
        'circle-dealer-a > circle-dealer-b',
        'circle-dealer-b > circle-dealer-c',
        'circle-dealer-c > circle-dealer-a',
      ]),
    );
  });

  it('give the supplier owner three roles', () => {
    expect(of('account_holder', 'subject', 'supplier-owner')).toHaveLength(1);
    expect(guarantors).toContain('supplier-owner > clean-dealer');
    expect(of('relation', 'fromSubject', 'supplier-owner')).toContainEqual(
      expect.objectContaining({ kind: 'LEGAL_REPRESENTATIVE', toSubject: 'clean-supplier' }),
    );
  });

  it('give every firm of the ecosystem one legal representative, who is a person', () => {
    for (const { subject } of [...records.supplier, ...records.dealer]) {
      const representatives = of('relation', 'toSubject', subject).filter(
        ({ kind }) => kind === 'LEGAL_REPRESENTATIVE',
      );
      expect(representatives).toHaveLength(1);
      expect(the('subject', representatives[0]!.fromSubject!).kind).toBe('PERSON');
    }
  });

  it('put the five of the ring on one telephone and one number', () => {
    const ring = ['ring-1', 'ring-2', 'ring-3', 'ring-4', 'ring-5'];
    expect(of('device_use', 'device', 'phone-ring').map(({ subject }) => subject)).toEqual(ring);
    const numbers = ring.map((subject) =>
      of('contact_point_use', 'subject', subject).map((use) => use.contactPoint),
    );
    expect(new Set(numbers.flat()).size).toBe(1);
  });

  it('close circles of guarantees of the other two kinds', () => {
    const among = (prefix: string) =>
      guarantors.filter((pair) => pair.split(' > ').every((key) => key.startsWith(prefix)));
    expect(among('mutual-dealer-')).toHaveLength(2);
    expect(among('joint-dealer-')).toHaveLength(6);
    expect(the('loan', 'loan-joint-dealer-c')).toMatchObject({ status: 'OVERDUE' });
  });

  it('give the owner at the end of the chain exactly a quarter, over two paths', () => {
    const share = (holder: string, firm: string) =>
      Number(the('relation', `${holder}/SHAREHOLDER/${firm}`).weight) / 100;
    const through = share('chain-owner', 'chain-holding') * share('chain-holding', 'chain-dealer');
    expect(through + share('chain-owner', 'chain-dealer')).toBe(0.25);
    expect(the('relation', 'chain-silent-owner/SHAREHOLDER/chain-dealer').weight).toBeNull();
    expect(share('cross-dealer', 'cross-holding') * share('cross-holding', 'cross-dealer')).toBeGreaterThan(
      0,
    );
  });

  it('put more people on the network of the mall than any ring has, and none of a story of rings', () => {
    const users = of('device_use', 'device', 'mall-network').map(({ subject }) => subject!);
    expect(users.length).toBeGreaterThan(200);
    expect(users.filter((key) => key.startsWith('ring-'))).toEqual([]);
  });

  it('send the same goods round three dealers of one room, month after month', () => {
    const orders = records.order.filter(({ sellerSubject }) => sellerSubject!.startsWith('round-dealer-'));
    const pairs = new Map<string, number>();
    for (const { sellerSubject, buyerSubject } of orders) {
      const pair = `${sellerSubject!.at(-1)}${buyerSubject!.at(-1)}`;
      pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
    }
    expect(Object.fromEntries(pairs)).toEqual({ ab: 6, bc: 6, ca: 6 });
    expect(of('contact_point_use', 'contactPoint', 'address-round-office')).toHaveLength(3);
  });

  it('lend twice against one delivery', () => {
    const [one, other] = of('waybill', 'waybillNo', 'TW-2026-05-W1');
    expect(the('order', one!.order!).total).toBe(the('order', other!.order!).total);
    expect(of('loan', 'subject', 'twice-supplier').map(({ product }) => product)).toEqual([
      'RECEIVABLE',
      'RECEIVABLE',
    ]);
  });

  it('name, for all that is hidden in them, subjects that are there', () => {
    const planted = demoPlanted();
    expect(new Set(planted.map(({ pattern }) => pattern)).size).toBeGreaterThan(10);
    for (const { members } of planted) for (const key of members) expect(the('subject', key).key).toBe(key);
  });

  it('bring only one dealer before the courts and into enforcement', () => {
    const suits = of('lawsuit', 'subject', 'sued-dealer');
    expect(suits.map(({ stage }) => stage)).toEqual(['ENFORCEMENT', 'JUDGED', 'FILED']);
    expect(of('lawsuit', 'stage', 'ENFORCEMENT')).toHaveLength(1);
  });
});

describe('demo consents', () => {
  const ofSubject = (subject: string) => of('consent', 'subject', subject);

  it('let every person be asked about at Shanghai Credit but the three whose story forbids it', () => {
    const now = '2026-06-30T04:00:00.000Z';
    const persons = CAST.filter(({ kind }) => kind === 'PERSON').map(({ key }) => key);
    const askable = persons.filter((subject) =>
      ofSubject(subject).some(
        (consent) =>
          consent.bureau === 'SHANGHAI_CREDIT' &&
          consent.type === 'QUERY' &&
          consent.validFrom! <= now &&
          consent.validTo! > now &&
          consent.revokedAt === null,
      ),
    );
    expect(persons.filter((key) => !askable.includes(key))).toEqual([
      'no-consent',
      'consent-expired',
      'consent-revoked',
    ]);
    expect(ofSubject('no-consent')).toEqual([]);
  });

  it('name every purpose that needs one', () => {
    for (const { purposes } of records.consent) {
      expect(purposes!.split(' ').sort()).toEqual([
        'CREDIT_CHECK',
        'GUARANTEE_REVIEW',
        'LOAN_APPROVAL',
        'MID_LOAN',
        'POST_LOAN',
      ]);
    }
  });
});
