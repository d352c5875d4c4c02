import type { Clock, Principal } from '../../kernel';
import { CommandRegistry, type CommandToken } from '../commands';
import type { CursorCodec } from '../crypto';
import type { LoaderRegistry, LoaderToken } from '../loaders';
import { CostMeter } from './cost-meter';
import type { Deadline } from './deadline';
import { Disclosures } from './disclosures';

export interface RequestContext {
  readonly correlationId: string;
  readonly principal: Principal;
  readonly clock: Clock;
  readonly deadline: Deadline;
  readonly cursors: CursorCodec;
  readonly disclosures: Disclosures;
  readonly cost: CostMeter;
  /** A dry run: nothing that costs money or changes anything may be done. */
  readonly plan: boolean;
  /**
   * A batched look-up; within a request a key is looked up once.
   * @throws CatalogueError DEADLINE_EXCEEDED when it is not answered by the deadline
   */
  load<K, V>(token: LoaderToken<K, V>, key: K): Promise<V>;
  /** Changes something; runs each time. */
  run<Input, Answer>(token: CommandToken<Input, Answer>, input: Input): Promise<Answer>;
}

interface Ingredients extends Omit<RequestContext, 'load' | 'run' | 'disclosures' | 'cost' | 'plan'> {
  readonly registry: LoaderRegistry;
  readonly commands?: CommandRegistry;
  readonly plan?: boolean;
}

export function requestContext({
  registry,
  commands = new CommandRegistry(),
  plan = false,
  ...facts
}: Ingredients): RequestContext {
  const cost = new CostMeter();
  const loaders = registry.forRequest(() => context, {
    onStatements: cost.countStatements,
    within: (work) => facts.deadline.within(work),
  });
  const context: RequestContext = {
    ...facts,
    disclosures: new Disclosures(),
    cost,
    plan,
    load: (token, key) => loaders.load(token, key),
    run: (token, input) => commands.run(token, input, context),
  };
  return context;
}
