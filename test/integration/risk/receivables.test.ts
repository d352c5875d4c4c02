import { TradeFactsRepository } from '../../../src/risk/facts/sources/trade-facts.repository';
import { soundReceivables } from '../../../src/risk/facts/sources/trade-standing';
import { describeOnDatabases } from '../../support/databases';
import { ImportBench } from '../bulk-import/import-bench';

const DAY = '2026-06-01';
const PARTIES = ['seller', 'buyer', 'factor', 'writer', 'debtor'];

/** An order of 1,000.00 that was sent and invoiced, with the payments for it: payer, payee, amount. */
const ORDERS: Readonly<Record<string, readonly (readonly [string | null, string | null, string])[]>> = {
  unpaid: [],
  'paid in part': [['buyer', 'seller', '400.00']],
  'paid in part to a factor': [['buyer', 'factor', '400.00']],
  'paid in part to a factor by nobody named': [[null, 'factor', '400.00']],
  'paid to nobody named': [['buyer', null, '400.00']],
  'returned in part to the buyer': [
    ['buyer', 'seller', '500.00'],
    ['seller', 'buyer', '100.00'],
  ],
  paid: [['buyer', 'seller', '1000.00']],
};

/** Amounts and states of the invoices of an order, and what is open of it. */
const INVOICES: Readonly<Record<string, readonly [open: bigint, ...all: (readonly [string, string])[]]>> = {
  'is one': [100_000n, ['1000.00', 'VALID']],
  'is one in two parts': [100_000n, ['400.00', 'VALID'], ['600.00', 'VALID']],
  'was made void and written anew': [100_000n, ['1000.00', 'VOID'], ['1000.00', 'VALID']],
  'was given back in part': [70_000n, ['1000.00', 'VALID'], ['-300.00', 'VALID']],
  'was given back in part, by a red letter marked so': [70_000n, ['1000.00', 'VALID'], ['-300.00', 'RED']],
  'was reversed': [0n, ['1000.00', 'RED'], ['-1000.00', 'VALID']],
  'was reversed and written anew': [90_000n, ['1000.00', 'RED'], ['-1000.00', 'VALID'], ['900.00', 'VALID']],
  'was reversed without its red letter': [90_000n, ['1000.00', 'RED'], ['900.00', 'VALID']],
};

describeOnDatabases('Receivables of a firm', (target) => {
  let bench: ImportBench;
  let open: Map<string, { minor: bigint; isPaidElsewhere: boolean }>;
  let sound: ReturnType<typeof soundReceivables>;

  beforeAll(async () => {
    bench = await ImportBench.open(target.url());
    const keys = Object.keys(ORDERS).map((_, n) => `O-${n + 1}`);
    const money = { total: '1000.00', currency: 'CNY' };
    await bench.load(
      'subject',
      PARTIES.map((key) => ({ key, kind: 'ENTERPRISE' })),
    );
    await bench.load(
      'order',
      keys.map((key) => ({
        ...money,
        key,
        orderNo: key,
        sellerSubject: 'seller',
        buyerSubject: 'buyer',
        status: 'SHIPPED',
        orderedOn: '2026-05-01',
      })),
    );
    await bench.load(
      'waybill',
      keys.map((key) => ({ key, order: key, waybillNo: `W-${key}` })),
    );
    await bench.load(
      'invoice',
      keys.map((key) => ({
        ...money,
        key,
        order: key,
        invoiceNo: `I-${key}`,
        status: 'VALID',
        issuedOn: '2026-05-05',
        dueOn: '2026-07-05',
      })),
    );
    const payments = Object.values(ORDERS).flatMap((paid, n) =>
      paid.map(([payerSubject, payeeSubject, amount], i) => ({
        key: `P-${n}-${i}`,
        order: keys[n]!,
        payerSubject,
        payeeSubject,
        method: 'TRANSFER',
        amount,
        currency: 'CNY',
        paidAt: '2026-05-20T02:00:00Z',
      })),
    );
    const { inserted, rejects } = await bench.load('trade_payment', payments);
    expect([inserted, rejects]).toEqual([payments.length, []]);
    const [row] = await bench.database.rows<{ id: string }>(
      "SELECT id FROM subject WHERE source_key = 'seller'",
    );
    const orders = await bench.database.rows<{ id: string; order_no: string }>(
      'SELECT id, order_no FROM trade_order',
    );
    const found = await new TradeFactsRepository(bench.database).receivables([String(row!.id)], DAY);
    const all = found.get(String(row!.id)) ?? [];
    open = new Map(
      all.map(({ orderId, openMinor, isPaidElsewhere }) => {
        const { order_no } = orders.find(({ id }) => String(id) === orderId)!;
        return [Object.keys(ORDERS)[keys.indexOf(order_no)]!, { minor: openMinor, isPaidElsewhere }];
      }),
    );
    sound = soundReceivables(all, [], DAY);
  }, 60_000);
  afterAll(() => bench?.close());

  it('and payables count what invoices ask for, whatever of them was reversed', async () => {
    const money = { currency: 'CNY', issuedOn: '2026-05-05', dueOn: '2026-05-31' };
    const names = Object.keys(INVOICES);
    await bench.load(
      'order',
      names.map((key) => ({
        ...{ key, orderNo: key, sellerSubject: 'writer', buyerSubject: 'debtor', status: 'SHIPPED' },
        ...{ total: '1000.00', currency: 'CNY', orderedOn: '2026-05-01' },
      })),
    );
    const invoices = Object.entries(INVOICES).flatMap(([order, [, ...all]]) =>
      all.map(([total, status], n) => {
        const key = `${order} ${n}`;
        return { ...money, key, invoiceNo: key, order, total, status };
      }),
    );
    const { rejects } = await bench.load('invoice', invoices);
    expect(rejects).toEqual([]);
    const ids = new Map(
      (
        await bench.database.rows<{ id: string; source_key: string }>(
          "SELECT id, source_key FROM subject WHERE source_key IN ('writer', 'debtor')",
        )
      ).map(({ id, source_key }) => [source_key, String(id)]),
    );
    const orders = await bench.database.rows<{ id: string; order_no: string }>(
      'SELECT id, order_no FROM trade_order',
    );
    const nameOf = (orderId: string) => orders.find(({ id }) => String(id) === orderId)?.order_no ?? '';
    const told = (found: Map<string, readonly { orderId: string; openMinor: bigint }[]>, who: string) =>
      Object.fromEntries(
        (found.get(ids.get(who)!) ?? []).map(({ orderId, openMinor }) => [nameOf(orderId), openMinor]),
      );
    const facts = new TradeFactsRepository(bench.database);
    const all = [...ids.values()];
    const open = Object.fromEntries(
      Object.entries(INVOICES).flatMap(([name, [minor]]) => (minor === 0n ? [] : [[name, minor]])),
    );
    expect(told(await facts.receivables(all, DAY), 'writer')).toEqual(open);
    expect(told(await facts.payables(all, DAY), 'debtor')).toEqual(open);
  });

  it.each([
    ['unpaid', 100_000n, false],
    ['paid in part', 60_000n, false],
    ['paid in part to a factor', 100_000n, true],
    ['paid in part to a factor by nobody named', 100_000n, true],
    ['paid to nobody named', 60_000n, false],
    ['returned in part to the buyer', 50_000n, false],
  ])('that are %s stand open with %p, financed elsewhere: %p', (name, minor, isPaidElsewhere) => {
    expect(open.get(name)).toEqual({ minor, isPaidElsewhere });
  });

  it('are lent against where nobody else was paid for them', () => {
    expect(open.has('paid')).toBe(false);
    expect(sound).toEqual([{ currency: 'CNY', minor: 270_000n, orders: 4 }]);
  });
});
