import type { Finding } from '../../../src/operations/data-checks/data-check';
import type { Database } from '../../../src/platform/database';

type Value = string | number | bigint | Buffer | null;

/** Changes rows of a database and can bring back what was there. */
export class Planter {
  readonly #undo: (() => Promise<unknown>)[] = [];

  constructor(private readonly database: Database) {}

  async id(sql: string): Promise<string> {
    const [row] = await this.database.rows<{ id: string | number | null }>(sql);
    if (row?.id == null) throw new Error(`no row to plant a violation in: ${sql}`);
    return String(row.id);
  }

  async ids(sql: string): Promise<string[]> {
    return (await this.database.rows<{ id: string | number }>(sql)).map(({ id }) => String(id));
  }

  first(table: string, where = '1 = 1'): Promise<string> {
    return this.id(`SELECT MIN(id) AS id FROM ${table} WHERE ${where}`);
  }

  async change(table: string, id: string, column: string, value: Value): Promise<void> {
    const [row] = await this.database.rows<{ value: Value }>(
      `SELECT ${column} AS value FROM ${table} WHERE id = ?`,
      [id],
    );
    const set = (to: Value) => this.run(`UPDATE ${table} SET ${column} = ? WHERE id = ?`, [to, id]);
    await set(value);
    this.#undo.push(() => set(row!.value));
  }

  async value(sql: string): Promise<Value> {
    const [row] = await this.database.rows<{ value: Value }>(sql);
    return row!.value;
  }

  /** `added` takes away what `sql` adds. */
  async add(sql: string, added: string): Promise<void> {
    await this.run(sql);
    this.#undo.push(() => this.run(added));
  }

  async undo(): Promise<void> {
    for (const undo of this.#undo.splice(0).reverse()) await undo();
  }

  run(sql: string, values: readonly Value[] = []): Promise<unknown> {
    return this.database.write((transaction) => transaction.run(sql, values));
  }
}

/** Plants one violation among rows in which there is none, and says what has to be found: that and nothing else. */
export interface Violation {
  readonly check: string;
  readonly title: string;
  plant(planter: Planter): Promise<readonly Finding[]>;
}

const NOBODY = '999';

const changed = (
  check: string,
  problem: string,
  [table, column, value]: readonly [table: string, column: string, value: Value],
  where?: string,
  found?: (id: string, planter: Planter) => Promise<Omit<Finding, 'problem'>>,
): Violation => ({
  check,
  title: `${table}.${column}: ${problem}`,
  async plant(planter) {
    const id = await planter.first(table, where);
    const at = (await found?.(id, planter)) ?? { table, id };
    await planter.change(table, id, column, value);
    return [{ ...at, problem }];
  },
});

const parentBy = (table: string, column: string, part: string) => async (id: string, planter: Planter) => ({
  table,
  id: await planter.id(`SELECT ${column} AS id FROM ${part} WHERE id = ${id}`),
});

const orphan = (table: string, column: string, parent: string): Violation =>
  changed('orphans', `${column} refers to no row of ${parent}`, [table, column, NOBODY]);

/** The number of one row is given to another one, and both are found. */
const sameNumber = (table: string, column: string, what: string): Violation => ({
  check: 'duplicate-numbers',
  title: `${table}.${column}`,
  async plant(planter) {
    const id = await planter.first(table);
    const other = await planter.first(table, `id <> ${id}`);
    const number = await planter.value(`SELECT ${column} AS value FROM ${table} WHERE id = ${id}`);
    await planter.change(table, other, column, number);
    const problem = `another row of the same source has the same ${what}`;
    return [id, other].map((found) => ({ table, id: found, problem }));
  },
});

const otherCurrency = (table: string, parent: string): Violation =>
  changed('one-currency', `its currency is not that of its ${parent}`, [table, 'currency', 'USD']);

/** The subject that is given another's resident id has one of his own, too. */
const PERSON = `SELECT MIN(subject_id) AS id FROM subject_identifier WHERE scheme = 'RESIDENT_ID'`;
const copied = (to: string, value: string, strong: string, id: string) =>
  `INSERT INTO subject_identifier
     (subject_id, scheme, issuer, value_index, value_cell, strong_index, warning, added_at)
   SELECT ${to}, scheme, issuer, ${value}, value_cell, ${strong}, warning, added_at
     FROM subject_identifier WHERE subject_id = ${id} AND scheme = 'RESIDENT_ID'`;

const DUPLICATE_IDENTIFIERS: readonly Violation[] = [
  {
    check: 'duplicate-identifiers',
    title: 'one person under two subjects',
    async plant(planter) {
      const id = await planter.id(PERSON);
      await planter.add(
        copied(NOBODY, 'value_index', 'NULL', id),
        `DELETE FROM subject_identifier WHERE subject_id = ${NOBODY}`,
      );
      const problem = 'an identifier that must be its own belongs to another subject, too';
      return [
        { table: 'subject', id, problem },
        { table: 'subject', id: NOBODY, problem },
        {
          table: 'subject',
          id: NOBODY,
          problem: 'an identifier that must be its own is not kept unique',
        },
      ];
    },
  },
  {
    check: 'duplicate-identifiers',
    title: 'two resident ids of one subject',
    async plant(planter) {
      const id = await planter.id(PERSON);
      const digest = `'${'x'.repeat(32)}'`;
      await planter.add(
        copied(id, digest, digest, id),
        `DELETE FROM subject_identifier WHERE subject_id = ${id} AND value_index = ${digest}`,
      );
      return [{ table: 'subject', id, problem: 'it has two identifiers of the scheme RESIDENT_ID' }];
    },
  },
];

/** A loan becomes one that was never paid out, and all that was repaid on it is at fault. */
const CANCELLED: Violation = {
  check: 'payments-have-a-loan',
  title: 'loan.status: its loan was cancelled',
  async plant(planter) {
    const loan = await planter.id('SELECT loan_id AS id FROM loan_payment ORDER BY id LIMIT 1');
    await planter.change('loan', loan, 'status', 'CANCELLED');
    const payments = await planter.ids(`SELECT id FROM loan_payment WHERE loan_id = ${loan}`);
    return payments.map((id) => ({ table: 'loan_payment', id, problem: 'its loan was cancelled' }));
  },
};

const OWED = `outstanding_minor > 0 AND overdue_days = 0 AND status = 'CURRENT'`;
const overdue = (column: string, value: Value, problem: string, where: string): Violation =>
  changed('overdue-loans', problem, ['loan', column, value], where);

export const VIOLATIONS: readonly Violation[] = [
  orphan('relation', 'to_subject_id', 'subject'),
  orphan('account_holder', 'account_id', 'account'),
  orphan('trade_order', 'buyer_subject_id', 'subject'),
  orphan('trade_order', 'dealer_id', 'dealer'),
  orphan('waybill', 'order_id', 'trade_order'),
  orphan('loan_payment', 'loan_id', 'loan'),
  orphan('device_use', 'device_id', 'device'),
  orphan('contact_point_use', 'contact_point_id', 'contact_point'),
  orphan('consent', 'until_settled_loan_id', 'loan'),
  ...DUPLICATE_IDENTIFIERS,
  sameNumber('account', 'no_index', 'account number'),
  sameNumber('supplier', 'supplier_no', 'supplier number'),
  sameNumber('dealer', 'dealer_no', 'dealer number'),
  sameNumber('loan', 'loan_no', 'loan number'),
  sameNumber('trade_order', 'order_no', 'order number'),
  sameNumber('invoice', 'invoice_no', 'invoice number'),
  changed(
    'mutual-relations',
    'it is stored in one direction only',
    ['relation', 'kind', 'SPOUSE'],
    `kind = 'GUARANTOR'`,
  ),
  changed(
    'accounts-have-an-owner',
    'nobody owns it',
    ['account_holder', 'role', 'DISPONENT'],
    undefined,
    parentBy('account', 'account_id', 'account_holder'),
  ),
  changed(
    'ledger-reconciles',
    'its day does not start with the balance that the last booking before it left',
    ['ledger_entry', 'amount_minor', 1],
    `id NOT IN (SELECT MIN(id) FROM ledger_entry) AND account_id = (SELECT account_id FROM ledger_entry ORDER BY id LIMIT 1)`,
  ),
  otherCurrency('ledger_entry', 'account'),
  otherCurrency('standing_order', 'account'),
  otherCurrency('loan_instalment', 'loan'),
  otherCurrency('loan_payment', 'loan'),
  otherCurrency('trade_order_line', 'trade_order'),
  otherCurrency('invoice', 'trade_order'),
  otherCurrency('trade_payment', 'trade_order'),
  changed(
    'instalments-add-up',
    'the principal of its instalments is not its principal',
    ['loan_instalment', 'principal_minor', 1],
    undefined,
    parentBy('loan', 'loan_id', 'loan_instalment'),
  ),
  changed('payments-have-a-loan', 'there is no such loan', ['loan_payment', 'loan_id', NOBODY]),
  changed('payments-have-a-loan', 'it was paid before the loan was issued', [
    'loan_payment',
    'paid_at',
    '2001-01-01 00:00:00.000',
  ]),
  CANCELLED,
  overdue('overdue_days', 12, 'it is overdue and its status is CURRENT or SETTLED', OWED),
  overdue('status', 'OVERDUE', 'its status is OVERDUE and it is not a day behind', OWED),
  overdue('outstanding_minor', 1, 'it is settled and something is still owed', `status = 'SETTLED'`),
  changed(
    'overdue-loans',
    'an instalment is overdue and the loan is not',
    ['loan_instalment', 'status', 'OVERDUE'],
    `loan_id IN (SELECT id FROM loan WHERE ${OWED})`,
    parentBy('loan', 'loan_id', 'loan_instalment'),
  ),
  changed('waybills-after-orders', 'it was shipped before the day of its order', [
    'waybill',
    'shipped_at',
    '2001-01-01 00:00:00.000',
  ]),
  changed(
    'waybills-after-orders',
    'it was received before it was shipped',
    ['waybill', 'shipped_at', '2031-01-01 00:00:00.000'],
    'received_at IS NOT NULL',
  ),
  changed(
    'invoices-add-up',
    'its invoices together exceed its total',
    ['invoice', 'total_minor', '900000000000'],
    undefined,
    parentBy('trade_order', 'order_id', 'invoice'),
  ),
  changed(
    'invoices-add-up',
    'its lines do not add up to its total',
    ['trade_order_line', 'amount_minor', 1],
    undefined,
    parentBy('trade_order', 'order_id', 'trade_order_line'),
  ),
  changed('invoices-add-up', 'its tax is more than its total', ['invoice', 'tax_minor', '900000000000']),
  changed('invoices-add-up', 'it is due before it was issued', ['invoice', 'due_on', '2001-01-01']),
];
