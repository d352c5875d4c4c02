import { subjectById } from '../../borrowers';
import {
  aroundSubject,
  circleId,
  circlesOfSubject,
  computationInForce,
  loanMarks,
  type NodeKey,
  nodeKey,
  nodeRow,
  ownersOfSubject,
  ringId,
  ringsOfSubject,
} from '../../graph';
import type { BusinessDate } from '../../kernel';
import type { RequestContext } from '../../platform/request';
import { lastVerified } from '../biometrics/storage/biometrics.loaders';
import type { BorrowerFacts, LineFacts, TradeFacts } from './borrower-facts';
import { derived, type Fact, known, missing } from './fact';
import { type FactsQuestion, factsOfBorrower } from './facts.loader';
import { problemsIn } from './problems';
import { biometricsOf } from './sources/biometrics';
import { loanStanding } from './sources/loan-standing';
import { monthlyCashflow } from './sources/monthly-cashflow';
import { firmsLedIn, neighboursIn, networkOf, type OfOthers, RISKY_TIES } from './sources/network';
import {
  caseRowsOfSubject,
  counterpartiesOfSubject,
  dealerLinesOfSubject,
  guaranteesGivenBySubject,
  ledgerOfSubject,
  loanRowsOfSubject,
  openPayablesOfSubject,
  openReceivablesOfSubject,
  thingsOfSubject,
} from './sources/own-facts.loaders';
import { storedReports } from './sources/stored-reports';
import { suspicionsOfSubject } from './sources/suspicions';
import { overduePayables, soundReceivables, usedOfLine } from './sources/trade-standing';

/** Two hops: what a friend's friend does says little, and nothing beyond that is looked at. */
const HOPS = 2;
const MOST_NODES = 300;

/**
 * The facts of all borrowers that are asked about, by `factsOfBorrower.keyOf`. It goes in steps that all of them take
 * together, so that a step is the same statements for one of them and for two hundred.
 */
export async function gatherFacts(
  questions: readonly FactsQuestion[],
  context: RequestContext,
): Promise<Map<string, BorrowerFacts>> {
  const asOf = context.clock.businessDate();
  const asked = await Promise.all(
    questions.map(async (question) => ({
      question,
      subject: await context.load(subjectById, question.subjectId),
    })),
  );
  const drafts = await Promise.all(
    asked.flatMap(({ question, subject }) =>
      subject ? [draftOf(question, subject.kind as BorrowerFacts['kind'], asOf, context)] : [],
    ),
  );
  const [marks, suspicions] = await Promise.all([
    ofEach(drafts, 'others', async (node) => (await context.load(loanMarks, node)).map(({ code }) => code)),
    ofEach(drafts, 'firmsLed', (node) =>
      context.load(suspicionsOfSubject, { subjectId: nodeRow(node), asOf }),
    ),
  ]);
  const ofOthers: OfOthers = {
    marksOf: (node) => marks.get(node) ?? [],
    suspicionsOf: (node) => suspicions.get(node) ?? [],
  };
  return new Map(
    drafts.map(({ question, finish }) => [factsOfBorrower.keyOf(question), finish(ofOthers)] as const),
  );
}

interface Draft {
  readonly question: FactsQuestion;
  /** Of whom it has to be known whether they pay. */
  readonly others: readonly NodeKey[];
  /** Of which it has to be known what they trade. */
  readonly firmsLed: readonly NodeKey[];
  finish(ofOthers: OfOthers): BorrowerFacts;
}

const ofEach = async <T>(
  drafts: readonly Draft[],
  whom: 'others' | 'firmsLed',
  ask: (node: NodeKey) => Promise<T>,
): Promise<Map<NodeKey, T>> => {
  const nodes = [...new Set(drafts.flatMap((draft) => draft[whom]))];
  return new Map(await Promise.all(nodes.map(async (node) => [node, await ask(node)] as const)));
};

async function draftOf(
  question: FactsQuestion,
  kind: BorrowerFacts['kind'],
  asOf: BusinessDate,
  context: RequestContext,
): Promise<Draft> {
  const { subjectId } = question;
  const { load } = context;
  const day = { subjectId, asOf };
  const root = nodeKey('SUBJECT', subjectId);
  const isFirm = kind === 'ENTERPRISE';
  const [loans, cases, guarantees, things, around, reports, network, ownership, firm, ledger, biometrics] =
    await Promise.all([
      load(loanRowsOfSubject, day),
      load(caseRowsOfSubject, subjectId),
      load(guaranteesGivenBySubject, day),
      load(thingsOfSubject, day),
      aroundSubject(context, subjectId, { depth: HOPS, maxNodes: MOST_NODES, kinds: RISKY_TIES, asOf }),
      storedReports(question, kind, context),
      computedAround(subjectId, context),
      isFirm ? ownersIn(subjectId, context) : null,
      isFirm ? tradeOf(subjectId, asOf, context) : null,
      isFirm ? null : load(ledgerOfSubject, day),
      isFirm ? [] : load(lastVerified, subjectId),
    ]);
  const debtors = guarantees.map(({ debtorId }) => nodeKey('SUBJECT', debtorId));
  const owners = ownership?.known ? ownership.value.map(({ node }) => node) : [];
  return {
    question,
    others: [...neighboursIn(around), ...debtors, ...owners],
    firmsLed: firmsLedIn(root, around),
    finish({ marksOf, suspicionsOf }) {
      const inArrears = (node: NodeKey): boolean => marksOf(node).length > 0;
      const common = {
        ...question,
        asOf,
        loans: checked(
          known(
            loans.map(({ loan, instalments }) => loanStanding(loan, instalments, asOf)),
            'loans',
            { observedAt: asOf },
          ),
          'loans',
          asOf,
        ),
        reports: reports.map(({ bureau, report }) => ({
          bureau,
          report: checked(report, `reports.${bureau}`, asOf),
        })),
        lawsuits: checked(known(cases, 'lawsuits', { observedAt: asOf }), 'lawsuits', asOf),
        guarantees: checked(
          known(
            guarantees.map(({ debtorId, ...one }) => {
              const debtorNode = nodeKey('SUBJECT', debtorId);
              return { ...one, debtorNode, debtorInArrears: inArrears(debtorNode) };
            }),
            'relations',
            { observedAt: asOf },
          ),
          'guarantees',
          asOf,
        ),
        network: known(networkOf(root, things, around, { marksOf, suspicionsOf }), 'graph', {
          observedAt: asOf,
        }),
        ...network,
      };
      if (!isFirm || firm === null || ownership === null)
        return {
          ...common,
          kind: 'PERSON',
          biometrics: biometricsOf(biometrics),
          cashflow:
            ledger === null
              ? missing('NOT_RECORDED', 'ledger')
              : checked(
                  known(monthlyCashflow(ledger, asOf), 'ledger', { observedAt: asOf }),
                  'cashflow',
                  asOf,
                ),
        };
      return {
        ...common,
        kind: 'ENTERPRISE',
        trade: checked(firm.trade, 'trade', asOf),
        lines: checked(firm.lines, 'lines', asOf),
        owners: derived(ownership, (all) => all.map((one) => ({ ...one, inArrears: inArrears(one.node) }))),
      };
    },
  };
}

/** A fact that cannot be is told as missing, with the place at fault: nothing is judged by it. */
function checked<T>(fact: Fact<T>, name: string, asOf: BusinessDate): Fact<T> {
  const place = fact.known ? problemsIn(fact.value, asOf, name)[0] : undefined;
  return place === undefined ? fact : missing('INVALID', fact.source, { place, observedAt: fact.observedAt });
}

async function computedAround(subjectId: string, { load }: RequestContext) {
  const [circlesRun, ringsRun, circles, rings] = await Promise.all([
    load(computationInForce, 'CIRCLES'),
    load(computationInForce, 'RINGS'),
    load(circlesOfSubject, subjectId),
    load(ringsOfSubject, subjectId),
  ]);
  return {
    circles:
      circlesRun === null
        ? missing('NOT_COMPUTED', 'graph')
        : known(
            circles.map(({ kind, size, defaultedCount, ...circle }) => ({
              id: circleId(circle),
              kind,
              size,
              defaultedCount,
            })),
            'graph',
            { observedAt: circlesRun.asOf },
          ),
    rings:
      ringsRun === null
        ? missing('NOT_COMPUTED', 'graph')
        : known(
            rings
              // A family that shares a telephone is no gang.
              .filter(({ household }) => household === null)
              .map(({ densityPpm, size, ...ring }) => ({
                id: ringId(ring),
                kind: ring.kind,
                size,
                density: densityPpm / 1_000_000,
              })),
            'graph',
            { observedAt: ringsRun.asOf },
          ),
  };
}

async function ownersIn(subjectId: string, { load }: RequestContext) {
  const [run, record] = await Promise.all([
    load(computationInForce, 'OWNERS'),
    load(ownersOfSubject, subjectId),
  ]);
  if (run === null) return missing('NOT_COMPUTED', 'graph');
  if (record === null) return missing('NOT_RECORDED', 'graph', { observedAt: run.asOf });
  const controller = record.controlPath.at(-1);
  return known(
    record.owners.map(({ ownerId, partPpb, isKnown }) => ({
      node: nodeKey('SUBJECT', ownerId),
      part: partPpb / 1_000_000_000,
      isKnown,
      controls: ownerId === controller,
    })),
    'graph',
    { observedAt: run.asOf },
  );
}

async function tradeOf(
  subjectId: string,
  asOf: BusinessDate,
  { load }: RequestContext,
): Promise<{ trade: Fact<TradeFacts>; lines: Fact<readonly LineFacts[]> }> {
  const day = { subjectId, asOf };
  const [counterparties, findings, payables, receivables, dealers] = await Promise.all([
    load(counterpartiesOfSubject, day),
    load(suspicionsOfSubject, day),
    load(openPayablesOfSubject, day),
    load(openReceivablesOfSubject, day),
    load(dealerLinesOfSubject, subjectId),
  ]);
  const lines = dealers.map((dealer) => ({ ...dealer, usedMinor: usedOfLine(dealer, payables) }));
  return {
    trade: known(
      {
        counterparties,
        findings,
        overduePayables: overduePayables(payables, asOf),
        receivables: soundReceivables(receivables, findings, asOf),
      },
      'trade',
      { observedAt: asOf },
    ),
    lines:
      dealers.length === 0
        ? missing('NOT_RECORDED', 'dealers')
        : known(lines, 'dealers', { observedAt: asOf }),
  };
}
