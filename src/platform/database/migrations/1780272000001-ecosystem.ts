import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  bigint,
  cell,
  code,
  createTable,
  date,
  digest,
  dropTables,
  instant,
  integer,
  nullable,
  sourced,
  words,
} from './schema';

/** What the ecosystem knows: accounts with their holders and entries, suppliers, dealers and their trade. */
export class Ecosystem1780272000001 implements MigrationInterface {
  readonly name = 'Ecosystem1780272000001';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, 'account', {
      columns: [
        bigint('id'),
        digest('no_index'),
        cell('no_cell'),
        code('kind', 16),
        code('status', 12),
        bigint('balance_minor'),
        code('currency', 3),
        date('opened_on'),
        nullable(date('closed_on')),
        nullable(code('region_code', 12)),
        ...sourced(),
      ],
      key: ['id'],
      indexes: [['no_index'], ['opened_on', 'id'], ['status', 'opened_on', 'id']],
    });
    await createTable(runner, 'account_holder', {
      columns: [
        bigint('subject_id'),
        bigint('account_id'),
        bigint('id'),
        code('role', 12),
        nullable(date('since')),
        ...sourced(),
      ],
      key: ['subject_id', 'account_id', 'id'],
      indexes: [['account_id', 'role', 'subject_id']],
    });
    await createTable(runner, 'ledger_entry', {
      columns: [
        bigint('account_id'),
        date('booked_on'),
        bigint('id'),
        code('direction', 6),
        code('kind', 24),
        bigint('amount_minor'),
        nullable(bigint('balance_minor')),
        code('currency', 3),
        nullable(code('purpose', 24)),
        nullable(code('counterparty_bank', 24)),
        nullable(cell('counterparty_account_cell')),
        nullable(digest('counterparty_account_index')),
        ...sourced(),
      ],
      key: ['account_id', 'booked_on', 'id'],
      indexes: [['counterparty_account_index']],
    });
    await createTable(runner, 'standing_order', {
      columns: [
        bigint('account_id'),
        bigint('id'),
        bigint('amount_minor'),
        code('currency', 3),
        nullable(code('purpose', 24)),
        nullable(code('counterparty_bank', 24)),
        nullable(cell('counterparty_account_cell')),
        ...sourced(),
      ],
      key: ['account_id', 'id'],
    });
    await createTable(runner, 'supplier', {
      columns: [
        bigint('id'),
        bigint('subject_id'),
        code('supplier_no', 40),
        words('name'),
        code('tier', 12),
        code('status', 12),
        nullable(words('category', 80)),
        nullable(code('region_code', 12)),
        date('since'),
        ...sourced(),
      ],
      key: ['id'],
      indexes: [['subject_id', 'id'], ['supplier_no'], ['name', 'id'], ['since', 'id']],
    });
    await createTable(runner, 'dealer', {
      columns: [
        bigint('id'),
        bigint('subject_id'),
        code('dealer_no', 40),
        words('name'),
        nullable(words('region', 80)),
        code('level', 12),
        code('status', 12),
        nullable(bigint('credit_limit_minor')),
        code('currency', 3),
        date('since'),
        ...sourced(),
      ],
      key: ['id'],
      indexes: [['subject_id', 'id'], ['dealer_no'], ['name', 'id'], ['since', 'id']],
    });
    await createTable(runner, 'trade_order', {
      columns: [
        bigint('id'),
        code('order_no', 64),
        nullable(bigint('supplier_id')),
        nullable(bigint('dealer_id')),
        nullable(bigint('seller_subject_id')),
        nullable(bigint('buyer_subject_id')),
        code('status', 12),
        bigint('total_minor'),
        code('currency', 3),
        date('ordered_on'),
        nullable(date('due_on')),
        nullable(words('destination', 80)),
        ...sourced(),
      ],
      key: ['id'],
      indexes: [
        ['supplier_id', 'ordered_on', 'id'],
        ['dealer_id', 'ordered_on', 'id'],
        ['order_no'],
        ['seller_subject_id', 'buyer_subject_id', 'currency', 'ordered_on', 'status'],
        ['buyer_subject_id', 'seller_subject_id', 'currency', 'ordered_on', 'status'],
      ],
    });
    await createTable(runner, 'trade_order_line', {
      columns: [
        bigint('order_id'),
        integer('line_no'),
        bigint('id'),
        code('sku', 64),
        nullable(words('description')),
        bigint('quantity_milli'),
        nullable(bigint('unit_price_minor')),
        bigint('amount_minor'),
        code('currency', 3),
        ...sourced(),
      ],
      key: ['order_id', 'line_no', 'id'],
    });
    await createTable(runner, 'waybill', {
      columns: [
        bigint('order_id'),
        bigint('id'),
        code('waybill_no', 64),
        nullable(words('carrier', 80)),
        nullable(code('mode', 16)),
        nullable(instant('shipped_at')),
        nullable(instant('received_at')),
        nullable(bigint('quantity_milli')),
        nullable(bigint('weight_gram')),
        nullable(bigint('freight_minor')),
        nullable(code('currency', 3)),
        ...sourced(),
      ],
      key: ['order_id', 'id'],
      indexes: [['waybill_no']],
    });
    await createTable(runner, 'invoice', {
      columns: [
        bigint('order_id'),
        bigint('id'),
        code('invoice_no', 64),
        code('status', 8),
        bigint('total_minor'),
        nullable(bigint('tax_minor')),
        code('currency', 3),
        date('issued_on'),
        nullable(date('due_on')),
        ...sourced(),
      ],
      key: ['order_id', 'id'],
      indexes: [['invoice_no']],
    });
    await createTable(runner, 'trade_payment', {
      columns: [
        bigint('order_id'),
        bigint('id'),
        nullable(bigint('payer_subject_id')),
        nullable(bigint('payee_subject_id')),
        code('method', 16),
        bigint('amount_minor'),
        code('currency', 3),
        instant('paid_at'),
        ...sourced(),
      ],
      key: ['order_id', 'id'],
      indexes: [
        ['payer_subject_id', 'paid_at'],
        ['payee_subject_id', 'paid_at'],
      ],
    });
    await createTable(runner, 'loan', {
      columns: [
        bigint('subject_id'),
        bigint('id'),
        nullable(bigint('account_id')),
        code('loan_no', 64),
        code('product', 24),
        code('status', 12),
        bigint('principal_minor'),
        bigint('outstanding_minor'),
        code('currency', 3),
        nullable(integer('annual_rate_micro')),
        nullable(bigint('instalment_minor')),
        integer('term_months'),
        date('issued_on'),
        nullable(date('due_on')),
        integer('overdue_days'),
        ...sourced(),
      ],
      key: ['subject_id', 'id'],
      unique: [['id']],
      indexes: [['issued_on', 'id'], ['status', 'issued_on', 'id'], ['account_id'], ['loan_no']],
    });
    await createTable(runner, 'loan_instalment', {
      columns: [
        bigint('loan_id'),
        integer('number'),
        bigint('id'),
        code('status', 12),
        bigint('principal_minor'),
        bigint('interest_minor'),
        bigint('paid_minor'),
        code('currency', 3),
        date('due_on'),
        nullable(date('paid_on')),
        ...sourced(),
      ],
      key: ['loan_id', 'number', 'id'],
    });
    await createTable(runner, 'loan_payment', {
      columns: [
        bigint('loan_id'),
        bigint('id'),
        bigint('amount_minor'),
        code('currency', 3),
        instant('paid_at'),
        nullable(code('channel', 16)),
        ...sourced(),
      ],
      key: ['loan_id', 'id'],
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, [
      'account',
      'account_holder',
      'ledger_entry',
      'standing_order',
      'supplier',
      'dealer',
      'trade_order',
      'trade_order_line',
      'waybill',
      'invoice',
      'trade_payment',
      'loan',
      'loan_instalment',
      'loan_payment',
    ]);
  }
}
