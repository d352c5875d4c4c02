import { PERSONAS } from '../../../src/demo';
import type { RunningGateway } from '../../support/gateway';
import { keyOf } from './ask-bureaus';

/**
 * The four indicators of every persona of the demo, after the bureaus have been asked about those who agreed. Each level is
 * the story of the persona; `-` is UNKNOWN.
 */
type Levels = readonly [fraud: string, multiPlatform: string, overIndebtedness: string, overdue: string];

const CLEAN: Levels = ['NONE', 'NONE', 'NONE', 'NONE'];
const FIRM: Levels = ['NONE', '-', 'NONE', 'NONE'];

const STORIES: Readonly<Record<string, Levels>> = {
  'clean-person': CLEAN,
  'supplier-owner': CLEAN,
  'dealer-owner': ['WATCH', 'NONE', 'HIGH', 'HIGH'],
  'multi-platform': ['NONE', 'SEVERE', 'SEVERE', 'NONE'],
  'over-indebted': ['NONE', 'HIGH', 'SEVERE', 'NONE'],
  'circle-owner-a': ['WATCH', 'NONE', 'HIGH', 'NONE'],
  'circle-owner-b': ['WATCH', 'NONE', 'HIGH', 'WATCH'],
  'circle-owner-c': ['WATCH', 'NONE', 'HIGH', 'SEVERE'],
  'ring-1': ['SEVERE', 'WATCH', '-', 'NONE'],
  'ring-2': ['SEVERE', 'WATCH', '-', 'NONE'],
  'ring-3': ['SEVERE', 'WATCH', '-', 'NONE'],
  'ring-4': ['SEVERE', 'WATCH', '-', 'NONE'],
  'ring-5': ['SEVERE', 'WATCH', '-', 'NONE'],
  'outside-haier': ['NONE', 'NONE', '-', 'NONE'],
  'no-record': CLEAN,
  'bureau-error': ['NONE', '-', '-', '-'],
  'no-consent': ['NONE', '-', '-', 'NONE'],
  'consent-expired': ['NONE', '-', '-', 'NONE'],
  'consent-revoked': ['NONE', '-', '-', 'NONE'],
  'shared-mobile-a': CLEAN,
  'shared-mobile-b': CLEAN,
  'past-overdue': ['NONE', 'NONE', 'NONE', 'WATCH'],
  'slow-bureau': ['NONE', '-', '-', 'NONE'],
  'fictitious-owner': ['WATCH', 'WATCH', 'HIGH', 'NONE'],
  'clean-supplier': FIRM,
  'overdue-dealer': ['NONE', '-', 'NONE', 'HIGH'],
  'circle-dealer-a': ['WATCH', '-', 'NONE', 'NONE'],
  'circle-dealer-b': ['WATCH', '-', 'HIGH', 'NONE'],
  'circle-dealer-c': ['WATCH', '-', 'WATCH', 'SEVERE'],
  'fictitious-supplier': ['SEVERE', '-', 'NONE', 'NONE'],
  'fictitious-buyer': ['SEVERE', '-', 'NONE', 'NONE'],
  'large-supplier': FIRM,
  'clean-dealer': FIRM,
  'sued-dealer': ['NONE', '-', 'NONE', 'HIGH'],
  'mutual-dealer-a': ['WATCH', '-', '-', 'NONE'],
  'mutual-dealer-b': ['WATCH', '-', '-', 'NONE'],
  'joint-dealer-a': ['WATCH', '-', 'HIGH', 'NONE'],
  'joint-dealer-b': ['WATCH', '-', 'HIGH', 'NONE'],
  'joint-dealer-c': ['WATCH', '-', '-', 'HIGH'],
  'chain-dealer': ['NONE', '-', 'NONE', '-'],
  'chain-holding': ['NONE', '-', 'NONE', '-'],
  'cross-dealer': ['NONE', '-', 'NONE', '-'],
  'cross-holding': ['NONE', '-', 'NONE', '-'],
  'round-dealer-a': ['SEVERE', '-', 'NONE', 'NONE'],
  'round-dealer-b': ['SEVERE', '-', 'NONE', 'NONE'],
  'round-dealer-c': ['SEVERE', '-', 'NONE', 'NONE'],
  'twice-supplier': ['SEVERE', 'WATCH', 'WATCH', 'NONE'],
};

const INDICATORS = `query ($keys: [BorrowerKey!]!, $purpose: InquiryPurpose) { borrowers(keys: $keys) { ... on Borrower {
  id indicators(purpose: $purpose) { kind level evidence { code level source consentNo nodeIds reference } missing { input reason source } } } } }`;

interface Answered {
  kind: string;
  level: string;
  evidence: {
    code: string;
    level: string;
    source: string;
    consentNo: string | null;
    nodeIds: string[];
    reference: string | null;
  }[];
  missing: { input: string; reason: string; source: string }[];
}

async function indicatorsOf(
  running: RunningGateway,
  keys: readonly string[],
  purpose: string | null = 'LOAN_APPROVAL',
): Promise<{ indicators: Answered[][]; bureauCalls: number }> {
  const { data, errors, extensions } = await running.query(INDICATORS, { keys: keys.map(keyOf), purpose });
  expect(errors).toBeUndefined();
  const { bureauCalls } = (extensions as { cost: { bureauCalls: number } }).cost;
  return {
    indicators: data.borrowers.map((one: { indicators: Answered[] }) => one.indicators),
    bureauCalls,
  };
}

export function indicatorsOfPersonas(gateway: () => RunningGateway): void {
  it('name the report that is missing, and ask no bureau for it', async () => {
    const { indicators, bureauCalls } = await indicatorsOf(gateway(), ['clean-person', 'no-consent']);
    const missing = indicators.map(([, multi]) =>
      multi?.missing.map(({ source, reason }) => `${source} ${reason}`),
    );
    expect(indicators.map(([, multi]) => multi?.level)).toEqual(['UNKNOWN', 'UNKNOWN']);
    expect(missing[0]).toEqual(['SHANGHAI_CREDIT NOT_STORED', 'BAIHANG NOT_STORED', 'NIFA NOT_STORED']);
    expect(missing[1]).toEqual([
      'SHANGHAI_CREDIT CONSENT_REQUIRED',
      'BAIHANG CONSENT_REQUIRED',
      'NIFA CONSENT_REQUIRED',
    ]);
    expect(bureauCalls).toBe(0);
  });

  it('are refused to a caller without the permission, and for a kind of lender without a policy', async () => {
    const refused = await gateway().query(INDICATORS, { keys: [keyOf('ring-1')] }, 'operator');
    expect(refused.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    const none = await gateway().query(
      'query ($keys: [BorrowerKey!]!) { borrowers(keys: $keys) { ... on Borrower { indicators(lenderType: P2P) { level } } } }',
      { keys: [keyOf('ring-1')] },
    );
    expect(none.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'lenderType' });
  });
}

export function indicatorsOnceAsked(gateway: () => RunningGateway): void {
  it('come out as the stories say', async () => {
    const keys = PERSONAS.map(({ key }) => key);
    const { indicators } = await indicatorsOf(gateway(), keys);
    const levels = indicators.map((all) => all.map(({ level }) => (level === 'UNKNOWN' ? '-' : level)));
    expect(Object.fromEntries(keys.map((key, index) => [key, levels[index]]))).toEqual(STORIES);
  });

  it('show evidence that leads back to what stands behind it', async () => {
    const { indicators } = await indicatorsOf(gateway(), ['multi-platform', 'overdue-dealer', 'ring-1']);
    const lenders = indicators[0]?.[1]?.evidence.find(({ code }) => code === 'OPEN_LENDERS');
    expect(lenders?.consentNo).toMatch(/^DEMO-/);
    const shown = [
      indicators[1]?.[3]?.evidence.find(({ code }) => code === 'OVERDUE_LOAN'),
      indicators[1]?.[3]?.evidence.find(({ code }) => code === 'OVERDUE_PAYABLES'),
      indicators[2]?.[0]?.evidence.find(({ code }) => code === 'EMULATOR'),
    ].map((one) => one?.nodeIds[0]);
    const { data } = await gateway().query('query ($ids: [ID!]!) { nodes(ids: $ids) { __typename } }', {
      ids: shown,
    });
    expect(data.nodes.map((node: { __typename: string }) => node.__typename)).toEqual([
      'Loan',
      'Order',
      'Device',
    ]);
  });

  it('name nothing in their evidence that `nodes` does not have', async () => {
    const { indicators } = await indicatorsOf(
      gateway(),
      PERSONAS.map(({ key }) => key),
    );
    const all = indicators.flat(2).flatMap(({ evidence }) => evidence);
    const ids = [...new Set(all.flatMap(({ nodeIds }) => nodeIds))];
    expect(ids.length).toBeGreaterThan(30);
    const { data } = await gateway().query('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids });
    expect(data.nodes.map((node: { id: string } | null) => node?.id)).toEqual(ids);
  });

  it('name circles and rings by the ids under which they are found', async () => {
    const keys = ['circle-dealer-a', 'ring-1'];
    const { data } = await gateway().query(
      `query ($keys: [BorrowerKey!]!) { borrowers(keys: $keys) { ... on Borrower {
        guaranteeCircles { ... on BorrowerGuaranteeCircles { circles { id } } }
        sharedRings { ... on BorrowerSharedRings { rings { id } } } } } }`,
      { keys: keys.map(keyOf) },
    );
    const [circle, ring] = (await indicatorsOf(gateway(), keys)).indicators.map(([fraud]) => fraud?.evidence);
    const named = (evidence: Answered['evidence'] | undefined, wanted: string) =>
      evidence?.filter(({ code }) => code === wanted).map(({ reference }) => reference);
    const idsOf = (all: { id: string }[]) => all.map(({ id }) => id);
    expect(named(circle, 'GUARANTEE_CIRCLE')).toEqual(idsOf(data.borrowers[0].guaranteeCircles.circles));
    const rings = named(ring, 'DENSE_RING');
    expect(rings?.length).toBeGreaterThan(0);
    expect(idsOf(data.borrowers[1].sharedRings.rings)).toEqual(expect.arrayContaining(rings ?? []));
  });

  it('read no report without a purpose, and none that was fetched for another one', async () => {
    const told = async (purpose: string | null) =>
      (await indicatorsOf(gateway(), ['clean-person'], purpose)).indicators[0]?.[1]?.missing.map(
        ({ reason }) => reason,
      );
    expect(await told(null)).toEqual(['NOT_ASKED', 'NOT_ASKED', 'NOT_ASKED']);
    expect(await told('POST_LOAN')).not.toContain('NOT_ASKED');
    expect((await told('POST_LOAN'))?.length).toBe(3);
  });

  it('mark the nodes of a graph by their worst, from own facts alone unless a purpose is given', async () => {
    const { data, errors } = await gateway().query(
      `query ($keys: [BorrowerKey!]!) { borrowers(keys: $keys) { ... on Borrower { riskGraph(depth: 1, kinds: [GUARANTOR]) {
        nodes { distance marks { own: worstIndicator { kind level evidence { source } }
          reported: worstIndicator(purpose: LOAN_APPROVAL) { kind level } } } } } } }`,
      { keys: [keyOf('circle-dealer-b'), keyOf('dealer-owner')] },
    );
    expect(errors).toBeUndefined();
    const [circle, owner] = data.borrowers.map((one: { riskGraph: { nodes: { marks: unknown }[] } }) =>
      one.riskGraph.nodes.map(({ marks }) => marks),
    );
    expect(circle[0].own).toMatchObject({ kind: 'OVER_INDEBTEDNESS', level: 'HIGH' });
    expect(circle.map(({ own }: { own: { level: string } }) => own.level).sort()).toEqual([
      'HIGH',
      'SEVERE',
      'WATCH',
    ]);
    expect(owner[0].own).toMatchObject({ kind: 'FRAUD', level: 'WATCH' });
    expect(owner[0].reported).toMatchObject({ level: 'HIGH' });
  });
}
