import type { ContributionConnector } from '../../bureaus';
import { addDays } from '../../kernel';
import type { OutboxWriter } from '../outbox/outbox-writer';
import { buildMissing } from '../reconciliation/build-missing';
import { type Finding, REASONS } from '../reconciliation/finding';
import type { Span } from '../reconciliation/judging';
import { type ReconcileDeps, reconcile } from '../reconciliation/reconcile';
import { untold } from '../reconciliation/untold';

interface ReconcileRun {
  readonly deps: ReconcileDeps;
  readonly connectors: readonly ContributionConnector[];
  readonly span: Span;
  /** Builds what is missing; null: only looks. */
  readonly writer: OutboxWriter | null;
  /** One object to a line, instead of words. */
  readonly json: boolean;
}

/** Writes each finding as a line, as it is found. Gives how many are left. */
export async function reconcileRun(
  { deps, connectors, span, writer, json }: ReconcileRun,
  stdout: NodeJS.WritableStream,
): Promise<number> {
  let found = 0;
  let built = 0;
  for await (const finding of findingsOf(deps, connectors, span)) {
    const connector = connectors.find(({ bureau }) => bureau === finding.bureau);
    const isBuilt =
      writer !== null &&
      connector !== undefined &&
      (await buildMissing(deps.database, writer, connector, finding));
    found += 1;
    if (isBuilt) built += 1;
    stdout.write(json ? `${JSON.stringify({ ...finding, built: isBuilt })}\n` : textOf(finding, isBuilt));
  }
  if (!json) stdout.write(`${span.from} to ${span.to}: ${found} found, ${built} built\n`);
  return found - built;
}

async function* findingsOf(
  deps: ReconcileDeps,
  connectors: readonly ContributionConnector[],
  span: Span,
): AsyncGenerator<Finding> {
  for await (const { finding } of reconcile(deps, { connectors, span, kind: null })) yield finding;
  for (let day = span.from; day <= span.to; day = addDays(day, 1)) yield* untold(deps, connectors, day);
}

function textOf(finding: Finding, isBuilt: boolean): string {
  const { kind, bureau, loanNo, term, eventKind, businessDate, reason } = finding;
  const event = eventKind === null ? businessDate.slice(0, 7) : `term ${term} ${eventKind} ${businessDate}`;
  const what = isBuilt ? 'built now 已补建' : `${REASONS[reason].en} ${REASONS[reason].zh}`;
  return `${kind} ${bureau} ${loanNo} ${event}: ${reason}: ${what}\n`;
}
