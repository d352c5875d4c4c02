import { randomBytes } from 'node:crypto';
import { ENTITIES } from '../../../src/app/entities';
import { AuditTrail } from '../../../src/audit';
import { mergeSubjects } from '../../../src/borrowers/bulk';
import {
  type ContributionConnector,
  type ContributionTransport,
  contributingBureaus,
} from '../../../src/bureaus';
import { mergeConsents } from '../../../src/consent/bulk';
import { type EventRequest, recordDay, recordLoanEvents } from '../../../src/ecosystem';
import { mergeLoanInstalments, mergeLoanPayments, mergeLoans } from '../../../src/ecosystem/bulk';
import { ecosystemCommands } from '../../../src/ecosystem/module';
import { type Clock, PERMISSIONS, type Principal } from '../../../src/kernel';
import { CommandRegistry } from '../../../src/platform/commands';
import { loadConfig } from '../../../src/platform/config';
import { CursorCodec, DataVault } from '../../../src/platform/crypto';
import { Database, idGenerator } from '../../../src/platform/database';
import { IdempotentWrites } from '../../../src/platform/idempotency';
import { LoaderRegistry } from '../../../src/platform/loaders';
import { Deadline, requestContext } from '../../../src/platform/request';
import { reportingModule } from '../../../src/reporting/module';
import { Dispatcher } from '../../../src/reporting/outbox/dispatcher';
import { OutboxWriter } from '../../../src/reporting/outbox/outbox-writer';
import { fictionalId } from '../../support/loan-contributions';

const key = () => randomBytes(32);
/** Replicas share it. */
const sharedVault = new DataVault({
  cells: { active: 'test', keys: new Map([['test', key()]]) },
  blindIndex: key(),
  rowHash: key(),
  cursors: key(),
});

export const SIDES = { SHANGHAI_CREDIT: 'shanghai-credit', BAIHANG: 'baihang', NIFA: 'nifa' } as const;
export type Bureau = keyof typeof SIDES;
export const BUREAUS = Object.keys(SIDES) as Bureau[];

/** Due dates of every loan here: twelve months, 1,050 yuan each. */
const DUE = Array.from({ length: 12 }, (_, i) =>
  i < 11 ? `2026-${String(i + 2).padStart(2, '0')}-15` : '2027-01-15',
);

let replicas = 500;

/** One replica of a lender's reporting, on a database of the suite. */
export async function openLender(
  url: string,
  bureaus: string,
  {
    startOn = '2026-01-01' as string | null,
    leaseMs = 60_000,
    vault = sharedVault,
    environment = {} as Readonly<Record<string, string>>,
  } = {},
) {
  const time = { now: new Date('2026-06-16T02:00:00Z'), day: '2026-06-16' };
  const clock: Clock = { now: () => time.now, businessDate: () => time.day };
  replicas += 1;
  const nextId = idGenerator(replicas % 1024);
  const database = await Database.open({ url }, ENTITIES);
  const writes = new IdempotentWrites({ database, vault, nextId, clock });
  const audit = new AuditTrail(clock, nextId);
  const variables = Object.fromEntries(
    BUREAUS.flatMap((code) => [
      [`${code}_URL`, `${bureaus}/${SIDES[code]}`],
      [`${code}_TIMEOUT_MS`, '1000'],
    ]),
  );
  const config = {
    ...loadConfig({ ...variables, ...environment }),
    reporting: { isOn: false, startOn, leaseMs },
  };
  const { connectors, close } = contributingBureaus(config.bureaus);
  const writer = new OutboxWriter({ connectors, vault, nextId, clock, startOn });
  const dispatcher = new Dispatcher({ database, vault, nextId, clock, writer, leaseMs });
  const module = reportingModule({
    database,
    vault,
    nextId,
    clock,
    audit,
    writes,
    config,
    onFault: (error) => {
      throw error;
    },
  });
  const commands = new CommandRegistry([
    ...module.commands,
    ...ecosystemCommands({ nextId, clock, audit, writes, onRecorded: writer.onRecorded }),
  ]);
  const deps = { vault, nextId, now: time.now };
  const principal: Principal = {
    subject: 'tester',
    clientId: 'test-client',
    role: 'app',
    permissions: new Set(PERMISSIONS),
  };
  const as = (subject: string) =>
    requestContext({
      correlationId: 'test',
      principal: { ...principal, subject },
      clock,
      deadline: Deadline.after(60_000),
      cursors: new CursorCodec(Buffer.alloc(32)),
      registry: new LoaderRegistry([]),
    });
  const context = as('tester');
  const connector = (bureau: Bureau) => {
    const found = connectors.find((each) => each.bureau === bureau);
    if (!found) throw new Error(`no ${bureau}`);
    return found;
  };
  return {
    database,
    time,
    commands,
    context,
    as,
    writer,
    connector,
    module,
    /** Loans of new borrowers, each paid as told. */
    async addLoans(
      loanNos: readonly string[],
      payments: readonly (readonly [day: string, amountMinor: string])[] = [],
      consented: readonly string[] = BUREAUS,
    ): Promise<string[]> {
      return database.write(async (transaction) => {
        const serials = loanNos.map((loanNo) => Number(loanNo.replace(/\D/g, '')));
        await mergeSubjects(
          transaction,
          deps,
          'test',
          serials.map((serial) => ({
            sourceKey: `P-${serial}`,
            kind: 'PERSON' as const,
            name: '林某某',
            birthDate: null,
            sex: null,
            regionCode: '370200',
            identifiers: [
              { scheme: 'RESIDENT_ID' as const, value: fictionalId(serial) },
              { scheme: 'MOBILE' as const, value: `140${String(serial).padStart(8, '0')}` },
            ],
          })),
        );
        const rows = await transaction.rows<{ id: string | number; source_key: string }>(
          'SELECT id, source_key FROM subject',
        );
        const ids = new Map(rows.map((row) => [row.source_key, String(row.id)]));
        const subjects = serials.map((serial) => ids.get(`P-${serial}`) as string);
        await mergeLoans(
          transaction,
          deps,
          'test',
          loanNos.map((loanNo, i) => ({
            sourceKey: loanNo,
            subjectId: subjects[i] as string,
            accountId: null,
            loanNo,
            product: 'CONSUMER' as const,
            status: 'CURRENT' as const,
            principalMinor: '1200000',
            outstandingMinor: '1200000',
            currency: 'CNY',
            annualRateMicro: 85_000,
            instalmentMinor: '105000',
            termMonths: 12,
            issuedOn: '2026-01-15',
            dueOn: '2027-01-15',
            overdueDays: 0,
          })),
        );
        const stored = await transaction.rows<{ id: string | number; loan_no: string }>(
          'SELECT id, loan_no FROM loan',
        );
        const idsOfLoans = new Map(stored.map((row) => [row.loan_no, String(row.id)]));
        const loanIds = loanNos.map((loanNo) => idsOfLoans.get(loanNo) as string);
        await mergeLoanInstalments(
          transaction,
          deps,
          'test',
          loanIds.flatMap((loanId) =>
            DUE.map((dueOn, i) => ({
              sourceKey: `${loanId}-${i}`,
              loanId,
              number: i + 1,
              status: 'DUE' as const,
              principalMinor: '100000',
              interestMinor: '5000',
              paidMinor: '0',
              currency: 'CNY',
              dueOn,
              paidOn: null,
            })),
          ),
        );
        await mergeLoanPayments(
          transaction,
          deps,
          'test',
          loanIds.flatMap((loanId) =>
            payments.map(([day, amountMinor], i) => ({
              sourceKey: `${loanId}-${i}`,
              loanId,
              amountMinor,
              currency: 'CNY',
              paidAt: new Date(`${day}T02:00:00Z`),
              channel: null,
            })),
          ),
        );
        await mergeConsents(
          transaction,
          deps,
          'test',
          subjects.flatMap((subjectId) =>
            consented.map((bureau) => ({
              sourceKey: `${subjectId}-${bureau}`,
              consentNo: `${subjectId}-${bureau}`,
              subjectId,
              bureau,
              type: 'REPORT' as const,
              purposes: ['LOAN_APPROVAL' as const],
              dataCategories: ['LOAN'],
              templateVersion: '1',
              textHash: '0'.repeat(64),
              signedAt: new Date('2026-01-01T00:00:00Z'),
              validFrom: new Date('2026-01-01T00:00:00Z'),
              channel: 'APP',
              evidenceHash: '1'.repeat(64),
            })),
          ),
        );
        return subjects;
      });
    },
    /** More payments on a loan that is there. */
    addPayments: (loanNo: string, payments: readonly (readonly [day: string, amountMinor: string])[]) =>
      database.write(async (transaction) => {
        const [loan] = await transaction.rows<{ id: string | number }>(
          'SELECT id FROM loan WHERE loan_no = ?',
          [loanNo],
        );
        const loanId = String(loan?.id);
        await mergeLoanPayments(
          transaction,
          deps,
          'test',
          payments.map(([day, amountMinor]) => ({
            sourceKey: `${loanId}-${day}`,
            loanId,
            amountMinor,
            currency: 'CNY',
            paidAt: new Date(`${day}T02:00:00Z`),
            channel: null,
          })),
        );
      }),
    revoke: (subjectId: string) =>
      database.write((transaction) =>
        transaction.run('UPDATE consent SET revoked_at = ? WHERE subject_id = ?', [time.now, subjectId]),
      ),
    recordDay: (day: string) => recordDay({ database, nextId, clock, onRecorded: writer.onRecorded }, day),
    tell: (events: readonly EventRequest[], idempotencyKey: string | null = null) =>
      commands.run(recordLoanEvents, { events, idempotencyKey }, context),
    drain: (bureau: Bureau) => dispatcher.drain(connector(bureau)),
    /** As `drain`, with another way to send. */
    drainBy: (bureau: Bureau, send: ContributionTransport['send']) => {
      const transport = { ...connector(bureau).transport, send };
      return dispatcher.drain({ bureau, transport } as ContributionConnector);
    },
    rows: (where = '1 = 1') =>
      database.rows<{
        id: string | number;
        bureau: Bureau;
        loan_no: string;
        type: string;
        event_kind: string;
        state: string;
        rule: string | null;
        attempts: number;
        reference: string;
        record_key: string;
        receipt: string | null;
        content_cell: Buffer | null;
        findings: string | null;
        op_code: string;
        term: number;
      }>(`SELECT * FROM contribution WHERE ${where} ORDER BY id`),
    async close() {
      await module.drain();
      await close();
      await database.close();
    },
  };
}
