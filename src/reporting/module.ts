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
import { contributionLoaders } from './api/contribution-list.repository';
import { ContributionsResolver } from './api/contributions.resolver';
import { recordAdverseNotice, resubmitContribution, withdrawContribution } from './api/desk.commands';
import { ReportingMutations } from './api/reporting.resolver';
import { ReportingDesk } from './api/reporting-desk';
import {
  AdverseNoticeEntity,
  ContributionEntity,
  ContributionStepEntity,
} from './outbox/contribution.entity';
import { Dispatcher } from './outbox/dispatcher';
import { OutboxLoop } from './outbox/outbox-loop';
import { OutboxWriter } from './outbox/outbox-writer';

export const REPORTING_RESOLVERS = [ContributionsResolver, ReportingMutations] as const;

export const REPORTING_ENTITIES = [ContributionEntity, ContributionStepEntity, AdverseNoticeEntity];

export interface ReportingDeps {
  readonly database: Database;
  readonly vault: DataVault;
  readonly nextId: IdGenerator;
  readonly clock: Clock;
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
  return {
    loaders: contributionLoaders(deps.database),
    commands: [
      bindCommand(recordAdverseNotice, ({ input, idempotencyKey }, context: RequestContext) =>
        desk.recordNotice(input, idempotencyKey, context),
      ),
      bindCommand(resubmitContribution, ({ input, idempotencyKey }, context: RequestContext) =>
        desk.resubmit(input, idempotencyKey, context),
      ),
      bindCommand(withdrawContribution, ({ input, idempotencyKey }, context: RequestContext) =>
        desk.withdraw(input, idempotencyKey, context),
      ),
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
