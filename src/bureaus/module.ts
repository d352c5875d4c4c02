import type { AuditTrail } from '../audit';
import { bureauExists } from '../consent';
import type { Clock } from '../kernel';
import type { CommandBinding } from '../platform/commands';
import type { BureauConfig } from '../platform/config';
import type { DataVault } from '../platform/crypto';
import type { Database, IdGenerator } from '../platform/database';
import type { IdempotentWrites } from '../platform/idempotency';
import { bindRequestLoader, type LoaderBinding } from '../platform/loaders';
import type { RequestContext } from '../platform/request';
import { BorrowerCreditReportsField } from './borrower-credit-reports.field';
import { BureauDirectory } from './bureau-directory';
import { BureauUsageFields } from './bureau-usage.field';
import { BureausResolver } from './bureaus.resolver';
import { registeredBureaus } from './connectors/registered';
import { InquiriesResolver } from './inquiries.resolver';
import { BureauBudgetEntity } from './inquiry/bureau-budget.entity';
import { BureauInquiryEntity } from './inquiry/bureau-inquiry.entity';
import type { LaneOptions } from './inquiry/bureau-lane';
import { BureauReportEntity } from './inquiry/bureau-report.entity';
import { type CreditQuestion, creditReportOutcome } from './inquiry/credit-question';
import { type ConsentPlace, inFlightUnder } from './inquiry/in-flight.repository';
import { InquiryDesk } from './inquiry/inquiry-desk';
import { inquiryLoaders } from './inquiry/inquiry-list.repository';
import { Recovery } from './inquiry/recovery';
import { releasingCommands } from './inquiry/releasing';
import { ReportRepository } from './inquiry/report.repository';
import { usageLoaders } from './inquiry/usage.repository';
import { knownBureaus } from './known-bureaus.loader';
import { inFlightOfConsent, RevocationInFlightField } from './revocation-in-flight.field';
import { BorrowerCreditSummaryField } from './summary/borrower-credit-summary.field';

export const BUREAU_RESOLVERS = [
  BureausResolver,
  BorrowerCreditReportsField,
  BorrowerCreditSummaryField,
  RevocationInFlightField,
  InquiriesResolver,
  BureauUsageFields,
] as const;

export interface BureausDeps {
  readonly database: Database;
  readonly vault: DataVault;
  readonly nextId: IdGenerator;
  readonly clock: Clock;
  readonly audit: AuditTrail;
  readonly writes: IdempotentWrites;
  readonly config: {
    readonly bureaus: BureauConfig;
    readonly bureauBudget: { readonly calls: number; readonly fen: number };
  };
  /** Told of faults that no caller is answered with, such as an answer that could not be stored. */
  readonly onFault: (error: unknown) => void;
  readonly lane?: Partial<LaneOptions>;
}

export interface BureausModule {
  readonly loaders: readonly LoaderBinding[];
  readonly commands: readonly CommandBinding[];
  /** Settles what ended processes left open in the ledger, now and each minute until `drain`. */
  recover(): Promise<void>;
  /** To be awaited before the process ends: calls that are out are paid for, and their answers are to be stored. */
  drain(): Promise<void>;
}

/** The door for `app/`. */
export function bureausModule(deps: BureausDeps): BureausModule {
  const { bureaus, bureauBudget } = deps.config;
  const { connectors, switchedOff, close } = registeredBureaus(bureaus);
  const directory = new BureauDirectory(connectors, switchedOff, deps.lane);
  const desk = new InquiryDesk({
    ...deps,
    directory,
    reports: new ReportRepository(deps.vault, deps.nextId),
    budget: { calls: bureauBudget.calls, spentMinor: BigInt(bureauBudget.fen) },
  });
  const recovery = new Recovery(deps);
  return {
    loaders: [
      ...inquiryLoaders(deps.database),
      ...usageLoaders(deps.database),
      bindRequestLoader(knownBureaus, async () => new Map([['all', directory.all]])),
      bindRequestLoader(
        bureauExists,
        async (codes: readonly string[]) =>
          new Map(codes.map((code) => [code, directory.find(code) !== null])),
      ),
      bindRequestLoader(inFlightOfConsent, (consents: readonly ConsentPlace[]) =>
        deps.database.write((transaction) => inFlightUnder(transaction, consents)),
      ),
      bindRequestLoader(
        creditReportOutcome,
        (questions: readonly CreditQuestion[], context: RequestContext) => desk.outcomes(questions, context),
      ),
    ],
    commands: releasingCommands(deps),
    recover: () => recovery.start(),
    async drain() {
      await recovery.stop();
      await desk.drain();
      await close();
    },
  };
}

export const BUREAU_ENTITIES = [BureauBudgetEntity, BureauInquiryEntity, BureauReportEntity];
