import { TARGET_NAMES } from '../../../src/bulk-import';
import { fictionalCreditCode, fictionalMobile, fictionalResidentId } from '../../../src/demo/identities';
import { describeOnDatabases } from '../../support/databases';
import { ImportBench } from './import-bench';

const CNY = { currency: 'CNY' };
const NOON = '2026-03-04T12:00:00.250+08:00';
const order = { order: 'o' };

/** Two rows of each target with every field that it has, but for what only one kind of subject has. */
const ROWS: Readonly<Record<string, readonly Record<string, string>[]>> = {
  subject: [
    {
      key: 'p',
      kind: 'PERSON',
      name: '测试甲',
      residentId: fictionalResidentId({ birthDate: '1985-03-12', sequence: 1 }),
      birthDate: '1985-03-12',
      sex: 'M',
      passport: 'E00000001',
      passportCountry: 'CHN',
      mobile: fictionalMobile(1),
      sameAs: 'erp:77',
    },
    {
      key: 'e',
      kind: 'ENTERPRISE',
      name: '测试有限公司',
      creditCode: fictionalCreditCode(1),
      regionCode: '370200',
    },
  ],
  account: [
    {
      key: 'a',
      accountNo: '6200 0001',
      kind: 'SAVINGS',
      status: 'CLOSED',
      balance: '-1.5',
      openedOn: '2020-01-01',
      closedOn: '2021-01-01',
      regionCode: '370200',
      ...CNY,
    },
    {
      key: 'b',
      accountNo: '6200 0002',
      kind: 'PAYMENT',
      status: 'ACTIVE',
      balance: '90071992547409.93',
      openedOn: '2020-01-01',
      ...CNY,
    },
  ],
  account_holder: [
    { key: '1', subject: 'p', account: 'a', role: 'OWNER', since: '2020-01-01' },
    { key: '2', subject: 'erp:77', account: 'b', role: 'CO_HOLDER' },
  ],
  ledger_entry: [
    {
      key: '1',
      account: 'a',
      bookedOn: '2020-02-02',
      direction: 'CREDIT',
      kind: 'TRANSFER_IN',
      amount: '5',
      balance: '6',
      purpose: 'LOAN',
      counterpartyBank: 'AB',
      counterpartyAccount: '123',
      ...CNY,
    },
    { key: '2', account: 'a', bookedOn: '2020-02-03', direction: 'DEBIT', kind: 'FEE', amount: '1', ...CNY },
  ],
  standing_order: [
    {
      key: '1',
      account: 'a',
      amount: '12',
      purpose: 'LOAN',
      counterpartyBank: 'AB',
      counterpartyAccount: '123',
      ...CNY,
    },
    { key: '2', account: 'a', amount: '13', ...CNY },
  ],
  supplier: [
    {
      key: 's',
      subject: 'e',
      supplierNo: 'S-1',
      name: '测试供应',
      tier: 'CORE',
      status: 'ACTIVE',
      category: '压缩机',
      regionCode: '370200',
      since: '2015-01-01',
    },
    {
      key: 's2',
      subject: 'e',
      supplierNo: 'S-2',
      name: 'Second',
      tier: 'TRIAL',
      status: 'ENDED',
      since: '2015-01-01',
    },
  ],
  dealer: [
    {
      key: 'd',
      subject: 'e',
      dealerNo: 'D-1',
      name: '测试经销',
      region: '青岛',
      level: 'GOLD',
      status: 'ACTIVE',
      creditLimit: '100000',
      since: '2015-01-01',
      ...CNY,
    },
    {
      key: 'd2',
      subject: 'e',
      dealerNo: 'D-2',
      name: 'Second',
      level: 'SILVER',
      status: 'SUSPENDED',
      since: '2015-01-01',
      ...CNY,
    },
  ],
  order: [
    {
      key: 'o',
      orderNo: 'O-1',
      supplier: 's',
      dealer: 'd',
      sellerSubject: 'e',
      buyerSubject: 'e',
      status: 'SHIPPED',
      total: '100',
      orderedOn: '2026-01-01',
      dueOn: '2026-02-01',
      destination: '青岛',
      ...CNY,
    },
    { key: 'o2', orderNo: 'O-2', status: 'OPEN', total: '1', orderedOn: '2026-01-01', ...CNY },
  ],
  order_line: [
    {
      key: '1',
      lineNo: '1',
      sku: 'K1',
      description: '冰箱',
      quantity: '1.5',
      unitPrice: '2',
      amount: '3',
      ...order,
      ...CNY,
    },
    { key: '2', lineNo: '2', sku: 'K2', quantity: '1', amount: '3', ...order, ...CNY },
  ],
  waybill: [
    {
      key: '1',
      waybillNo: 'W-1',
      carrier: '测试物流',
      mode: 'ROAD',
      shippedAt: NOON,
      receivedAt: NOON,
      quantity: '1',
      weight: '12.345',
      freight: '7',
      ...order,
      ...CNY,
    },
    { key: '2', waybillNo: 'W-2', ...order },
  ],
  invoice: [
    {
      key: '1',
      invoiceNo: 'I-1',
      status: 'VALID',
      total: '113',
      tax: '13',
      issuedOn: '2026-01-01',
      dueOn: '2026-02-01',
      ...order,
      ...CNY,
    },
    { key: '2', invoiceNo: 'I-2', status: 'RED', total: '-113', issuedOn: '2026-01-01', ...order, ...CNY },
  ],
  trade_payment: [
    {
      key: '1',
      payerSubject: 'e',
      payeeSubject: 'p',
      method: 'BILL',
      amount: '1',
      paidAt: NOON,
      ...order,
      ...CNY,
    },
    { key: '2', method: 'OTHER', amount: '1', paidAt: '2026-03-04T04:00:00Z', ...order, ...CNY },
  ],
  loan: [
    {
      key: 'l',
      subject: 'p',
      account: 'a',
      loanNo: 'L-1',
      product: 'CONSUMER',
      status: 'OVERDUE',
      principal: '100',
      outstanding: '50',
      annualRate: '0.085',
      instalment: '9',
      termMonths: '12',
      issuedOn: '2026-01-01',
      dueOn: '2027-01-01',
      overdueDays: '31',
      ...CNY,
    },
    {
      key: 'l2',
      subject: 'e',
      loanNo: 'L-2',
      product: 'INVENTORY',
      status: 'CURRENT',
      principal: '1',
      outstanding: '1',
      termMonths: '3',
      issuedOn: '2026-01-01',
      overdueDays: '0',
      ...CNY,
    },
  ],
  loan_instalment: [
    {
      key: '1',
      loan: 'l',
      number: '1',
      status: 'PAID',
      principal: '8',
      interest: '1',
      paid: '9',
      dueOn: '2026-02-01',
      paidOn: '2026-02-01',
      ...CNY,
    },
    {
      key: '2',
      loan: 'l',
      number: '2',
      status: 'DUE',
      principal: '8',
      interest: '1',
      paid: '0',
      dueOn: '2026-03-01',
      ...CNY,
    },
  ],
  loan_payment: [
    { key: '1', loan: 'l', amount: '9', paidAt: NOON, channel: 'APP', ...CNY },
    { key: '2', loan: 'l', amount: '9', paidAt: NOON, ...CNY },
  ],
  device: [
    {
      key: 'x',
      kind: 'PHONE',
      fingerprint: 'fp-1',
      systemName: 'Android 14',
      emulator: 'true',
      firstSeenAt: NOON,
    },
    { key: 'y', kind: 'OTHER', fingerprint: 'fp-2', emulator: 'false' },
  ],
  device_use: [
    { key: '1', subject: 'p', device: 'x', times: '3', firstSeenAt: NOON, lastSeenAt: NOON },
    { key: '2', subject: 'e', device: 'x', times: '1' },
  ],
  contact_point: [
    { key: 'm', kind: 'MOBILE', value: fictionalMobile(2) },
    { key: 'w', kind: 'WIFI', value: fictionalMobile(2) },
  ],
  contact_point_use: [
    { key: '1', subject: 'p', contactPoint: 'm', role: 'OWN', since: '2026-01-01', until: '2026-02-01' },
    { key: '2', subject: 'e', contactPoint: 'm', role: 'CONTACT' },
  ],
  relation: [
    {
      key: '1',
      fromSubject: 'p',
      kind: 'SHAREHOLDER',
      toSubject: 'e',
      weight: '5100',
      weightUnit: 'BASIS_POINT',
      since: '2015-01-01',
      until: '2020-01-01',
      evidence: '工商登记',
    },
    { key: '2', fromSubject: 'p', kind: 'GUARANTOR', toSubject: 'e' },
  ],
  lawsuit: [
    {
      key: '1',
      subject: 'e',
      caseNo: '(2026)鲁02民初1号',
      court: '测试法院',
      cause: '买卖合同',
      role: 'DEFENDANT',
      stage: 'JUDGED',
      filedOn: '2026-01-01',
      decidedOn: '2026-02-01',
      amount: '10',
      note: 'n',
      ...CNY,
    },
    { key: '2', subject: 'e', role: 'PLAINTIFF', stage: 'FILED' },
  ],
  consent: ['1', '2'].map((key) => ({
    key,
    consentNo: `C-${key}`,
    subject: 'p',
    bureau: 'SHANGHAI_CREDIT',
    type: 'QUERY',
    purposes: 'LOAN_APPROVAL POST_LOAN',
    dataCategories: 'CREDIT_REPORT',
    templateVersion: '2026-1',
    textHash: 'a'.repeat(64),
    signedAt: NOON,
    validFrom: NOON,
    validTo: '2027-03-04T12:00:00+08:00',
    untilSettledLoan: 'l',
    channel: 'APP',
    evidenceHash: 'B'.repeat(64),
  })),
};

const TABLE_OF: Readonly<Record<string, string>> = { order: 'trade_order', order_line: 'trade_order_line' };

describeOnDatabases('every target', (target) => {
  let bench: ImportBench;
  beforeAll(async () => {
    bench = await ImportBench.open(target.url());
  });
  afterAll(() => bench.close());

  it.each(TARGET_NAMES)('%s: stores two rows, and finds nothing to do the second time', async (name) => {
    const rows = ROWS[name]!;
    expect(await bench.load(name, rows)).toMatchObject({ inserted: 2, rejects: [] });
    const table = TABLE_OF[name] ?? name;
    const before = await bench.database.rows(`SELECT * FROM ${table} ORDER BY id`);
    expect(before).toHaveLength(2);
    expect(await bench.load(name, rows)).toMatchObject({ unchanged: 2, rejects: [] });
    expect(await bench.database.rows(`SELECT * FROM ${table} ORDER BY id`)).toEqual(before);
  });

  it('keeps amounts, quantities and moments exactly', async () => {
    const [waybill] = await bench.database.rows<Record<string, unknown>>(
      `SELECT * FROM waybill WHERE source_key = '1'`,
    );
    expect([waybill!.quantity_milli, waybill!.weight_gram, waybill!.freight_minor].map(String)).toEqual([
      '1000',
      '12345',
      '700',
    ]);
    expect(waybill!.shipped_at).toBe('2026-03-04 04:00:00.250');
    const [account] = await bench.database.rows<{ balance_minor: string | number }>(
      `SELECT balance_minor FROM account WHERE source_key = 'b'`,
    );
    expect(String(account!.balance_minor)).toBe('9007199254740993');
  });

  it('rejects the one consent that would change hands, not its batch', async () => {
    const [first, second] = ROWS.consent!;
    const loaded = await bench.load('consent', [{ ...first!, subject: 'e' }, second!]);
    expect(loaded).toMatchObject({ unchanged: 1, rejected: 1 });
    expect(loaded.rejects).toEqual([
      { line: 1, field: '', reason: 'is stored for another subject or bureau' },
    ]);
  });
});
