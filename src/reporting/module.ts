import type { AuditTrail } from '../audit';
import { contributingBureaus } from '../bureaus';
import type { LoanEventListener } from '../ecosystem';
import type { Clock } from '../kernel';
import { bindCommand, type CommandBinding } from '../platform/commands';
import type { Config } from '../platform/config';
import type { DataVault } from '../platform/crypto';
import type { Database, IdGenerator } from '../platform/database';
import type { IdempotentWrites } from '../platform/idempotency';
import type { LoaderBinding } from '../platform/loaders';
import type { RequestContext } from '../platform/request';
import {
  approveAdverseFact,
  proposeAdverseFact,
  reportAdverseFact,
} from './adverse-facts/adverse-fact.commands';
import { AdverseFactEntity } from './adverse-facts/adverse-fact.entity';
import { AdverseFactDesk } from './adverse-facts/adverse-fact-desk';
import { adverseFactLoaders } from './adverse-facts/api/adverse-fact-list.repository';
import { AdverseFactsResolver } from './adverse-facts/api/adverse-facts.resolver';
import { contributionLoaders } from './api/contribution-list.repository';
import { ContributionsResolver } from './api/contributions.resolver';
import {
  correctContribution,
  recordAdverseNotice,
  resubmitContribution,
  withdrawContribution,
} from './api/desk.commands';
import { CorrectionMutations, ReportingMutations } from './api/reporting.resolver';
import { ReportingDesk } from './api/reporting-desk';
import { objectionLoaders } from './objections/api/objection-list.repository';
import {
  ContributionObjectionsField,
  CreditReportDisputedField,
  LoanDisputedField,
  ObjectionsResolver,
} from './objections/api/objections.resolver';
import { answerObjection, objectToContribution } from './objections/objection.commands';
import { ObjectionEntity } from './objections/objection.entity';
import { ObjectionDesk } from './objections/objection-desk';
import {
  AdverseNoticeEntity,
  ContributionEntity,
  ContributionFileEntity,
  ContributionStepEntity,
} from './outbox/contribution.entity';
import { Dispatcher } from './outbox/dispatcher';
import { OutboxLoop } from './outbox/outbox-loop';
import { OutboxWriter } from './outbox/outbox-writer';
import { reconciliationLoader } from './reconciliation/api/reconciliation.loader';
import { ReconciliationResolver } from './reconciliation/api/reconciliation.resolver';

export const REPORTING_RESOLVERS = [
  ContributionsResolver,
  ReconciliationResolver,
  ReportingMutations,
  CorrectionMutations,
  ObjectionsResolver,
  ContributionObjectionsField,
  LoanDisputedField,
  CreditReportDisputedField,
  AdverseFactsResolver,
] as const;

export const REPORTING_ENTITIES = [
  ContributionEntity,
  ContributionStepEntity,
  ContributionFileEntity,
  AdverseNoticeEntity,
  ObjectionEntity,
  AdverseFactEntity,
];

export interface ReportingDeps {
  readonly database: Database;
  readonly vault: DataVault;
  readonly nextId: IdGenerator;
  readonly clock: Clock;
  readonly audit: AuditTrail;
  readonly writes: IdempotentWrites;
  readonly config: Pick<Config, 'bureaus' | 'reporting'>;
  /** Told of faults of the sending loop. */
  readonly onFault: (error: unknown) => void;
}

export interface ReportingModule {
  readonly loaders: readonly LoaderBinding[];
  readonly commands: readonly CommandBinding[];
  /** Stores the records of events in the transaction of the events. */
  readonly onRecorded: LoanEventListener;
  /** Sends from now on, where the setting says so. */
  start(): void;
  /** To be awaited before the process ends: what came of calls that are out is written down. */
  drain(): Promise<void>;
}

/** The door for `app/`. */
export function reportingModule(deps: ReportingDeps): ReportingModule {
  const { bureaus, reporting } = deps.config;
  const { connectors, close } = contributingBureaus(bureaus);
  const writer = new OutboxWriter({ ...deps, connectors, startOn: reporting.startOn });
  const dispatcher = new Dispatcher({ ...deps, writer, leaseMs: reporting.leaseMs });
  const loop = new OutboxLoop(dispatcher, connectors, deps.onFault);
  const desk = new ReportingDesk({ ...deps, connectors, writer });
  const objections = new ObjectionDesk({ ...deps, writer });
  const facts = new AdverseFactDesk({ ...deps, writer });
  /** Each command goes to its desk with its input, the client's name for the request, and who asks. */
  const to =
    <Input, Answer>(work: (input: Input, key: string | null, context: RequestContext) => Promise<Answer>) =>
    (named: { readonly input: Input; readonly idempotencyKey: string | null }, context: RequestContext) =>
      work(named.input, named.idempotencyKey, context);
  return {
    loaders: [
      ...contributionLoaders(deps.database),
      reconciliationLoader({ ...deps, startOn: reporting.startOn }, connectors),
      ...objectionLoaders(deps.database),
      ...adverseFactLoaders(deps.database),
    ],
    commands: [
      bindCommand(recordAdverseNotice, to(desk.recordNotice.bind(desk))),
      bindCommand(resubmitContribution, to(desk.resubmit.bind(desk))),
      bindCommand(withdrawContribution, to(desk.withdraw.bind(desk))),
      bindCommand(correctContribution, to(desk.correct.bind(desk))),
      bindCommand(objectToContribution, to(objections.raise.bind(objections))),
      bindCommand(answerObjection, to(objections.answer.bind(objections))),
      bindCommand(proposeAdverseFact, to(facts.propose.bind(facts))),
      bindCommand(approveAdverseFact, to(facts.approve.bind(facts))),
      bindCommand(reportAdverseFact, to(facts.report.bind(facts))),
    ],
    onRecorded: writer.onRecorded,
    start: () => {
      if (reporting.isOn) loop.start();
    },
    async drain() {
      await loop.stop();
      await close();
    },
  };
}
