import type { AuditTrail } from '../audit';
import { bureauExists } from '../consent';
import type { Clock } from '../kernel';
import type { CommandBinding } from '../platform/commands';
import type { BureauConfig } from '../platform/config';
import type { DataVault } from '../platform/crypto';
import type { Database, IdGenerator } from '../platform/database';
import type { IdempotentWrites } from '../platform/idempotency';
import { bindCounted } from '../platform/lists';
import { bindRequestLoader, type LoaderBinding } from '../platform/loaders';
import type { RequestContext } from '../platform/request';
import { registeredBureaus } from './connectors/registered';
import { BureauDirectory } from './directory/bureau-directory';
import { BureausResolver } from './directory/bureaus.resolver';
import { knownBureaus } from './directory/known-bureaus.loader';
import { type CreditQuestion, creditReportOutcome } from './inquiry/credit-question';
import { InquiryDesk } from './inquiry/inquiry-desk';
import type { LaneOptions } from './inquiry/lane/bureau-lane';
import { BureauBudgetEntity } from './inquiry/ledger/bureau-budget.entity';
import { BureauInquiryEntity } from './inquiry/ledger/bureau-inquiry.entity';
import { NamedInquiryEntity } from './inquiry/ledger/named-inquiry.entity';
import { type LookUps, Recovery } from './inquiry/lost/recovery';
import { releasingCommands } from './inquiry/lost/releasing';
import { BureauReportEntity } from './inquiry/stored/bureau-report.entity';
import { ReportRepository } from './inquiry/stored/report.repository';
import { BureauUsageFields } from './oversight/bureau-usage.field';
import { inFlightUnder } from './oversight/in-flight.repository';
import { InquiriesResolver } from './oversight/inquiries.resolver';
import { inquiryLoaders } from './oversight/inquiry-list.repository';
import { inFlightOfConsent, RevocationInFlightField } from './oversight/revocation-in-flight.field';
import { usageLoaders } from './oversight/usage.repository';
import { BorrowerCreditReportsField } from './reports/borrower-credit-reports.field';
import { claimNames, type NamedCreditRequest, requestName } from './reports/request-name';
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
  /** Codes of others than bureaus that subjects may agree to have data given to. */
  readonly otherReceivers?: readonly string[];
  /** Told of faults that no caller is answered with, such as an answer that could not be stored. */
  readonly onFault: (error: unknown) => void;
  readonly lane?: Partial<LaneOptions>;
}

export interface BureausModule {
  readonly loaders: readonly LoaderBinding[];
  readonly commands: readonly CommandBinding[];
  /**
   * Settles what was left open in the ledger, now and each minute until `drain`. Bureaus that can tell what became of a
   * lost inquiry are asked, and not waited for.
   */
  recover(lookUps: LookUps): Promise<void>;
  /** To be awaited before the process ends: calls that are out are paid for, and their answers are to be stored. */
  drain(): Promise<void>;
}

/** The door for `app/`. */
export function bureausModule(deps: BureausDeps): BureausModule {
  const { bureaus, bureauBudget } = deps.config;
  const { connectors, switchedOff, close } = registeredBureaus(bureaus);
  const directory = new BureauDirectory(connectors, switchedOff, deps.lane);
  const reports = new ReportRepository(deps.vault, deps.nextId);
  const desk = new InquiryDesk({
    ...deps,
    directory,
    reports,
    budget: { calls: bureauBudget.calls, spentMinor: BigInt(bureauBudget.fen) },
  });
  const recovery = new Recovery({ ...deps, directory, reports });
  return {
    loaders: [
      ...inquiryLoaders(deps.database),
      ...usageLoaders(deps.database),
      bindRequestLoader(knownBureaus, async () => new Map([['all', directory.all]])),
      bindRequestLoader(
        bureauExists,
        async (codes: readonly string[]) =>
          new Map(
            codes.map((code) => [
              code,
              directory.find(code) !== null || (deps.otherReceivers ?? []).includes(code),
            ]),
          ),
      ),
      bindCounted(inFlightOfConsent, deps.database, (counted, consents) =>
        counted.write((transaction) => inFlightUnder(transaction, consents)),
      ),
      bindRequestLoader(requestName, (names: readonly NamedCreditRequest[], context: RequestContext) =>
        claimNames(deps.writes, names, context),
      ),
      bindRequestLoader(
        creditReportOutcome,
        (questions: readonly CreditQuestion[], context: RequestContext) => desk.outcomes(questions, context),
      ),
    ],
    commands: releasingCommands(deps),
    recover: (lookUps) => recovery.start(lookUps),
    async drain() {
      await recovery.stop();
      await desk.drain();
      await close();
    },
  };
}

export const BUREAU_ENTITIES = [
  BureauBudgetEntity,
  BureauInquiryEntity,
  BureauReportEntity,
  NamedInquiryEntity,
];
