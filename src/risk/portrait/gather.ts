import { identifiersOfSubject, rolesOfSubject, subjectById } from '../../borrowers';
import { accountsOfSubject } from '../../ecosystem';
import { addDays } from '../../kernel';
import type { RequestContext } from '../../platform/request';
import {
  counterpartyCells,
  deviceUsesOfSubject,
  ledgerCells,
  socialOfSubject,
} from '../behaviour/behaviour.loaders';
import { BehaviourRefused } from '../behaviour/behaviour-facts';
import { deviceScene } from '../behaviour/device-scene';
import { paymentPortrait } from '../behaviour/payment-portrait';
import { type Fact, known, missing } from '../facts/fact';
import { type FactsQuestion, factsOfBorrower } from '../facts/facts.loader';
import { indicatorsOfBorrower } from '../indicators/indicator.loader';
import { policyInForce } from '../policies/policy.loader';
import { reconciledTrades } from '../three-flows/sources/gather-counterparty';
import { tradesOfSubject } from '../three-flows/sources/three-flows.loaders';
import type { Material } from './material';

const WINDOW_DAYS = 365;
/** More than anybody has; whoever has more is told to have at least so many. */
const MOST_ACCOUNTS = 100;

/**
 * All that the portrait of a borrower is composed of; null for a subject that is no more. It asks nobody: of bureaus only
 * what is stored and may be read for the purpose. Borrowers of one request are read together.
 */
export async function materialOf(question: FactsQuestion, context: RequestContext): Promise<Material | null> {
  const { subjectId, purpose } = question;
  const { load, clock } = context;
  const asOf = clock.businessDate();
  const window = { subjectId, from: addDays(asOf, 1 - WINDOW_DAYS), asOf };
  const [subject, facts, indicators, policy] = await Promise.all([
    load(subjectById, subjectId),
    load(factsOfBorrower, { subjectId, purpose }),
    load(indicatorsOfBorrower, { subjectId, purpose, lenderType: null }),
    load(policyInForce, { lenderType: null }),
  ]);
  if (!subject || !facts) return null;
  const [identifiers, roles, accounts, cells, counterparties, social, uses, trades] = await Promise.all([
    load(identifiersOfSubject, subjectId),
    load(rolesOfSubject, subjectId),
    load(accountsOfSubject, {
      parent: subjectId,
      page: { first: MOST_ACCOUNTS, after: null },
      order: '',
      filter: null,
    }),
    load(ledgerCells, window),
    load(counterpartyCells, window),
    load(socialOfSubject, subjectId),
    load(deviceUsesOfSubject, subjectId),
    reconciledTrades(context, tradesOfSubject, { parent: subjectId, ...window }, policy.limits.threeFlows),
  ]);
  const { name, birthDate, regionCode } = subject;
  const { fraud } = policy.limits;
  return {
    identity: { name, birthDate, regionCode, identifiers },
    ecosystem: {
      roles,
      accountsOpenedOn: accounts.rows.map(({ openedOn }) => openedOn),
      hasMoreAccounts: accounts.hasNext,
    },
    facts,
    indicators,
    trades,
    payments: unlessRefused('ledger', asOf, () =>
      paymentPortrait({ cells, counterparties }, social, asOf, fraud),
    ),
    lastBookedMonth:
      cells
        .map(({ month }) => month)
        .sort()
        .at(-1) ?? null,
    devices: unlessRefused('devices', asOf, () => deviceScene(uses, asOf, fraud)),
  };
}

/** What is stored and cannot be is missing, with its place; the rest of the portrait stands. */
function unlessRefused<T>(source: string, asOf: string, make: () => T): Fact<T> {
  try {
    return known(make(), source, { observedAt: asOf });
  } catch (error) {
    if (error instanceof BehaviourRefused) return missing('INVALID', source, { place: error.place });
    throw error;
  }
}
