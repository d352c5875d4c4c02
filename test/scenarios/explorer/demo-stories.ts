/** What the API finds of the demo's patterns is in the picture: who, tied how, and how bad. */
import {
  chooseIn,
  clickOn,
  type DrawnNode,
  detailsOn,
  draw,
  drawnWhen,
  idsOf,
  openGraphPanel,
  photograph,
} from './picture-page';
import { expectNothingWrong, type World } from './world';

export function demoStories(world: World): void {
  beforeAll(() => openGraphPanel(world.page));
  afterEach(() => expectNothingWrong(world));

  it('shows the device ring that the API finds: five borrowers at severe risk who use one emulated device', async () => {
    const { page } = world;
    const { data } = await world.gateway.query(`{
      sharedRings(filter: { kind: DEVICE }, first: 10) { ... on SharedRingConnection { nodes {
        members(first: 10) { nodes { borrower { id } } }
        shared(first: 2) { nodes { thing { ... on Device { id emulator } } } }
      } } }
    }`);
    const ring = data.sharedRings.nodes[0];
    const members = ring.members.nodes.map(({ borrower }: { borrower: object }) => borrower);
    const device = ring.shared.nodes[0].thing;

    const { nodes, edges } = await draw(world, 'ring');
    const borrowers = nodes.filter(({ kind }) => kind === 'SUBJECT');
    expect(idsOf(borrowers)).toEqual(idsOf(members));
    expect(new Set(borrowers.map(({ level }) => level))).toEqual(new Set(['SEVERE']));
    const uses = edges.filter(({ kind }) => kind === 'USES_DEVICE');
    expect(uses.map(({ from }) => from).sort()).toEqual(idsOf(members));
    expect(new Set(uses.map(({ to }) => to))).toEqual(new Set([device.id]));
    expect(nodes.find(({ id }) => id === device.id)).toMatchObject({ kind: 'DEVICE', level: 'HIGH' });
    await clickOn(page, device.id);
    await expect(detailsOn(page).innerText()).resolves.toMatch(/emulator[\s\S]*模拟器设备[\s\S]*DEVICE_RING/);
    await photograph(page, 'ring');
  });

  it('shows the guarantee circle that the API finds: who guarantees for whom, back to the first', async () => {
    const { page } = world;
    const { data } = await world.gateway.query(`{
      guaranteeCircles(filter: { kind: RING }, first: 5) { ... on GuaranteeCircleConnection { nodes {
        members(first: 10) { nodes { defaulted borrower { id } } }
        guarantees(first: 10) { nodes { guarantor { id } debtor { id } } }
      } } }
    }`);
    const circle = data.guaranteeCircles.nodes[0];

    const { nodes, edges } = await draw(world, 'circle');
    const guarantees = edges.filter(({ kind }) => kind === 'GUARANTOR');
    expect(guarantees.map(({ from, to }) => `${from} ${to}`).sort()).toEqual(
      circle.guarantees.nodes
        .map(
          (one: { guarantor: { id: string }; debtor: { id: string } }) =>
            `${one.guarantor.id} ${one.debtor.id}`,
        )
        .sort(),
    );
    expect(guarantees).toHaveLength(3);
    for (const { borrower, defaulted } of circle.members.nodes) {
      const drawn = nodes.find(({ id }) => id === borrower.id);
      expect(drawn?.level).toBe(defaulted ? 'SEVERE' : 'HIGH');
    }

    await chooseIn(page, 'Highlight', 'Marked guarantee circle (3)');
    const marked = await drawnWhen(page, ({ nodes: all }) => all.some(({ faded }) => faded));
    const whole = marked.nodes.filter(({ faded }) => !faded);
    expect(idsOf(whole)).toEqual(
      idsOf(circle.members.nodes.map(({ borrower }: { borrower: { id: string } }) => borrower)),
    );
    expect(idsOf(marked.edges.filter(({ faded }) => !faded))).toEqual(
      expect.arrayContaining(idsOf(guarantees)),
    );
    await photograph(page, 'circle');
    await clickOn(page, whole[0]?.id ?? '');
    await expect(detailsOn(page).innerText()).resolves.toMatch(/GUARANTEE_CIRCLE · [\s\S]*evidence: /);
  });

  it('shows the fictitious trade that the API finds: both firms severe, and one owner behind them', async () => {
    const { page } = world;
    const { data } = await world.gateway.query(
      `query($key: BorrowerKey!) { borrower(key: $key) { ... on Borrower { id threeFlows { findings { code } } } } }`,
      { key: { creditCode: '91370299MAF000063U' } },
    );
    expect(data.borrower.threeFlows.findings).toContainEqual({ code: 'FICTITIOUS_TRADE' });

    const { nodes, edges } = await draw(world, 'trade');
    const seller = nodes.find(({ root }) => root);
    expect(seller?.id).toBe(data.borrower.id);
    const [trade, ...others] = edges.filter(({ kind }) => kind === 'TRADES_WITH');
    expect(others).toEqual([]);
    expect(trade).toMatchObject({ from: seller?.id, words: expect.stringMatching(/^sells to · ¥/) });
    const buyer = nodes.find(({ id }) => id === trade?.to);
    expect([seller?.level, buyer?.level]).toEqual(['SEVERE', 'SEVERE']);
    const owners = edges.filter(({ kind }) => kind === 'SHAREHOLDER');
    expect(owners.map(({ to }) => to).sort()).toEqual(idsOf([seller, buyer] as DrawnNode[]));
    expect(new Set(owners.map(({ from }) => from)).size).toBe(1);

    await clickOn(page, seller?.id ?? '');
    await expect(detailsOn(page).innerText()).resolves.toMatch(
      /运单[\s\S]*UNSHIPPED_TRADE · evidence: fraud/,
    );
    await photograph(page, 'trade');
  });
}
