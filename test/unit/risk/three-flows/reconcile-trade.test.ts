import type { KnownFlow } from '../../../../src/risk/three-flows/core/flow-amounts';
import { TradeRefused } from '../../../../src/risk/three-flows/core/refuse-trade';
import { AS_OF, aTrade, BUYER, type Changes, invoice, payment, reconcile, SELLER, waybill } from './a-trade';

const OPEN = { status: 'OPEN', orderedOn: '2026-06-20', dueOn: '2026-07-20' } as const;
const judged = (changes: Changes = {}, asOf = AS_OF) => reconcile(aTrade(changes), asOf);
const codes = (changes: Changes = {}) => judged(changes).findings.map(({ code }) => code);
const flow = (changes: Changes, index: 0 | 1 | 2): KnownFlow => {
  const found = judged(changes).flows[index];
  if (!found.known) throw new Error('the flow is unknown');
  return found;
};
const shared = (alike: number) => ({ orders: 1, alike, orderId: '101', invoicedOn: '2026-03-06' });
const loan = (loanId: string, issuedOn: string) => ({
  loanId,
  loanNo: `L-${loanId}`,
  principalMinor: 800_000n,
  currency: 'CNY',
  issuedOn,
});

const REVERSED = [
  invoice({ id: 'i1', status: 'RED' }),
  invoice({ id: 'i2', isRedLetter: true }),
  invoice({ id: 'i3' }),
];

describe('A trade in which all came', () => {
  it('is matured, of grade A and without findings', () => {
    expect(judged()).toMatchObject({
      state: 'MATURED',
      grade: 'A',
      consistencyPpm: 1_000_000n,
      level: 'NONE',
      findings: [],
      paidMinor: 1_000_000n,
    });
  });

  it.each<[what: string, changes: Changes, state: string, grade: string | null, consistency: bigint | null]>([
    ['an order over nothing', { order: { totalMinor: 0n } }, 'WITHOUT_VALUE', null, null],
    ['one fen', one(1n), 'MATURED', 'A', 1_000_000n],
    ['more than a float holds', one(9_007_199_254_740_993n), 'MATURED', 'A', 1_000_000n],
    ['a cancelled order', { order: { status: 'CANCELLED' } }, 'CANCELLED', null, null],
    [
      'all given back',
      { invoices: [invoice(), invoice({ id: 'i2', isRedLetter: true })] },
      'RETURNED',
      null,
      null,
    ],
    ['an invoice reversed and written anew', { invoices: REVERSED }, 'MATURED', 'A', 1_000_000n],
    [
      'an invoice reversed, of which a part was given back',
      {
        invoices: [...REVERSED, invoice({ id: 'i4', isRedLetter: true, totalMinor: 400_000n })],
        payments: [payment({ amountMinor: 600_000n })],
      },
      'MATURED',
      'A',
      1_000_000n,
    ],
    [
      'a reversed invoice without its red letter',
      { invoices: [...REVERSED.slice(0, 1), invoice()] },
      'MATURED',
      'A',
      1_000_000n,
    ],
    ['a fen missing', { payments: [payment({ amountMinor: 999_999n })] }, 'MATURED', 'A', 1_000_000n],
    ['95 %', { payments: [payment({ amountMinor: 950_000n })] }, 'MATURED', 'A', 950_000n],
    ['just below 95 %', { payments: [payment({ amountMinor: 949_999n })] }, 'MATURED', 'B', 949_999n],
    ['85 %', { payments: [payment({ amountMinor: 850_000n })] }, 'MATURED', 'B', 850_000n],
    ['just below 85 %', { payments: [payment({ amountMinor: 849_999n })] }, 'MATURED', 'C', 849_999n],
    ['70 %', { payments: [payment({ amountMinor: 700_000n })] }, 'MATURED', 'C', 700_000n],
    ['just below 70 %', { payments: [payment({ amountMinor: 699_999n })] }, 'MATURED', 'D', 699_999n],
    ['nothing paid though it is due', { payments: [] }, 'MATURED', 'D', 0n],
    ['nothing at all though it is due', { payments: [], invoices: [], waybills: [] }, 'MATURED', 'D', 0n],
  ])('by its amounts: %s', (_, changes, state, grade, consistencyPpm) => {
    expect(judged(changes)).toMatchObject({ state, grade, consistencyPpm });
  });

  function one(totalMinor: bigint): Changes {
    return {
      order: { totalMinor, lines: [{ sku: 'A', quantityMilli: 10_000n, amountMinor: totalMinor }] },
      invoices: [invoice({ totalMinor, taxMinor: 0n })],
      payments: [payment({ amountMinor: totalMinor })],
      history: null,
    };
  }
});

describe('What is no mismatch', () => {
  it('is a prepayment: the goods and the invoice are pending', () => {
    const changes: Changes = {
      order: OPEN,
      waybills: [],
      invoices: [],
      payments: [payment({ paidOn: '2026-06-21' })],
    };
    expect(judged(changes)).toMatchObject({
      state: 'PENDING',
      grade: null,
      consistencyPpm: null,
      findings: [],
    });
    expect(flow(changes, 1)).toMatchObject({ matchedMinor: 0n, pendingMinor: 1_000_000n, shortMinor: 0n });
    expect(flow(changes, 2)).toMatchObject({ matchedMinor: 1_000_000n, pendingMinor: 0n });
  });

  it('is an order in transit, until the day after it is due', () => {
    const changes: Changes = {
      order: { ...OPEN, status: 'SHIPPED', dueOn: AS_OF },
      waybills: [waybill({ shippedOn: '2026-06-22', receivedOn: null })],
      invoices: [],
      payments: [],
    };
    expect(judged(changes)).toMatchObject({ state: 'PENDING', findings: [] });
    expect(judged(changes, '2026-07-01')).toMatchObject({ state: 'MATURED', grade: 'D' });
  });

  it('is a partial delivery that is invoiced and paid as far as it went', () => {
    const changes: Changes = {
      waybills: [waybill({ quantityMilli: 6_000n })],
      invoices: [invoice({ totalMinor: 600_000n, taxMinor: null })],
      payments: [payment({ amountMinor: 600_000n })],
    };
    expect(judged(changes)).toMatchObject({ grade: 'A', consistencyPpm: 1_000_000n });
    expect(flow(changes, 1)).toMatchObject({ matchedMinor: 600_000n, shortMinor: 400_000n });
    expect(codes(changes)).toContain('UNDELIVERED');
  });

  it('is a delivery in two parts', () => {
    const half = { quantityMilli: 5_000n };
    expect(
      judged({ waybills: [waybill(half), waybill({ ...half, id: 'w2', waybillNo: 'W-2' })] }).grade,
    ).toBe('A');
  });

  it('is a return by a red-letter invoice, with its refund', () => {
    const changes: Changes = {
      invoices: [
        invoice(),
        invoice({ id: 'i2', invoiceNo: 'I-2', isRedLetter: true, totalMinor: 200_000n, taxMinor: null }),
      ],
      payments: [payment(), payment({ id: 'p2', payerId: SELLER, payeeId: BUYER, amountMinor: 200_000n })],
    };
    expect(judged(changes)).toMatchObject({
      grade: 'A',
      returnedMinor: 200_000n,
      payableMinor: 800_000n,
      roundTripMinor: 0n,
      rebateMinor: 0n,
      findings: [],
    });
  });

  it.each([
    ['a tenth', 100_000n, { rebateMinor: 100_000n, roundTripMinor: 0n, grade: 'A' }],
    ['a fen more than a tenth', 100_001n, { rebateMinor: 0n, roundTripMinor: 100_001n, grade: 'C' }],
  ])('is a rebate of up to a tenth: %s', (_, amountMinor, expected) => {
    const back = payment({ id: 'p2', payerId: SELLER, payeeId: BUYER, amountMinor });
    expect(judged({ payments: [payment(), back] })).toMatchObject(expected);
  });

  it('is value added tax on top of an order that is stated without it', () => {
    const net: Changes = {
      invoices: [invoice({ totalMinor: 1_130_000n, taxMinor: 130_000n })],
      payments: [payment({ amountMinor: 1_130_000n })],
    };
    expect(judged(net)).toMatchObject({
      grade: 'A',
      isNetOfTax: true,
      payableMinor: 1_130_000n,
      findings: [],
    });
    const short = judged({ ...net, payments: [payment()] });
    expect(short).toMatchObject({ consistencyPpm: 884_955n, grade: 'B' });
  });

  it('is a record that the source never delivers', () => {
    const changes: Changes = {
      supplied: { waybills: true, invoices: false, payments: false },
      invoices: [],
      payments: [],
    };
    const trade = judged(changes);
    expect(trade).toMatchObject({ state: 'MATURED', grade: null, consistencyPpm: null, findings: [] });
    expect(trade.flows[0]).toEqual({ kind: 'INFORMATION', known: false, reason: 'NOT_SUPPLIED' });
  });

  it('is a waybill without a quantity: the flow of goods is not known', () => {
    expect(judged({ waybills: [waybill({ quantityMilli: null })] }).flows[1]).toEqual({
      kind: 'LOGISTICS',
      known: false,
      reason: 'QUANTITY_MISSING',
    });
  });
});

describe('What the checks find', () => {
  const back = payment({
    id: 'p2',
    payerId: SELLER,
    payeeId: BUYER,
    amountMinor: 990_000n,
    paidOn: '2026-04-03',
  });
  const tie = { kind: 'COMMON', throughIds: ['9'] } as const;
  const round = { orderIds: ['100', '101'], subjectIds: [SELLER, BUYER], sku: 'A' };
  const twice: Changes = { waybills: [waybill({ shared: shared(1) })] };

  it.each<[what: string, changes: Changes, code: string, level: string, grade: string | null]>([
    ['an invoice over the order', over(1_000_002n), 'OVER_BILLED', 'HIGH', 'C'],
    ['an invoice far over the order', over(1_200_001n), 'FAR_OFF', 'HIGH', 'C'],
    ['lines that do not add up', { order: { lines: [line(900_000n)] } }, 'LINES_DIFFER', 'WATCH', 'A'],
    [
      'goods before the order',
      { waybills: [waybill({ shippedOn: '2026-02-28' })] },
      'DATES_OUT_OF_ORDER',
      'WATCH',
      'A',
    ],
    [
      'a receipt before the shipment',
      { waybills: [waybill({ receivedOn: '2026-03-01' })] },
      'DATES_OUT_OF_ORDER',
      'WATCH',
      'A',
    ],
    [
      'due before issued',
      { invoices: [invoice({ dueOn: '2026-03-04' })] },
      'DATES_OUT_OF_ORDER',
      'WATCH',
      'A',
    ],
    [
      'a sale to oneself',
      { order: { buyerId: SELLER }, payments: [payment({ payerId: SELLER })] },
      'SELF_DEALING',
      'SEVERE',
      'D',
    ],
    ['another currency', { payments: [payment({ currency: 'USD' })] }, 'CURRENCY_DIFFERS', 'WATCH', 'D'],
    ['no waybill', { waybills: [] }, 'NO_SHIPMENT', 'HIGH', 'D'],
    [
      'more received than ordered',
      { waybills: [waybill({ quantityMilli: 10_001n })] },
      'QUANTITY_DIFFERS',
      'WATCH',
      'A',
    ],
    ['goods without weight', { waybills: [waybill({ weightGram: 0n })] }, 'WEIGHTLESS', 'WATCH', 'A'],
    ['a shared truck', { waybills: [waybill({ shared: shared(0) })] }, 'SHIPMENT_SHARED', 'WATCH', 'A'],
    ['a shipment shown twice', twice, 'SHIPMENT_REUSED', 'HIGH', 'C'],
    ['a stranger who pays', { payments: [payment({ payerId: '3' })] }, 'THIRD_PARTY_PAYER', 'WATCH', 'D'],
    ['money to a stranger', { payments: [payment({ payeeId: '3' })] }, 'PAID_ELSEWHERE', 'HIGH', 'D'],
    ['too much money', { payments: [payment({ amountMinor: 1_000_002n })] }, 'OVERPAID', 'WATCH', 'A'],
    ['no money', { payments: [] }, 'UNPAID', 'WATCH', 'D'],
    ['money that goes back', { payments: [payment(), back] }, 'FUNDS_RETURNED', 'SEVERE', 'D'],
    ['a void invoice', { invoices: [invoice({ status: 'VOID' })] }, 'INVOICE_NOT_VALID', 'HIGH', 'D'],
    ['a reversed invoice', { invoices: [invoice({ status: 'RED' })] }, 'INVOICE_NOT_VALID', 'HIGH', 'D'],
    [
      'an invoice number used twice',
      { invoices: [invoice({ shared: shared(0) })] },
      'INVOICE_REUSED',
      'HIGH',
      'C',
    ],
    [
      'two loans on one shipment',
      { ...twice, financings: [loan('1', '2026-03-06'), loan('2', '2026-04-05')] },
      'DUPLICATE_FINANCING',
      'SEVERE',
      'D',
    ],
    ['related parties', { tie }, 'RELATED_PARTIES', 'WATCH', 'A'],
    ['goods that go round', { rounds: [round] }, 'CIRCULAR_TRADE', 'SEVERE', 'D'],
    ['papers between related firms', { waybills: [], tie }, 'FICTITIOUS_TRADE', 'SEVERE', 'D'],
    [
      'papers with money that goes back',
      { waybills: [], payments: [payment(), back] },
      'FICTITIOUS_TRADE',
      'SEVERE',
      'D',
    ],
    ['a spike', { history: { orders: 4, totalMinor: 799_999n } }, 'AMOUNT_SPIKE', 'WATCH', 'A'],
    ['a long term', { invoices: [invoice({ dueOn: '2026-08-29' })] }, 'LONG_TERM', 'WATCH', 'A'],
  ])('%s', (_, changes, code, level, grade) => {
    const trade = judged(changes);
    expect(trade.findings).toContainEqual(expect.objectContaining({ code, level }));
    expect(trade.grade).toBe(grade);
  });

  it.each<[what: string, changes: Changes, code: string]>([
    ['an invoice a fen over', over(1_000_001n), 'OVER_BILLED'],
    ['an invoice a fifth over', over(1_200_000n), 'FAR_OFF'],
    [
      'a loan on each, one 31 days late',
      { ...twice, financings: [loan('1', '2026-03-06'), loan('2', '2026-04-06')] },
      'DUPLICATE_FINANCING',
    ],
    ['one loan', { ...twice, financings: [loan('1', '2026-03-06')] }, 'DUPLICATE_FINANCING'],
    [
      'a shared truck and two loans',
      {
        waybills: [waybill({ shared: shared(0) })],
        financings: [loan('1', '2026-03-06'), loan('2', '2026-03-07')],
      },
      'DUPLICATE_FINANCING',
    ],
    ['papers between strangers', { waybills: [] }, 'FICTITIOUS_TRADE'],
    ['five times the mean', { history: { orders: 4, totalMinor: 800_000n } }, 'AMOUNT_SPIKE'],
    ['no history', { history: null }, 'AMOUNT_SPIKE'],
    ['an empty history', { history: { orders: 0, totalMinor: 0n } }, 'AMOUNT_SPIKE'],
    ['180 days', { invoices: [invoice({ dueOn: '2026-08-28' })] }, 'LONG_TERM'],
    ['parties that nobody names', { order: { sellerId: null, buyerId: null } }, 'THIRD_PARTY_PAYER'],
    ['a cancelled order', { order: { status: 'CANCELLED' }, tie }, 'RELATED_PARTIES'],
  ])('and does not: %s', (_, changes, code) => {
    expect(codes(changes)).not.toContain(code);
  });

  it('is given with what shows it', () => {
    const [finding] = judged({
      ...twice,
      financings: [loan('7', '2026-03-06'), loan('8', '2026-03-09')],
    }).findings;
    expect(finding).toMatchObject({
      code: 'DUPLICATE_FINANCING',
      reference: 'W-1',
      shown: [
        { kind: 'Order', id: '100' },
        { kind: 'Order', id: '101' },
        { kind: 'Loan', id: '7' },
        { kind: 'Loan', id: '8' },
      ],
    });
  });

  function over(totalMinor: bigint): Changes {
    return { invoices: [invoice({ totalMinor, taxMinor: null })] };
  }
  function line(amountMinor: bigint) {
    return { sku: 'A', quantityMilli: 10_000n, amountMinor };
  }
});

describe('A value that cannot be', () => {
  it.each<[place: string, problem: string, changes: Changes]>([
    ['order.totalMinor', 'NEGATIVE', { order: { totalMinor: -1n } }],
    ['order.totalMinor', 'NOT_WHOLE', { order: { totalMinor: Number.NaN as unknown as bigint } }],
    ['order.orderedOn', 'FUTURE', { order: { orderedOn: '2026-07-01' } }],
    ['order.dueOn', 'NOT_A_DATE', { order: { dueOn: '2026-02-30' } }],
    [
      'order.lines[0].quantityMilli',
      'NEGATIVE',
      { order: { lines: [{ sku: 'A', quantityMilli: -1n, amountMinor: 0n }] } },
    ],
    [
      'waybills[0].quantityMilli',
      'NOT_WHOLE',
      { waybills: [waybill({ quantityMilli: Number.POSITIVE_INFINITY as unknown as bigint })] },
    ],
    ['waybills[0].receivedOn', 'FUTURE', { waybills: [waybill({ receivedOn: '2027-01-01' })] }],
    ['invoices[1].totalMinor', 'NEGATIVE', { invoices: [invoice(), invoice({ totalMinor: -5n })] }],
    ['invoices[0].issuedOn', 'NOT_A_DATE', { invoices: [invoice({ issuedOn: 'soon' })] }],
    ['payments[0].amountMinor', 'NEGATIVE', { payments: [payment({ amountMinor: -1n })] }],
    ['payments[0].paidOn', 'FUTURE', { payments: [payment({ paidOn: '2026-07-01' })] }],
    [
      'financings[0].principalMinor',
      'NEGATIVE',
      { financings: [{ ...loan('1', AS_OF), principalMinor: -1n }] },
    ],
    ['history.totalMinor', 'NEGATIVE', { history: { orders: 1, totalMinor: -1n } }],
  ])('is refused by its place: %s %s', (place, problem, changes) => {
    expect.assertions(2);
    try {
      judged(changes);
    } catch (error) {
      expect(error).toBeInstanceOf(TradeRefused);
      expect(error).toMatchObject({ place, problem });
    }
  });

  it('is refused in the day itself', () => {
    expect(() => reconcile(aTrade(), 'today')).toThrow('asOf: NOT_A_DATE');
  });
});
