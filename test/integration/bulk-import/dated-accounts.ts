/** An export to interrupt the import of: accounts, every hundredth of which was opened on a day that does not exist. */

const WRONG_EVERY = 100;

/** What the command says when it has stopped within an import. */
export const GOES_ON = 'The batches before this are stored; the same command goes on behind them.\n';

export const mappingOfAccounts = (source: string): string => `
source: ${source}
sources:
  accounts: { file: accounts.csv }
tables:
  - target: account
    from: accounts
    key: { column: no }
    fields:
      accountNo: { column: no }
      kind: { const: PAYMENT }
      status: { const: ACTIVE }
      balance: { const: "0.00" }
      currency: { const: CNY }
      openedOn: { date: opened, format: YYYY-MM-DD }
`;

/** `accounts.csv`; the keys are the numbers from 1. */
export function accountsFile(rows: number): string {
  const day = (no: number) => (no % WRONG_EVERY === 0 ? '2001-02-30' : '2001-02-03');
  const lines = Array.from({ length: rows }, (_, i) => `${i + 1},${day(i + 1)}\n`);
  return `no,opened\n${lines.join('')}`;
}

/** What a whole import of so many rows, however often it was interrupted, must count. */
export function wholeCounts(rows: number) {
  const rejected = rows / WRONG_EVERY;
  return { read: rows, inserted: rows - rejected, updated: 0, unchanged: 0, rejected };
}
