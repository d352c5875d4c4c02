import { PERSONAS } from '../../src/demo';
import { describeOnDatabases } from '../support/databases';
import { type RunningGateway, startGateway } from '../support/gateway';

/**
 * The four indicators of every persona of the demo: first from what is stored at the start, then after the bureaus have been
 * asked about those who agreed. Each level is the story of the persona; `-` is UNKNOWN.
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
  'fictitious-owner': ['NONE', 'WATCH', 'HIGH', 'NONE'],
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

const keyOf = (value: string) => ({ external: { source: 'demo', value } });

const INDICATORS = `query ($keys: [BorrowerKey!]!, $purpose: InquiryPurpose) { borrowers(keys: $keys) { ... on Borrower {
  id indicators(purpose: $purpose) { kind level evidence { code level source consentNo nodeIds } missing { input reason source } } } } }`;

interface Answered {
  kind: string;
  level: string;
  evidence: { code: string; level: string; source: string; consentNo: string | null; nodeIds: string[] }[];
  missing: { input: string; reason: string; source: string }[];
}

describeOnDatabases('The indicators of the personas', (target) => {
  let running: RunningGateway;
  beforeAll(async () => {
    running = await startGateway({ databaseUrl: target.url() });
  }, 60_000);
  afterAll(() => running?.close());

  async function indicatorsOf(
    keys: readonly string[],
    purpose: string | null = 'LOAN_APPROVAL',
  ): Promise<{ indicators: Answered[][]; statements: number; bureauCalls: number }> {
    const { data, errors, extensions } = await running.query(INDICATORS, { keys: keys.map(keyOf), purpose });
    expect(errors).toBeUndefined();
    const { statements, bureauCalls } = (extensions as { cost: { statements: number; bureauCalls: number } })
      .cost;
    return {
      indicators: data.borrowers.map((one: { indicators: Answered[] }) => one.indicators),
      statements,
      bureauCalls,
    };
  }

  it('name the report that is missing, and ask no bureau for it', async () => {
    const { indicators, bureauCalls } = await indicatorsOf(['clean-person', 'no-consent']);
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

  it('take the same statements for 200 borrowers as for two', async () => {
    // Of the round all hops of the sales are followed.
    const few = ['ring-1', 'round-dealer-a'];
    const guests = Array.from({ length: 240 }, (_, n) => `guest-${n + 1}`);
    const many = [...PERSONAS.map(({ key }) => key), ...guests].slice(0, 200);
    expect((await indicatorsOf(many)).statements).toBe((await indicatorsOf(few)).statements);
  });

  it('come out as the stories say, once the bureaus have been asked', async () => {
    const people = PERSONAS.filter(({ kind, key }) => kind === 'PERSON' && key !== 'slow-bureau');
    const { errors } = await running.query(
      `query ($keys: [BorrowerKey!]!, $credit: CreditReportRequest!) {
        borrowers(keys: $keys) { ... on Borrower { creditReports(request: $credit) { __typename } } } }`,
      {
        keys: people.map(({ key }) => keyOf(key)),
        credit: {
          purpose: 'LOAN_APPROVAL',
          mode: 'INQUIRE_IF_STALE',
          application: {
            no: 'APP-1',
            loanPurpose: 'DAILY_CONSUMPTION',
            guaranteeType: 'CREDIT',
            customerType: 'EMPLOYED',
            amount: { value: '20000.00', currency: 'CNY' },
          },
        },
      },
    );
    expect(errors).toBeUndefined();
    const keys = PERSONAS.map(({ key }) => key);
    const { indicators } = await indicatorsOf(keys);
    const levels = indicators.map((all) => all.map(({ level }) => (level === 'UNKNOWN' ? '-' : level)));
    expect(Object.fromEntries(keys.map((key, index) => [key, levels[index]]))).toEqual(STORIES);
  });

  it('show evidence that leads back to what stands behind it', async () => {
    const { indicators } = await indicatorsOf(['multi-platform', 'overdue-dealer', 'ring-1']);
    const lenders = indicators[0]?.[1]?.evidence.find(({ code }) => code === 'OPEN_LENDERS');
    expect(lenders?.consentNo).toMatch(/^DEMO-/);
    const shown = [
      indicators[1]?.[3]?.evidence.find(({ code }) => code === 'OVERDUE_LOAN'),
      indicators[1]?.[3]?.evidence.find(({ code }) => code === 'OVERDUE_PAYABLES'),
      indicators[2]?.[0]?.evidence.find(({ code }) => code === 'EMULATOR'),
    ].map((one) => one?.nodeIds[0]);
    const { data } = await running.query('query ($ids: [ID!]!) { nodes(ids: $ids) { __typename } }', {
      ids: shown,
    });
    expect(data.nodes.map((node: { __typename: string }) => node.__typename)).toEqual([
      'Loan',
      'Order',
      'Device',
    ]);
  });

  it('read no report without a purpose, and none that was fetched for another one', async () => {
    const told = async (purpose: string | null) =>
      (await indicatorsOf(['clean-person'], purpose)).indicators[0]?.[1]?.missing.map(({ reason }) => reason);
    expect(await told(null)).toEqual(['NOT_ASKED', 'NOT_ASKED', 'NOT_ASKED']);
    expect(await told('POST_LOAN')).not.toContain('NOT_ASKED');
    expect((await told('POST_LOAN'))?.length).toBe(3);
  });

  it('are refused to a caller without the permission, and for a kind of lender without a policy', async () => {
    const refused = await running.query(INDICATORS, { keys: [keyOf('ring-1')] }, 'operator');
    expect(refused.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    const none = await running.query(
      'query ($keys: [BorrowerKey!]!) { borrowers(keys: $keys) { ... on Borrower { indicators(lenderType: P2P) { level } } } }',
      { keys: [keyOf('ring-1')] },
    );
    expect(none.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'lenderType' });
  });

  it('mark the nodes of a graph by their worst, from own facts alone unless a purpose is given', async () => {
    const { data, errors } = await running.query(
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
});
