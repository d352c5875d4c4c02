import type { BuildOutcome, ContributionConnector, ContributionRecord, Finding } from '../../bureaus';
import { reportConsents } from '../../consent';
import {
  booksOfLoans,
  eventsOfIds,
  isOriginal,
  type LoanEvent,
  type OriginalLoanEvent,
  type RecordedLoanEvent,
} from '../../ecosystem';
import { addDays, type BusinessDate, type Clock } from '../../kernel';
import type { DataVault } from '../../platform/crypto';
import type { IdGenerator, Transaction } from '../../platform/database';
import { isAdverse, isTooOldToTell } from '../records/adverse';
import { type FactsOutcome, FactsRepository } from '../records/facts.repository';
import { tellsWhat } from '../records/telling';
import { ContributionEntity, ContributionStepEntity } from './contribution.entity';
import { type ContributionRow, recordOfRow, sealContent } from './contribution.rows';
import type { ContributionState } from './contribution.states';
import { knownOfLoan, noticedLoans, settledLoans } from './outbox.repository';

export interface WriterDeps {
  readonly connectors: readonly ContributionConnector[];
  readonly vault: DataVault;
  readonly nextId: IdGenerator;
  readonly clock: Clock;
  /** First business date of which what the book shows is reported; null: none of it is. */
  readonly startOn: BusinessDate | null;
}

/** What is to become of a record before it is ever sent. */
export interface Ruling {
  readonly state: Extract<ContributionState, 'READY' | 'PARKED' | 'BLOCKED_NOTICE'>;
  readonly rule: string | null;
  readonly findings: readonly Finding[];
}

/** Of an event, what one bureau is owed. */
export interface OwedRecord {
  /** Null where the event cannot be written. */
  readonly record: ContributionRecord | null;
  readonly ruling: Ruling;
}

/** Writes the records of events to the outbox, in the transaction that stores the events. */
export class OutboxWriter {
  readonly #facts: FactsRepository;

  constructor(private readonly deps: WriterDeps) {
    this.#facts = new FactsRepository(deps.vault);
  }

  /** A `LoanEventListener`. */
  readonly onRecorded = async (
    transaction: Transaction,
    events: readonly RecordedLoanEvent[],
  ): Promise<void> => {
    for (const event of events) {
      const facts = await this.#factsOf(transaction, event);
      for (const connector of this.deps.connectors)
        await this.store(
          transaction,
          event,
          connector,
          await this.#owed(transaction, event, connector, facts),
        );
    }
  };

  /** What a bureau is owed of an event, as things stand now. Nothing is stored. */
  async owed(
    transaction: Transaction,
    recorded: RecordedLoanEvent,
    connector: ContributionConnector,
  ): Promise<readonly OwedRecord[]> {
    return this.#owed(transaction, recorded, connector, await this.#factsOf(transaction, recorded));
  }

  /** What records of an event are made of, the same for every bureau. */
  async #factsOf(
    transaction: Transaction,
    { event, loanId, origin }: RecordedLoanEvent,
  ): Promise<FactsOutcome> {
    const { startOn, clock } = this.deps;
    if (origin === 'BOOK' && (startOn === null || event.businessDate < startOn)) return 'NOT_COVERED';
    return this.#facts.factsOf(transaction, loanId, clock.now());
  }

  async #owed(
    transaction: Transaction,
    recorded: RecordedLoanEvent,
    connector: ContributionConnector,
    facts: FactsOutcome,
  ): Promise<readonly OwedRecord[]> {
    if (facts === 'NOT_COVERED') return [];
    const { event } = recorded;
    const outcome = build(connector, recorded, facts);
    if (outcome.kind === 'REFUSED') return [{ record: null, ruling: parked(outcome.findings) }];
    if (outcome.records.length === 0) return [];
    const rows = await knownOfLoan(transaction, connector.bureau, event.loanNo);
    if (!isOriginal(event) && !isHeld(event, rows)) return [];
    const general = await this.#rulingOf(transaction, recorded, connector.bureau);
    const keys = new Set(outcome.records.map(({ key }) => key));
    const known = rows
      .map((row) => recordOfRow(this.deps.vault, row))
      .filter((record): record is ContributionRecord => record !== null && !keys.has(record.key));
    return outcome.records.map((record) => {
      const verdict = connector.validate(record, [...known, ...outcome.records]);
      if (general.state === 'PARKED') return { record, ruling: general };
      if (verdict.kind === 'PARKED')
        return { record, ruling: parked([...verdict.errors, ...verdict.doubts]) };
      return { record, ruling: { ...general, findings: verdict.doubts } };
    });
  }

  async store(
    transaction: Transaction,
    { id: eventId, loanId, subjectId, event }: RecordedLoanEvent,
    { bureau }: ContributionConnector,
    owed: readonly OwedRecord[],
  ): Promise<void> {
    const { nextId, clock, vault } = this.deps;
    const now = clock.now();
    const rows = owed.map(({ record, ruling }): ContributionEntity => {
      const id = nextId();
      const placeholder = `EVENT-${eventId}`;
      // Without a consent nothing of the person is kept for the bureau.
      const isKept = record !== null && ruling.rule !== NO_CONSENT;
      return {
        id,
        bureau,
        eventId,
        loanId,
        subjectId,
        loanNo: event.loanNo,
        term: event.term,
        eventKind: event.kind,
        businessDate: event.businessDate,
        dueOn: addDays(event.businessDate, 1),
        type: record?.type ?? 'NONE',
        opCode: record?.opCode ?? 'A',
        fileKind: record?.fileKind ?? 'NONE',
        recordKey: record?.key ?? placeholder,
        reference: record?.reference ?? placeholder,
        contentCell: isKept ? sealContent(vault, id, record) : null,
        adverse: isAdverse(event),
        state: ruling.state,
        attempts: 0,
        nextTryAt: now,
        batchKey: null,
        batchSize: null,
        fence: null,
        leasedUntil: null,
        receipt: null,
        rule: ruling.rule,
        findings: findingsText(ruling.findings),
        createdAt: now,
        changedAt: now,
      };
    });
    await transaction.insert(ContributionEntity, rows);
    await this.step(
      transaction,
      rows.map(({ id }) => id),
      (index) => ({ state: rows[index]?.state ?? '', cause: rows[index]?.rule ?? null, caller: null }),
    );
  }

  /** Of these rows, those whose adverse data may not be told any more: the default ended too long ago. */
  async tooOld(transaction: Transaction, rows: readonly ContributionRow[]): Promise<ReadonlySet<string>> {
    const adverse = rows.filter((row) => Number(row.adverse) === 1);
    if (adverse.length === 0) return new Set();
    const events = await eventsOfIds(transaction, [...new Set(adverse.map((row) => String(row.event_id)))]);
    const books = await booksOfLoans(transaction, [...new Set(adverse.map((row) => String(row.loan_id)))]);
    const today = this.deps.clock.businessDate();
    return new Set(
      adverse
        .filter((row) => {
          const event = events.get(String(row.event_id))?.event;
          return event && isTooOldToTell(event, books.get(String(row.loan_id)) ?? null, today);
        })
        .map(({ id }) => String(id)),
    );
  }

  /** Writes down that something happened to records. */
  async step(
    transaction: Transaction,
    ids: readonly string[],
    of: (index: number) => { state: string; cause: string | null; caller: string | null },
  ): Promise<void> {
    const at = this.deps.clock.now();
    const rows = ids.map((contributionId, index) => ({
      contributionId,
      id: this.deps.nextId(),
      at,
      ...of(index),
    }));
    await transaction.insert(ContributionStepEntity, rows);
  }

  async #rulingOf(
    transaction: Transaction,
    { event, loanId, subjectId }: RecordedLoanEvent,
    bureau: string,
  ): Promise<Ruling> {
    const { clock } = this.deps;
    const allowed = await consented(transaction, bureau, [{ loanId, subjectId }], clock.now());
    if (!allowed.has(loanId)) return { state: 'PARKED', rule: NO_CONSENT, findings: [] };
    if (isAdverse(event)) {
      const book = (await booksOfLoans(transaction, [loanId])).get(loanId) ?? null;
      if (isTooOldToTell(event, book, clock.businessDate()))
        return { state: 'PARKED', rule: ADVERSE_TOO_OLD, findings: [] };
      if (!(await noticedLoans(transaction, [loanId])).has(loanId))
        return { state: 'BLOCKED_NOTICE', rule: NO_NOTICE, findings: [] };
    }
    return { state: 'READY', rule: null, findings: [] };
  }
}

export const NO_CONSENT = 'CONSENT';
export const NO_NOTICE = 'ADVERSE_NOTICE';
export const ADVERSE_TOO_OLD = 'ADVERSE_TOO_OLD';

/** Whether the bureau has, or is about to get, what a correction or a mark is of. */
const isHeld = (event: Exclude<LoanEvent, OriginalLoanEvent>, rows: readonly ContributionRow[]): boolean =>
  rows.some((row) => row.state !== 'BLOCKED_NOTICE' && tellsWhat(event, row));

export const findingsText = (findings: readonly Finding[]): string | null =>
  findings.length > 0 ? JSON.stringify(findings) : null;

const parked = (findings: readonly Finding[]): Ruling => ({
  state: 'PARKED',
  rule: findings[0]?.rule ?? 'REFUSED',
  findings,
});

function build(
  connector: ContributionConnector,
  { event }: RecordedLoanEvent,
  facts: Exclude<FactsOutcome, 'NOT_COVERED'>,
): BuildOutcome {
  if (facts !== 'NO_IDENTITY') return connector.recordsFor(event, facts);
  const mend = { zh: '请补录有效身份证件', en: 'add the identity document of the borrower' };
  return {
    kind: 'REFUSED',
    findings: [{ rule: 'NO_IDENTITY', severity: 'ERROR', fields: ['identifier'], mend }],
  };
}

/**
 * Of these loans, those that the borrower lets the bureau be told of. A consent until a loan is settled lets its
 * settlement itself be told, and no other loan after that.
 */
export async function consented(
  transaction: Transaction,
  bureau: string,
  loans: readonly { readonly loanId: string; readonly subjectId: string }[],
  at: Date,
): Promise<ReadonlySet<string>> {
  const subjects = [...new Set(loans.map(({ subjectId }) => subjectId))];
  const consents = await reportConsents(transaction, bureau, subjects, at);
  const bound = consents.flatMap(({ untilSettledLoanId }) => untilSettledLoanId ?? []);
  const settled = await settledLoans(transaction, bound);
  return new Set(
    loans
      .filter(({ loanId, subjectId }) =>
        consents.some(
          ({ subjectId: of, untilSettledLoanId: until }) =>
            of === subjectId && (until === null || until === loanId || !settled.has(until)),
        ),
      )
      .map(({ loanId }) => loanId),
  );
}
