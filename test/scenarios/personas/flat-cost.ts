import { loadRecords } from '../../../src/bulk-import';
import { encodeNodeId, systemClock } from '../../../src/kernel';
import { idGenerator } from '../../../src/platform/database';
import type { RunningGateway } from '../../support/gateway';
import { keyOf } from './ask-bureaus';

const MANY = 200;

/**
 * A borrower of each kind of whom there is everything to be read: of the person ties, things, reports and firms led, of the
 * firm a round of sales.
 */
const WHOLE = { PERSON: 'fictitious-owner', ENTERPRISE: 'round-dealer-a' } as const;
/** Who sells in the same round: what is read of one of them need not be read of the others. */
const SAME_ROUND = ['round-dealer-b', 'round-dealer-c'];

const ASKED = {
  'all four indicators, fraud among them': 'indicators { level evidence { code nodeIds } missing { input } }',
  'the three flows':
    'threeFlows { grade findings { code trades } trades(first: 1) { findings { nodeIds } } }',
  'payments and devices': `paymentPortrait { ... on PaymentPortrait { currencies { bookings } signals { code } } }
    deviceScene { ... on DeviceScene { devices { users } signals { code } } }`,
  'the portrait': 'portrait { creditFile { state } completeness { known total } }',
} as const;

/** Two hundred borrowers of one kind are read by as many statements as one of them. */
export function flatCost(gateway: () => RunningGateway): void {
  beforeAll(() => addFirms(gateway()));

  describe.each(['PERSON', 'ENTERPRISE'] as const)('of each %s', (kind) => {
    let one: string;
    let many: string[];
    beforeAll(async () => {
      const { data } = await gateway().query(
        'query ($keys: [BorrowerKey!]!) { borrowers(keys: $keys) { ... on Borrower { id } } }',
        { keys: [WHOLE[kind], ...SAME_ROUND].map(keyOf) },
      );
      const left: string[] = data.borrowers.map(({ id }: { id: string }) => id);
      one = left[0] as string;
      const rows = await gateway().gateway.database.rows<{ id: string | number }>(
        `SELECT id FROM subject WHERE kind = ? ORDER BY id LIMIT ${MANY + left.length}`,
        [kind],
      );
      const others = rows
        .map(({ id }) => encodeNodeId('Borrower', String(id)))
        .filter((id) => !left.includes(id));
      many = [one, ...others].slice(0, MANY);
      expect(many).toHaveLength(MANY);
    });

    it.each(Object.entries(ASKED))('costs the same statements for 200 as for one: %s', async (_, fields) => {
      const alone = await counted([one], fields);
      const together = await counted(many, fields);
      expect(together.borrowers[0]).toEqual(alone.borrowers[0]);
      expect(together.sent).toEqual(alone.sent);
    });
  });

  /** The statements in the order of the alphabet, without their lists of keys: which one more there is can be seen. */
  async function counted(ids: readonly string[], fields: string) {
    const sent: string[] = [];
    const stop = gateway().gateway.database.onStatement((sql) => sent.push(sql));
    const { data, errors } = await gateway().query(
      `query ($keys: [BorrowerKey!]!) { borrowers(keys: $keys) { ... on Borrower { ${fields} } } }`,
      { keys: ids.map((id) => ({ id })) },
    );
    stop();
    expect(errors).toBeUndefined();
    const bare = (sql: string) =>
      sql
        .replaceAll(/\?(, *\?)+/g, '?')
        .replaceAll(/\s+/g, ' ')
        .slice(0, 120);
    return { borrowers: data.borrowers, sent: sent.map(bare).sort() };
  }
}

/** Firms with a trade each: the demo has too few. And who leads firms of both kinds of suspect trade: it has nobody. */
async function addFirms({ gateway: { database, vault } }: RunningGateway): Promise<void> {
  const keys = Array.from({ length: MANY }, (_, n) => `firm-${n + 1}`);
  const parts = { database, vault, nextId: idGenerator(7), clock: systemClock('2026-06-30') };
  const load = async (
    target: string,
    make: (key: string) => Record<string, string>,
    of: readonly string[] = keys,
  ): Promise<void> => {
    const rejects: unknown[] = [];
    await loadRecords(parts, {
      ...{ source: 'demo', target, batchSize: MANY, onReject: (reject) => rejects.push(reject) },
      records: of.map((key, line) => ({ line, values: { key, ...make(key) } })),
    });
    expect(rejects).toEqual([]);
  };
  await load('subject', (key) => ({ kind: 'ENTERPRISE', name: key }));
  await load('dealer', (subject) => ({
    ...{ subject, dealerNo: subject, name: subject, level: 'GOLD', status: 'ACTIVE', currency: 'CNY' },
    since: '2023-01-01',
  }));
  await load('order', (dealer) => ({
    ...{ orderNo: dealer, dealer, status: 'OPEN', total: '100.00', currency: 'CNY' },
    orderedOn: '2026-06-05',
  }));
  const led = { fromSubject: WHOLE.PERSON, kind: 'LEGAL_REPRESENTATIVE', toSubject: WHOLE.ENTERPRISE };
  await load('relation', () => led, ['led']);
}
