import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createGateway, type Gateway } from '../src/app/gateway';
import { DEMO_BUSINESS_DATE } from '../src/demo';
import { addDays, ROLE_GRANTS, systemClock } from '../src/kernel';
import { loadConfig } from '../src/platform/config';
import { CursorCodec } from '../src/platform/crypto';
import { Deadline, type RequestContext, requestContext } from '../src/platform/request';
import {
  counterpartyCells,
  deviceUsesOfSubject,
  ledgerCells,
  socialOfSubject,
} from '../src/risk/behaviour/behaviour.loaders';
import type {
  CounterpartyCell,
  DeviceUseFacts,
  LedgerCell,
  SocialFacts,
} from '../src/risk/behaviour/behaviour-facts';
import { deviceScene } from '../src/risk/behaviour/device-scene';
import { paymentPortrait } from '../src/risk/behaviour/payment-portrait';
import type { BorrowerFacts } from '../src/risk/facts/borrower-facts';
import { factsOfBorrower } from '../src/risk/facts/facts.loader';
import { assess } from '../src/risk/indicators/assess';
import { policyInForce } from '../src/risk/policies/policy.loader';
import type { Policy } from '../src/risk/policies/policy-file';
import { reconcileCounterparty } from '../src/risk/three-flows/core/reconcile-counterparty';
import { reconcileTrade } from '../src/risk/three-flows/core/reconcile-trade';
import type { TradeFacts } from '../src/risk/three-flows/core/trade-facts';
import { gatherTrade } from '../src/risk/three-flows/sources/gather-trade';
import { tradesOfSubject } from '../src/risk/three-flows/sources/three-flows.loaders';

/**
 * What is computed from facts costs less than to load them: indicators, three flows, payment portrait and device scene of
 * borrowers of the demo, in one process on SQLite, loading and computing apart. `npm run bench:indicators -- 200`. Ends with
 * 1 when computing takes longer. Against a database over a network, loading takes longer still.
 */

const BORROWERS = Number(process.argv[2] ?? 200);
const ROUNDS = 7;
const DAYS = 365;
const PURPOSE = 'LOAN_APPROVAL';
const NO_TRADE = { from: addDays(DEMO_BUSINESS_DATE, 1 - DAYS), refused: [], isTruncated: false };

interface Loaded {
  readonly policy: Policy;
  readonly borrowers: readonly {
    readonly facts: BorrowerFacts;
    readonly trades: readonly TradeFacts[];
    readonly cells: readonly LedgerCell[];
    readonly counterparties: readonly CounterpartyCell[];
    readonly social: SocialFacts;
    readonly uses: readonly DeviceUseFacts[];
  }[];
}

/** A request of an analyst that has seen nothing yet. */
const freshRequest = ({ registry }: Gateway): RequestContext =>
  requestContext({
    registry,
    correlationId: 'bench',
    principal: {
      role: 'analyst',
      clientId: 'development-analyst',
      subject: 'bench',
      permissions: new Set(ROLE_GRANTS.analyst.permissions),
    },
    clock: systemClock(DEMO_BUSINESS_DATE),
    deadline: Deadline.after(600_000),
    cursors: new CursorCodec(Buffer.alloc(32, 1)),
  });

async function load(context: RequestContext, ids: readonly string[]): Promise<Loaded> {
  const asOf = context.clock.businessDate();
  const from = addDays(asOf, 1 - DAYS);
  const policy = await context.load(policyInForce, { lenderType: null });
  const borrowers = await Promise.all(
    ids.map(async (subjectId) => {
      const window = { subjectId, from, asOf };
      const [facts, cells, counterparties, social, uses, trades] = await Promise.all([
        context.load(factsOfBorrower, { subjectId, purpose: PURPOSE }),
        context.load(ledgerCells, window),
        context.load(counterpartyCells, window),
        context.load(socialOfSubject, subjectId),
        context.load(deviceUsesOfSubject, subjectId),
        tradesOf(context, subjectId, policy),
      ]);
      return { facts: facts as BorrowerFacts, cells, counterparties, social, uses, trades };
    }),
  );
  return { policy, borrowers };
}

async function tradesOf(context: RequestContext, parent: string, policy: Policy): Promise<TradeFacts[]> {
  const asOf = context.clock.businessDate();
  const { rows } = await context.load(tradesOfSubject, {
    parent,
    page: { first: 500, after: null },
    order: '',
    filter: { from: addDays(asOf, 1 - DAYS), until: asOf },
  });
  const trades = await Promise.all(
    rows.map((id) => gatherTrade(context, id, asOf, policy.limits.threeFlows)),
  );
  return trades.filter((trade) => trade !== null);
}

/** How many judgements there are: an optimiser that threw them away would be seen. */
function compute({ policy, borrowers }: Loaded): number {
  const { threeFlows, fraud } = policy.limits;
  const asOf = DEMO_BUSINESS_DATE;
  let judgements = 0;
  for (const { facts, trades, cells, counterparties, social, uses } of borrowers) {
    judgements += assess(facts, policy).length;
    const reconciled = trades.map((trade) => reconcileTrade(trade, asOf, threeFlows));
    judgements += reconcileCounterparty({ ...NO_TRADE, asOf, trades: reconciled }, threeFlows).trades.length;
    judgements += paymentPortrait({ cells, counterparties }, social, asOf, fraud).currencies.length;
    judgements += deviceScene(uses, asOf, fraud).devices.length;
  }
  return judgements;
}

const median = (times: readonly number[]): number =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)]!;

async function main(): Promise<number> {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-indicators-'));
  const gateway = await createGateway(
    loadConfig({ NODE_ENV: 'test', PORT: '0', VAR_DIR: folder, LOG_LEVEL: 'error', EXPLORER: 'off' }),
  );
  try {
    const rows = await gateway.database.rows<{ id: string | number }>(
      `SELECT id FROM subject ORDER BY kind, id LIMIT ${BORROWERS}`,
    );
    const ids = rows.map(({ id }) => String(id));
    const loads: number[] = [];
    const computations: number[] = [];
    let judgements = 0;
    let loaded: Loaded | null = null;
    for (let round = 0; round < ROUNDS; round += 1) {
      const began = performance.now();
      loaded = await load(freshRequest(gateway), ids);
      const between = performance.now();
      judgements = compute(loaded);
      loads.push(between - began);
      computations.push(performance.now() - between);
    }
    // The first rounds compile the code.
    const [loading, computing] = [median(loads.slice(2)), median(computations.slice(2))];
    const trades = loaded?.borrowers.reduce((sum, one) => sum + one.trades.length, 0);
    process.stdout.write(
      `${ids.length} borrowers with ${trades} trades, ${judgements} judgements; median of ${ROUNDS - 2} rounds\n` +
        `loading the facts ${loading.toFixed(1)} ms, computing all from them ${computing.toFixed(1)} ms\n`,
    );
    const ratio = computing / loading;
    process.stdout.write(
      `${ratio < 1 ? 'kept  ' : 'BROKEN'}  computing takes less time than loading: ratio ${ratio.toFixed(3)}\n`,
    );
    return ratio < 1 ? 0 : 1;
  } finally {
    await gateway.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error) => {
    process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
    process.exitCode = 1;
  },
);
