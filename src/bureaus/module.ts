import type { AuditTrail } from '../audit';
import type { Clock } from '../kernel';
import type { BureauSettings } from '../platform/config';
import type { DataVault } from '../platform/crypto';
import type { Database, IdGenerator } from '../platform/database';
import { bindRequestLoader, type LoaderBinding } from '../platform/loaders';
import type { RequestContext } from '../platform/request';
import { BorrowerCreditReportsField } from './borrower-credit-reports.field';
import type { BureauConnector } from './bureau.port';
import { BureauDirectory } from './bureau-directory';
import { BureausResolver } from './bureaus.resolver';
import {
  ShanghaiCreditConnector,
  shanghaiCreditProfile,
} from './connectors/shanghai-credit/shanghai-credit.connector';
import { BureauBudgetEntity } from './inquiry/bureau-budget.entity';
import { BureauInquiryEntity } from './inquiry/bureau-inquiry.entity';
import type { LaneOptions } from './inquiry/bureau-lane';
import { BureauReportEntity } from './inquiry/bureau-report.entity';
import { type CreditQuestion, creditReportOutcome } from './inquiry/credit-question';
import { InquiryDesk } from './inquiry/inquiry-desk';
import { ReportRepository } from './inquiry/report.repository';
import { knownBureaus } from './known-bureaus.loader';
import { PLANNED_BUREAUS } from './planned-bureaus';

export const BUREAU_RESOLVERS = [BureausResolver, BorrowerCreditReportsField] as const;

export interface BureausDeps {
  readonly database: Database;
  readonly vault: DataVault;
  readonly nextId: IdGenerator;
  readonly clock: Clock;
  readonly audit: AuditTrail;
  readonly config: {
    readonly shanghaiCredit: BureauSettings | null;
    readonly bureauBudget: { readonly calls: number; readonly fen: number };
  };
  /** Told of faults that no caller is answered with, such as an answer that could not be stored. */
  readonly onFault: (error: unknown) => void;
  readonly lane?: Partial<LaneOptions>;
}

export interface BureausModule {
  readonly loaders: readonly LoaderBinding[];
  /** To be awaited before the process ends: calls that are out are paid for, and their answers are to be stored. */
  drain(): Promise<void>;
}

/** The door for `app/`. */
export function bureausModule(deps: BureausDeps): BureausModule {
  const { shanghaiCredit, bureauBudget } = deps.config;
  const connectors: BureauConnector[] = shanghaiCredit ? [new ShanghaiCreditConnector(shanghaiCredit)] : [];
  const off = [...(shanghaiCredit ? [] : [shanghaiCreditProfile()]), ...PLANNED_BUREAUS];
  const directory = new BureauDirectory(connectors, off, deps.lane);
  const desk = new InquiryDesk({
    ...deps,
    directory,
    reports: new ReportRepository(deps.vault, deps.nextId),
    budget: { calls: bureauBudget.calls, spentMinor: BigInt(bureauBudget.fen) },
  });
  return {
    loaders: [
      bindRequestLoader(knownBureaus, async () => new Map([['all', directory.all]])),
      bindRequestLoader(
        creditReportOutcome,
        (questions: readonly CreditQuestion[], context: RequestContext) => desk.outcomes(questions, context),
      ),
    ],
    drain: () => desk.drain(),
  };
}

export const BUREAU_ENTITIES = [BureauBudgetEntity, BureauInquiryEntity, BureauReportEntity];
