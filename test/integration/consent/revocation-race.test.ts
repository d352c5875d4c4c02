import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ENTITIES } from '../../../src/app/entities';
import { type AuditEvent, AuditTrail } from '../../../src/audit';
import type { BureauConnector } from '../../../src/bureaus/bureau.port';
import { BureauDirectory, type EnabledBureau } from '../../../src/bureaus/directory/bureau-directory';
import type { Intent } from '../../../src/bureaus/inquiry/credit-question';
import { reserve } from '../../../src/bureaus/inquiry/reserving';
import { Sender } from '../../../src/bureaus/inquiry/sending';
import { ReportRepository } from '../../../src/bureaus/inquiry/stored/report.repository';
import type { ConsentRecord } from '../../../src/consent';
import { mergeConsents } from '../../../src/consent/bulk';
import { ConsentDesk } from '../../../src/consent/mutations/consent-desk';
import { money, PERMISSIONS, systemClock } from '../../../src/kernel';
import { CursorCodec, DataVault } from '../../../src/platform/crypto';
import { Database, idGenerator, type Transaction } from '../../../src/platform/database';
import { IdempotentWrites } from '../../../src/platform/idempotency';
import { LoaderRegistry } from '../../../src/platform/loaders';
import { Deadline, requestContext } from '../../../src/platform/request';
import { describeOnDatabases } from '../../support/databases';

/** How the inquiry path asserts its consents. All but `locked` are broken on purpose: the race must show it. */
let assertion: 'locked' | 'never' | 'unlocked' = 'locked';
let elsewhere: Database;

jest.mock('../../../src/consent', () => {
  const real = jest.requireActual('../../../src/consent');
  return {
    ...real,
    liveConsents: async (transaction: Transaction, ids: readonly string[], at: Date) => {
      if (assertion === 'never') return new Set(ids);
      if (assertion === 'locked') return real.liveConsents(transaction, ids, at);
      const rows = await elsewhere.rows<{ id: string | number }>(
        `SELECT id FROM consent WHERE id IN (${ids.map(() => '?').join()}) AND revoked_at IS NULL`,
        ids,
      );
      // As long as a busy machine may take from the look to the commit.
      await sleep(5);
      return new Set(rows.map((row) => String(row.id)));
    },
  };
});

const RACES = Number(process.env.CONSENT_RACES ?? 100);
/** At most: a broken race ends when it has shown what it is to show. */
const BROKEN_RACES = 300;
/** On a busy machine one side may win all races of a round. */
const MOST_ROUNDS = 10;
/** Tries that run side by side, each with a client of its own. */
const SIDE_BY_SIDE = 6;
const BUREAU = 'SHANGHAI_CREDIT';

const clock = systemClock('2026-06-30');
const ring = randomBytes(32);
const vault = new DataVault({
  cells: { active: 'k', keys: new Map([['k', ring]]) },
  blindIndex: ring,
  rowHash: ring,
  cursors: ring,
});

const STAGES = ['before', 'asked', 'reserved', 'left'] as const;
type Stage = (typeof STAGES)[number];

interface Tally {
  /** Left before the withdrawal. */
  sent: number;
  /** Never reserved. */
  refused: number;
  /** Reserved before the withdrawal, and kept back when it was to leave. */
  keptBack: number;
  /** Reserved after the withdrawal was stored. */
  reservedAfter: number;
  /** Left after the withdrawal was stored, though it had not left before. */
  leftAfter: number;
}

/** The audit of the replica that withdraws: it looks at the ledger while the consent is still locked. */
class LookingAudit extends AuditTrail {
  readonly ledger = new Map<string, ReadonlyMap<string, string>>();

  override recordIn(transaction: Transaction, events: readonly AuditEvent[]): void {
    super.recordIn(transaction, events);
    for (const { action, subjectId } of events)
      if (action === 'CONSENT_REVOCATION' && subjectId)
        transaction.beforeCommit(async () => {
          this.ledger.set(subjectId, await statesOf(transaction, subjectId));
        });
  }
}

async function statesOf(reader: Pick<Transaction, 'rows'>, subjectId: string): Promise<Map<string, string>> {
  const rows = await reader.rows<{ id: string | number; state: string }>(
    'SELECT id, state FROM bureau_inquiry WHERE subject_id = ?',
    [subjectId],
  );
  return new Map(rows.map(({ id, state }) => [String(id), state]));
}

describeOnDatabases('A withdrawal that races with an inquiry', (target) => {
  let asking: Database;
  let withdrawing: Database;
  let subjects = 0;
  const left = new Set<string>();
  const leaving = new Map<string, () => void>();

  beforeAll(async () => {
    asking = await Database.open({ url: target.url() }, ENTITIES);
    withdrawing = await Database.open({ url: target.url() }, ENTITIES);
    elsewhere = withdrawing;
  });
  afterEach(() => {
    assertion = 'locked';
  });
  afterAll(async () => {
    await asking.close();
    await withdrawing.close();
  });

  const contextOf = (clientId: string) =>
    requestContext({
      correlationId: 'race',
      principal: { subject: 'tester', clientId, role: 'app', permissions: new Set(PERMISSIONS) },
      clock,
      deadline: Deadline.after(600_000),
      cursors: new CursorCodec(Buffer.alloc(32)),
      registry: new LoaderRegistry([]),
    });

  /** A bureau that takes every call and only notes which have left. */
  const connector: BureauConnector = {
    profile: {
      code: BUREAU,
      name: 'race',
      nameZh: '竞态',
      covers: ['PERSON'],
      purposes: ['LOAN_APPROVAL'],
      reuseDays: 15,
    },
    schemes: ['RESIDENT_ID'],
    priceMinor: 1n,
    timeoutMs: 60_000,
    data: () => ({ required: ['application.monthlyIncome'], optional: [] }),
    inquire: async ({ inquiryId }) => {
      left.add(inquiryId);
      leaving.get(inquiryId)?.();
      leaving.delete(inquiryId);
      return { kind: 'NO_RECORD' };
    },
  };

  /** @param withdrawn the consent to the inquiry, or that to telling the bureau the income, which it must have */
  async function race(
    count: number,
    withdrawn: 'QUERY' | 'SENSITIVE',
    shown: (tally: Tally) => boolean = () => false,
  ): Promise<Tally> {
    const tally: Tally = { sent: 0, refused: 0, keptBack: 0, reservedAfter: 0, leftAfter: 0 };
    const faults: unknown[] = [];
    const nextId = idGenerator(1);
    const audit = new AuditTrail(clock, nextId);
    const looking = new LookingAudit(clock, idGenerator(2));
    const reports = new ReportRepository(vault, nextId);
    const budget = { calls: 1_000_000, spentMinor: 1_000_000n };
    const deps = {
      database: asking,
      nextId,
      clock,
      audit,
      reports,
      budget,
      onFault: (e: unknown) => faults.push(e),
    };
    const sender = new Sender(deps);
    const bureau = new BureauDirectory([connector], []).find(BUREAU) as EnabledBureau;
    const desk = new ConsentDesk({
      vault,
      nextId: idGenerator(3),
      clock,
      audit: looking,
      writes: new IdempotentWrites({ database: withdrawing, vault, nextId: idGenerator(4), clock }),
    });

    const inquire = async (
      intent: Intent,
      clientId: string,
      reached: (stage: Stage) => void,
    ): Promise<void> => {
      const context = contextOf(clientId);
      reached('asked');
      const { won } = await reserve([intent], context, deps);
      reached('reserved');
      if (won[0]) leaving.set(won[0].inquiry.id, () => reached('left'));
      if (won.length > 0) await sender.send(bureau, won, context);
      reached('left');
    };
    const one = async (intent: Intent, lane: number, n: number): Promise<void> => {
      const { subjectId } = intent.question;
      const { consentNo } = withdrawn === 'QUERY' ? intent.consent : (intent.sensitive[0] as ConsentRecord);
      // The withdrawal begins around a stage of the inquiry, a little later each time.
      const stage = STAGES[n % STAGES.length] as Stage;
      let begin = () => {};
      const begun = new Promise<void>((resolve) => {
        begin = resolve;
      });
      const withdrawal = begun
        .then(() => (n % 5 > 0 ? sleep(n % 5) : undefined))
        .then(() => desk.revoke({ consentNo, reason: 'SUBJECT_REQUEST' }, null, contextOf('withdrawer')));
      if (stage === 'before') begin();
      // Where it begins before, the inquiry takes its turn beside it.
      const asked = (stage === 'before' ? sleep(n % 7) : Promise.resolve()).then(() =>
        inquire(intent, `lane-${lane}`, (reached) => {
          if (reached === stage) begin();
        }),
      );
      await Promise.all([asked, withdrawal]);
      const seen = looking.ledger.get(subjectId);
      if (!seen) throw new Error('the withdrawal saw no ledger');
      const after = await statesOf(asking, subjectId);
      if (after.size === 0) tally.refused += 1;
      for (const id of after.keys()) {
        const state = seen.get(id);
        if (state === undefined) tally.reservedAfter += 1;
        if (left.has(id) && (state === undefined || state === 'RESERVED')) tally.leftAfter += 1;
        if (left.has(id) && state !== undefined && state !== 'RESERVED') tally.sent += 1;
        if (!left.has(id) && state === 'RESERVED') tally.keptBack += 1;
      }
    };

    const intents = await freshIntents(count, bureau, nextId);
    const lanes = Array.from({ length: SIDE_BY_SIDE }, async (_, lane) => {
      for (let n = lane; n < count && !shown(tally); n += SIDE_BY_SIDE)
        await one(intents[n] as Intent, lane, n);
    });
    await Promise.all(lanes);
    expect(faults).toEqual([]);
    return tally;
  }

  /** A question about a new subject each, under a consent of its own. */
  async function freshIntents(count: number, bureau: EnabledBureau, nextId: () => string): Promise<Intent[]> {
    const signedAt = new Date('2026-01-01T00:00:00Z');
    const intents: Intent[] = [];
    for (let start = 0; start < count; start += 500) {
      const inputs = Array.from({ length: Math.min(500, count - start) }, () => {
        subjects += 1;
        return (['QUERY', 'SENSITIVE'] as const).map((type) => ({
          sourceKey: `${type}-${subjects}`,
          consentNo: `${type}-${subjects}`,
          subjectId: `${subjects}`,
          bureau: BUREAU,
          type,
          purposes: ['LOAN_APPROVAL' as const],
          dataCategories: type === 'SENSITIVE' ? ['INCOME'] : ['CREDIT_REPORT'],
          templateVersion: '1',
          textHash: '0'.repeat(64),
          signedAt,
          validFrom: signedAt,
          channel: 'APP',
          evidenceHash: '1'.repeat(64),
        }));
      });
      const { ids } = await asking.write((transaction) =>
        mergeConsents(transaction, { vault, nextId }, 'race', inputs.flat()),
      );
      for (const pair of inputs) {
        const [consent, sensitive] = pair.map(
          ({ sourceKey, consentNo, subjectId, type, purposes, dataCategories }): ConsentRecord => ({
            id: ids.get(sourceKey) as string,
            consentNo,
            subjectId,
            bureau: BUREAU,
            type,
            purposes,
            dataCategories,
            signedAt,
            validFrom: signedAt,
            validTo: null,
            untilSettledLoanId: null,
            revokedAt: null,
          }),
        ) as [ConsentRecord, ConsentRecord];
        const monthlyIncome = money(1_000_000n, 'CNY');
        intents.push({
          question: {
            subjectId: consent.subjectId,
            bureau: BUREAU,
            purpose: 'LOAN_APPROVAL',
            mode: 'INQUIRE_IF_STALE',
            maxAgeDays: null,
            reason: { kind: 'APPLICATION', ref: 'APP-1' },
            requestKey: null,
          },
          bureau,
          consent,
          consents: [consent, sensitive],
          freshSince: signedAt,
          sensitive: [sensitive],
          facts: { application: { monthlyIncome }, specialCategories: ['INCOME'] },
        } as unknown as Intent);
      }
    }
    return intents;
  }

  /** Races a round, and more until they have shown what they are to show. */
  async function raceUntil(
    shown: (tally: Tally) => boolean,
    round: () => Promise<Tally>,
  ): Promise<{ tally: Tally; rounds: number }> {
    let tally = await round();
    let rounds = 1;
    for (; !shown(tally) && rounds < MOST_ROUNDS; rounds += 1) {
      const more = await round();
      tally = {
        sent: tally.sent + more.sent,
        refused: tally.refused + more.refused,
        keptBack: tally.keptBack + more.keptBack,
        reservedAfter: tally.reservedAfter + more.reservedAfter,
        leftAfter: tally.leftAfter + more.leftAfter,
      };
    }
    return { tally, rounds };
  }

  it.each(['QUERY', 'SENSITIVE'] as const)(
    `of a %s consent is never passed by a reservation or a first byte, in ${RACES} tries`,
    async (withdrawn) => {
      // A race that one side always wins shows nothing.
      const eachWins = ({ sent, refused, keptBack }: Tally) => Math.min(sent, refused, keptBack) > 0;
      const { tally, rounds } = await raceUntil(eachWins, () => race(RACES, withdrawn));
      if (RACES > 1_000) process.stdout.write(`${target.dialect} ${withdrawn}: ${JSON.stringify(tally)}\n`);
      expect(tally).toMatchObject({ reservedAfter: 0, leftAfter: 0 });
      expect(tally.sent + tally.refused + tally.keptBack).toBe(RACES * rounds);
      expect(eachWins(tally)).toBe(true);
    },
    120_000 + RACES * 100,
  );

  it.each(['QUERY', 'SENSITIVE'] as const)(
    'of a %s consent is passed where nobody asserts it, and the race shows it',
    async (withdrawn) => {
      assertion = 'never';
      const shown = ({ reservedAfter, leftAfter }: Tally) => reservedAfter > 0 && leftAfter > 0;
      const { tally } = await raceUntil(shown, () => race(BROKEN_RACES, withdrawn, shown));
      expect(shown(tally)).toBe(true);
    },
    120_000,
  );

  if (target.dialect === 'mariadb')
    it('is passed where the consent is looked at without a lock, and the race shows it', async () => {
      assertion = 'unlocked';
      const shown = ({ reservedAfter, leftAfter }: Tally) => reservedAfter + leftAfter > 0;
      const { tally } = await raceUntil(shown, () => race(BROKEN_RACES, 'QUERY', shown));
      expect(shown(tally)).toBe(true);
    }, 120_000);
});
