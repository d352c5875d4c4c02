import { LedgerBeforeRepository } from '../../../src/risk/features/ledger-before.repository';
import { featuresOfLoans, type LoanWithFeatures } from '../../../src/risk/features/loan-features';
import { LoansOnAccountsRepository } from '../../../src/risk/features/loans-on-accounts.repository';
import { describeOnDatabases } from '../../support/databases';
import { ImportBench } from '../bulk-import/import-bench';

const LOAN_DAYS: Readonly<Record<string, string>> = { A: '2026-03-01', B: '2026-04-01', C: '2026-04-01' };
const booking = (key: string, account: string, bookedOn: string, amount: string, balance: string) => ({
  key,
  account,
  bookedOn,
  direction: amount.startsWith('-') ? 'DEBIT' : 'CREDIT',
  kind: 'TRANSFER_IN',
  amount: amount.replace('-', ''),
  balance,
  currency: 'CZK',
});

describeOnDatabases('The features of loans', (target) => {
  let bench: ImportBench;

  beforeAll(async () => {
    bench = await ImportBench.open(target.url());
    const accounts = ['A', 'B', 'C'];
    await bench.load(
      'subject',
      accounts.map((key) => ({ key, kind: 'PERSON' })),
    );
    await bench.load(
      'account',
      accounts.map((key) => ({
        key,
        accountNo: key,
        kind: 'PAYMENT',
        status: 'ACTIVE',
        balance: '0.00',
        currency: 'CZK',
        openedOn: '2025-01-01',
      })),
    );
    const loan = (key: string, account: string, issuedOn: string) => ({
      key,
      subject: account,
      account,
      loanNo: key,
      product: 'CONSUMER',
      status: 'CURRENT',
      principal: '1000.00',
      outstanding: '1000.00',
      currency: 'CZK',
      instalment: '100.00',
      termMonths: '12',
      issuedOn,
      overdueDays: '0',
    });
    const { rejects } = await bench.load('loan', [
      ...Object.entries(LOAN_DAYS).map(([account, day]) => loan(`loan-${account}`, account, day)),
      loan('loan-A-later', 'A', '2026-05-01'),
    ]);
    expect(rejects).toEqual([]);
    const { inserted } = await bench.load('ledger_entry', [
      ...Array.from({ length: 11 }, (_, n) =>
        booking(`a${n}`, 'A', `2026-02-${String(n + 10)}`, '100.00', `${n + 1}00.00`),
      ),
      booking('a-eve', 'A', '2026-02-28', '-1200.00', '-100.00'),
      booking('a-between', 'A', '2026-04-10', '300.00', '200.00'),
      booking('b-eve', 'B', '2026-03-31', '50.00', '50.00'),
    ]);
    expect(inserted).toBe(14);
  });
  afterAll(() => bench?.close());

  async function featuresBy(rowsOfStatement?: number): Promise<Map<string, LoanWithFeatures>> {
    const ledger = new LedgerBeforeRepository(bench.database, rowsOfStatement);
    const found = new Map<string, LoanWithFeatures>();
    for await (const loans of new LoansOnAccountsRepository(bench.database).loans())
      for await (const one of featuresOfLoans(ledger, loans)) found.set(one.loan.loanNo, one);
    return found;
  }

  it('are those of the eve of each loan, on one account as on several', async () => {
    const found = await featuresBy();
    expect([...found.keys()].sort()).toEqual(['loan-A', 'loan-A-later', 'loan-B', 'loan-C']);
    expect(found.get('loan-A')?.features).toMatchObject({
      historyDays: 19,
      balanceLast: -100,
      monthsNegative: 1,
    });
    expect(found.get('loan-A-later')?.features).toMatchObject({ historyDays: 80, balanceLast: 200 });
    expect(found.get('loan-B')?.features).toMatchObject({ historyDays: 1, balanceLast: 50 });
    expect(found.get('loan-C')?.features).toBeNull();
  });

  it('are the same whatever is read at a time', async () => {
    const whole = await featuresBy();
    for (const rows of [1, 2, 5, 14]) expect(await featuresBy(rows)).toEqual(whole);
  });

  it('do not change for anything that is booked on the day of the loan or after it', async () => {
    const before = await featuresBy();
    await bench.load('ledger_entry', [
      booking('late-1', 'A', '2026-05-01', '-9000.00', '-8800.00'),
      booking('late-2', 'A', '2026-06-01', '-9000.00', '-17800.00'),
      booking('late-3', 'B', '2026-04-01', '7.00', '57.00'),
      booking('late-4', 'C', '2026-04-01', '7.00', '7.00'),
      booking('late-5', 'C', '2030-01-01', '7.00', '14.00'),
    ]);
    expect(await featuresBy()).toEqual(before);
    // One on the eve does.
    await bench.load('ledger_entry', [booking('eve', 'C', '2026-03-31', '7.00', '7.00')]);
    expect((await featuresBy()).get('loan-C')?.features).toMatchObject({ historyDays: 1, balanceLast: 7 });
  });
});
