import { createHash } from 'node:crypto';
import { loadRecords } from '../../src/bulk-import';
import { fictionalMobile, fictionalPersonName, fictionalResidentId } from '../../src/demo';
import { systemClock } from '../../src/kernel';
import type { DataVault } from '../../src/platform/crypto';
import { type Database, idGenerator } from '../../src/platform/database';

type Values = Readonly<Record<string, string>>;

export const residentIdOf = (n: number): string =>
  fictionalResidentId({ birthDate: `19${60 + (n % 35)}-0${1 + (n % 9)}-1${n % 10}`, sequence: n % 1000 });

/** Borrowers who each have everything: account with entries, supplier and dealer side, trade, a loan, consents. */
export async function loadWholeBorrowers(database: Database, vault: DataVault, count: number): Promise<void> {
  const everyone = Array.from({ length: count }, (_, n) => n);
  const hash = createHash('sha256').update('fictional').digest('hex');
  const load = async (target: string, records: readonly Values[]): Promise<void> => {
    const rejects: unknown[] = [];
    await loadRecords(
      { database, vault, nextId: idGenerator(7), clock: systemClock('2026-06-30') },
      {
        source: 'whole',
        target,
        records: records.map((values, line) => ({ line, values })),
        batchSize: 2000,
        onReject: (reject) => rejects.push(reject),
      },
    );
    if (rejects.length > 0) throw new Error(`${target}: ${JSON.stringify(rejects[0])}`);
  };
  const each = (make: (n: number) => Values): Values[] => everyone.map(make);
  const orders = everyone.flatMap((n) =>
    ['p', 's'].flatMap((side) => [0, 1, 2, 3].map((o) => ({ n, side, o, key: `${side}${n}-${o}` }))),
  );
  await load(
    'subject',
    each((n) => ({
      key: `${n}`,
      kind: 'PERSON',
      name: fictionalPersonName(n, 'F'),
      residentId: residentIdOf(n),
      mobile: fictionalMobile(20_000 + n),
    })),
  );
  await load(
    'account',
    everyone.flatMap((n) =>
      [0, 1].map((a) => ({
        key: `${n}-${a}`,
        accountNo: `99${n}${a}`.padEnd(12, '0'),
        kind: 'PAYMENT',
        status: 'ACTIVE',
        balance: '10.00',
        currency: 'CNY',
        openedOn: '2024-01-01',
      })),
    ),
  );
  await load(
    'account_holder',
    everyone.flatMap((n) =>
      [0, 1].map((a) => ({ key: `${n}-${a}`, subject: `${n}`, account: `${n}-${a}`, role: 'OWNER' })),
    ),
  );
  await load(
    'supplier',
    each((n) => ({
      key: `${n}`,
      subject: `${n}`,
      supplierNo: `S${n}`,
      name: `示例${n}`,
      tier: 'CORE',
      status: 'ACTIVE',
      since: '2023-01-01',
    })),
  );
  await load(
    'dealer',
    each((n) => ({
      key: `${n}`,
      subject: `${n}`,
      dealerNo: `D${n}`,
      name: `示例${n}`,
      level: 'GOLD',
      status: 'ACTIVE',
      currency: 'CNY',
      since: '2023-01-01',
    })),
  );
  await load(
    'order',
    orders.map(({ n, side, key }) => ({
      key,
      orderNo: key,
      [side === 'p' ? 'supplier' : 'dealer']: `${n}`,
      status: 'COMPLETED',
      total: '100.00',
      currency: 'CNY',
      orderedOn: '2026-01-05',
    })),
  );
  await load(
    'waybill',
    orders.map(({ key }) => ({ key, order: key, waybillNo: key, receivedAt: '2026-01-09T08:00:00Z' })),
  );
  await load(
    'invoice',
    orders.map(({ key }) => ({
      key,
      order: key,
      invoiceNo: key,
      status: 'VALID',
      total: '100.00',
      currency: 'CNY',
      issuedOn: '2026-01-10',
    })),
  );
  await load(
    'trade_payment',
    orders.map(({ key }) => ({
      key,
      order: key,
      method: 'TRANSFER',
      amount: '100.00',
      currency: 'CNY',
      paidAt: '2026-02-01T08:00:00Z',
    })),
  );
  await load(
    'loan',
    each((n) => ({
      key: `${n}`,
      subject: `${n}`,
      loanNo: `L${n}`,
      product: 'CONSUMER',
      status: 'CURRENT',
      principal: '1000.00',
      outstanding: '500.00',
      currency: 'CNY',
      termMonths: '12',
      issuedOn: '2026-01-01',
      overdueDays: '0',
    })),
  );
  await load(
    'consent',
    each((n) => ({
      key: `${n}`,
      consentNo: `C-${n}`,
      subject: `${n}`,
      bureau: 'SHANGHAI_CREDIT',
      type: 'QUERY',
      purposes: 'LOAN_APPROVAL POST_LOAN',
      dataCategories: 'IDENTITY LENDING',
      templateVersion: '1',
      textHash: hash,
      signedAt: '2026-01-01T00:00:00Z',
      validFrom: '2026-01-01T00:00:00Z',
      channel: 'APP',
      evidenceHash: hash,
    })),
  );
}
