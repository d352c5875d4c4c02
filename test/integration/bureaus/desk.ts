import { randomBytes } from 'node:crypto';
import { pseudonymOf } from '../../../sandbox/calls';
import { ENTITIES } from '../../../src/app/entities';
import { AuditTrail } from '../../../src/audit';
import { identifiersOfSubject } from '../../../src/borrowers';
import { mergeRelations, mergeSubjects } from '../../../src/borrowers/bulk';
import { borrowerLoaders } from '../../../src/borrowers/module';
import { type CreditOutcome, type CreditQuestion, creditReportOutcome } from '../../../src/bureaus';
import type { LaneOptions } from '../../../src/bureaus/inquiry/lane/bureau-lane';
import { bureausModule } from '../../../src/bureaus/module';
import { grantPurposes, type InquiryPurpose } from '../../../src/consent';
import { mergeConsents } from '../../../src/consent/bulk';
import { consentLoaders } from '../../../src/consent/module';
import type { ConsentInput } from '../../../src/consent/storage/consent.bulk';
import { fictionalCreditCode, fictionalResidentId } from '../../../src/demo/identities';
import { mergeLoans } from '../../../src/ecosystem/bulk';
import { ecosystemLoaders } from '../../../src/ecosystem/module';
import { type Clock, PERMISSIONS, type Permission, type Principal, Sensitive } from '../../../src/kernel';
import { loadConfig, type NifaSettings } from '../../../src/platform/config';
import { CursorCodec, DataVault } from '../../../src/platform/crypto';
import { Database, idGenerator } from '../../../src/platform/database';
import { IdempotentWrites } from '../../../src/platform/idempotency';
import { type LoaderBinding, LoaderRegistry } from '../../../src/platform/loaders';
import { Deadline, type RequestContext, requestContext } from '../../../src/platform/request';

const key = () => randomBytes(32);
/** One ring for all desks: replicas share it. */
const vault = new DataVault({
  cells: { active: 'test', keys: new Map([['test', key()]]) },
  blindIndex: key(),
  rowHash: key(),
  cursors: key(),
});

const CLIENT = 'test-client';

let replicas = 0;
let persons = 0;
let consents = 0;

/** The instant of all desks; a test may move it. */
export const time = { now: new Date('2026-06-30T04:00:00Z') };
const clock: Clock = { now: () => time.now, businessDate: () => '2026-06-30' };

export interface DeskOptions {
  readonly bureauUrl: string;
  readonly timeoutMs?: number;
  readonly priceFen?: number;
  readonly reuseDays?: number;
  readonly budget?: { readonly calls: number; readonly fen: number };
  readonly lane?: Partial<LaneOptions>;
  /** Whether NIFA's platform is on too; it is at the same address. */
  readonly nifa?: boolean;
  /** Declares further bureaus. */
  readonly file?: string;
  /** Awaited after the decision and the look at stored reports, before the reservation. */
  readonly beforeReserving?: () => Promise<unknown>;
}

export interface AskOptions {
  readonly permissions?: readonly Permission[];
  readonly clientId?: string;
  readonly deadlineMs?: number;
}

export type Desk = Awaited<ReturnType<typeof openDesk>>;

/** One replica of the gateway, as far as credit questions need it. */
export async function openDesk(url: string, options: DeskOptions) {
  const database = await Database.open({ url }, ENTITIES);
  const config = loadConfig({}).bureaus as { readonly nifa: NifaSettings };
  replicas += 1;
  const nextId = idGenerator(replicas % 1024);
  const faults: unknown[] = [];
  const bureaus = bureausModule({
    database,
    vault,
    nextId,
    clock,
    audit: new AuditTrail(clock, nextId),
    writes: new IdempotentWrites({ database, vault, nextId, clock }),
    onFault: (error) => faults.push(error),
    lane: options.lane,
    config: {
      bureauBudget: options.budget ?? { calls: 1_000, fen: 1_000_000 },
      bureaus: {
        shanghaiCredit: {
          baseUrl: `${options.bureauUrl}/shanghai-credit`,
          orgNo: 'Q3702990000001',
          secret: Sensitive.of('sandbox-secret'),
          timeoutMs: options.timeoutMs ?? 5_000,
          priceFen: options.priceFen ?? 300,
          reuseDays: options.reuseDays ?? 15,
        },
        baihang: null,
        nifa: options.nifa
          ? { ...config.nifa, baseUrl: `${options.bureauUrl}/nifa`, timeoutMs: options.timeoutMs ?? 5_000 }
          : null,
        file: options.file ?? null,
        loopbackHttp: true,
      },
    },
  });
  const bindings = [
    ...ecosystemLoaders(database, vault),
    ...borrowerLoaders(database, vault),
    ...consentLoaders(database),
    ...bureaus.loaders,
  ];
  const held = (binding: LoaderBinding): LoaderBinding => ({
    ...binding,
    batch: async (keys, given) => {
      await options.beforeReserving?.();
      return binding.batch(keys, given);
    },
  });
  const registry = new LoaderRegistry(
    bindings.map((binding) => (binding.token.name === identifiersOfSubject.name ? held(binding) : binding)),
  );
  const cursors = new CursorCodec(Buffer.alloc(32));
  const deps = { vault, nextId, now: time.now };

  const context = ({
    permissions = PERMISSIONS,
    clientId = CLIENT,
    deadlineMs = 15_000,
  }: AskOptions = {}): RequestContext => {
    const principal: Principal = {
      subject: 'tester',
      clientId,
      role: 'app',
      permissions: new Set(permissions),
    };
    return requestContext({
      correlationId: 'test',
      principal,
      clock,
      deadline: Deadline.after(deadlineMs),
      cursors,
      registry,
    });
  };

  return {
    database,
    faults,
    context,
    drain: () => bureaus.drain(),
    /** Settles what is lost or was left open, as a start does, and waits for the bureaus that are asked. */
    async recover() {
      await bureaus.recover({ registry, cursors });
      await bureaus.drain();
    },
    async close() {
      await bureaus.drain();
      await database.close();
    },

    /** Outcomes of all questions asked in one request. */
    ask(questions: readonly CreditQuestion[], how: AskOptions = {}): Promise<CreditOutcome[]> {
      const request = context(how);
      return Promise.all(questions.map((question) => request.load(creditReportOutcome, question)));
    },

    /** A person that the sandbox has a report about, or persona if number and name are given. */
    async addPersons(count: number, who?: { certNo: string; name: string }): Promise<Person[]> {
      const people = Array.from({ length: count }, () => {
        persons += 1;
        const birthDate = `19${60 + (Math.floor(persons / 300) % 40)}-07-15`;
        const certNo = who?.certNo ?? fictionalResidentId({ birthDate, sequence: 300 + (persons % 600) });
        return { certNo, name: who?.name ?? '测试' };
      });
      return addSubjects(
        people.map(({ certNo, name }) => ({
          kind: 'PERSON' as const,
          scheme: 'RESIDENT_ID' as const,
          certNo,
          name,
        })),
      );
    },
    addFirm: async (): Promise<Person> => {
      persons += 1;
      const firm = {
        kind: 'ENTERPRISE' as const,
        scheme: 'CREDIT_CODE' as const,
        certNo: fictionalCreditCode(persons),
        name: '示例商贸有限公司',
      };
      return (await addSubjects([firm]))[0] as Person;
    },
    async consent(subjectIds: readonly string[], change: Partial<ConsentInput> = {}): Promise<string[]> {
      const inputs = subjectIds.map((subjectId): ConsentInput => {
        consents += 1;
        return {
          sourceKey: `consent-${consents}`,
          consentNo: `C-${consents}`,
          subjectId,
          bureau: 'SHANGHAI_CREDIT',
          type: 'QUERY',
          purposes: ['LOAN_APPROVAL', 'POST_LOAN'],
          dataCategories: ['CREDIT_REPORT'],
          templateVersion: '1',
          textHash: '0'.repeat(64),
          signedAt: new Date('2026-01-01T00:00:00Z'),
          validFrom: new Date('2026-01-01T00:00:00Z'),
          channel: 'APP',
          evidenceHash: '1'.repeat(64),
          ...change,
        };
      });
      const { ids } = await database.write((transaction) => mergeConsents(transaction, deps, 'test', inputs));
      return inputs.map((input) => ids.get(input.sourceKey) as string);
    },
    grant: (
      purposes: readonly InquiryPurpose[] = ['LOAN_APPROVAL', 'POST_LOAN', 'SELF'],
      clientId = CLIENT,
    ) => database.write((transaction) => grantPurposes(transaction, clientId, purposes)),
    revoke: (consentId: string) =>
      database.write((transaction) =>
        transaction.run('UPDATE consent SET revoked_at = ? WHERE id = ?', [time.now, consentId]),
      ),
    async addLoan(subjectId: string, status: 'CURRENT' | 'SETTLED'): Promise<string> {
      persons += 1;
      const loan = {
        sourceKey: `loan-${persons}`,
        subjectId,
        accountId: null,
        loanNo: `L-${persons}`,
        product: 'CONSUMER' as const,
        status,
        principalMinor: '100',
        outstandingMinor: '100',
        currency: 'CNY',
        annualRateMicro: null,
        instalmentMinor: null,
        termMonths: 12,
        issuedOn: '2026-01-01',
        dueOn: null,
        overdueDays: 0,
      };
      await database.write((transaction) => mergeLoans(transaction, deps, 'test', [loan]));
      const [row] = await database.rows<{ id: string | number }>('SELECT id FROM loan WHERE loan_no = ?', [
        loan.loanNo,
      ]);
      return String(row?.id);
    },
    /** The first is this to the second. */
    async relate(
      fromSubjectId: string,
      toSubjectId: string,
      { kind, until }: { kind: 'GUARANTOR' | 'SPOUSE'; until: string | null },
    ): Promise<void> {
      persons += 1;
      const relation = {
        sourceKey: `relation-${persons}`,
        fromSubjectId,
        toSubjectId,
        kind,
        weight: null,
        weightUnit: null,
        since: null,
        until,
        evidence: null,
      };
      await database.write((transaction) => mergeRelations(transaction, deps, 'test', [relation]));
    },
    /** Audit events as `ACTION OUTCOME`, oldest first. */
    async events(subjectId: string): Promise<string[]> {
      const rows = await database.rows<{ action: string; outcome: string }>(
        'SELECT action, outcome FROM audit_event WHERE subject_id = ? ORDER BY occurred_at, id',
        [subjectId],
      );
      return rows.map((row) => `${row.action} ${row.outcome}`);
    },
    spent: async (): Promise<{ calls: number; fen: number }> => {
      const [row] = await database.rows<{ calls: number; fen: number }>(
        'SELECT COALESCE(SUM(calls), 0) AS calls, COALESCE(SUM(spent_minor), 0) AS fen FROM bureau_budget',
      );
      return { calls: Number(row?.calls), fen: Number(row?.fen) };
    },
  };

  async function addSubjects(
    subjects: readonly {
      kind: 'PERSON' | 'ENTERPRISE';
      scheme: 'RESIDENT_ID' | 'CREDIT_CODE';
      certNo: string;
      name: string;
    }[],
  ): Promise<Person[]> {
    await database.write((transaction) =>
      mergeSubjects(
        transaction,
        deps,
        'test',
        subjects.map(({ kind, scheme, certNo, name }) => ({
          sourceKey: certNo,
          kind,
          name,
          birthDate: null,
          sex: null,
          regionCode: null,
          identifiers: [{ scheme, value: certNo }],
        })),
      ),
    );
    const rows = await database.rows<{ id: string | number; source_key: string }>(
      'SELECT id, source_key FROM subject',
    );
    const ids = new Map(rows.map((row) => [row.source_key, String(row.id)]));
    return subjects.map(({ certNo, name }) => ({
      id: ids.get(certNo) as string,
      certNo,
      name,
      pseudonym: pseudonymOf(certNo),
    }));
  }
}

export interface Person {
  readonly id: string;
  readonly certNo: string;
  readonly name: string;
  /** How the sandbox counts calls about him. */
  readonly pseudonym: string;
}

const application = {
  loanPurpose: null,
  guaranteeType: null,
  customerType: null,
  amount: null,
  monthlyIncome: null,
};

export const aQuestion = (subjectId: string, change: Partial<CreditQuestion> = {}): CreditQuestion => ({
  subjectId,
  bureau: 'SHANGHAI_CREDIT',
  purpose: 'LOAN_APPROVAL',
  mode: 'INQUIRE_IF_STALE',
  maxAgeDays: null,
  reason: { kind: 'APPLICATION', ref: 'APP-1', application },
  requestKey: null,
  ...change,
});
