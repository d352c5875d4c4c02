import type { GraphEdgeKind, Walk } from '../../../../src/graph';
import type { VerificationRecord } from '../../../../src/risk/biometrics/storage/biometrics.loaders';
import { biometricsOf } from '../../../../src/risk/facts/sources/biometrics';
import { neighboursIn, networkOf } from '../../../../src/risk/facts/sources/network';
import type { UsedThing } from '../../../../src/risk/facts/sources/own-facts.loaders';
import { aSuspicion } from '../some-facts';

const ROOT = 'bo:1';
type Edge = readonly [from: string, to: string, kind: GraphEdgeKind];

/** What a search from the root found: distances as the edges are walked, nearest first. */
function found(edges: readonly Edge[], cuts: Walk['cuts'] = []): Walk {
  const distances = new Map([[ROOT, 0]]);
  for (const hop of [1, 2])
    for (const [from, to] of edges)
      for (const [near, far] of [
        [from, to],
        [to, from],
      ] as const)
        if (distances.get(near) === hop - 1 && !distances.has(far)) distances.set(far, hop);
  return {
    distances,
    edges: edges.map(([from, to, kind]) => ({ from, to, kind })) as unknown as Walk['edges'],
    cuts,
  };
}

const device: UsedThing = { thing: 'DEVICE', id: '5', kind: 'PHONE', role: '', emulator: true };
const mobile: UsedThing = { thing: 'CONTACT_POINT', id: '6', kind: 'MOBILE', role: 'OWN', emulator: false };
const nothing = { marksOf: () => [], suspicionsOf: () => [] };

describe('The network around a subject', () => {
  it('of nobody is nobody', () => {
    expect(networkOf(ROOT, [], found([]), nothing)).toEqual({
      ...{ firmsLed: [], suspectFirms: [], creditors: [], devices: [], contacts: [], badNeighbours: [] },
    });
  });

  it('tells firms that he leads from those who lead him, and lenders from debtors', () => {
    const { firmsLed, creditors } = networkOf(
      ROOT,
      [],
      found([
        [ROOT, 'bo:2', 'LEGAL_REPRESENTATIVE'],
        ['bo:3', ROOT, 'LEGAL_REPRESENTATIVE'],
        ['bo:4', ROOT, 'CREDITOR'],
        [ROOT, 'bo:5', 'CREDITOR'],
      ]),
      nothing,
    );
    expect([firmsLed, creditors]).toEqual([['bo:2'], ['bo:4']]);
  });

  it('tells of firms that he leads those whose trades could be fraud', () => {
    const walk = found([
      [ROOT, 'bo:2', 'LEGAL_REPRESENTATIVE'],
      [ROOT, 'bo:3', 'LEGAL_REPRESENTATIVE'],
      [ROOT, 'bo:4', 'SHAREHOLDER'],
    ]);
    const findings = [aSuspicion('FICTITIOUS_TRADE', 2)];
    const suspicionsOf = (node: string) => (node === 'bo:3' ? [] : findings);
    expect(networkOf(ROOT, [], walk, { ...nothing, suspicionsOf }).suspectFirms).toEqual([
      { node: 'bo:2', findings },
    ]);
  });

  it('counts the users of a thing, himself among them and each once', () => {
    const { devices, contacts } = networkOf(
      ROOT,
      [device, mobile],
      found([
        [ROOT, 'dv:5', 'USES_DEVICE'],
        ['bo:2', 'dv:5', 'USES_DEVICE'],
        ['bo:2', 'dv:5', 'USES_DEVICE'],
        [ROOT, 'cp:6', 'REACHED_AT'],
      ]),
      nothing,
    );
    expect(devices).toEqual([{ node: 'dv:5', kind: 'PHONE', emulator: true, users: 2 }]);
    expect(contacts).toEqual([{ node: 'cp:6', kind: 'MOBILE', role: 'OWN', users: 1 }]);
  });

  it('believes the search where a thing has too many users to be followed', () => {
    const cut = { reason: 'SUPERNODE', node: 'dv:5', kind: 'USES_DEVICE', found: 240, kept: 0 } as const;
    const { devices } = networkOf(ROOT, [device], found([[ROOT, 'dv:5', 'USES_DEVICE']], [cut]), nothing);
    expect(devices[0]?.users).toBe(240);
  });

  it('tells who does not pay, how far away he is and by which ties, and nobody who pays', () => {
    const walk = found([
      [ROOT, 'bo:2', 'SPOUSE'],
      ['bo:2', 'bo:3', 'GUARANTOR'],
      [ROOT, 'dv:5', 'USES_DEVICE'],
      ['bo:4', 'dv:5', 'USES_DEVICE'],
    ]);
    expect(neighboursIn(walk).sort()).toEqual(['bo:2', 'bo:3', 'bo:4']);
    const marksOf = (node: string) => (node === 'bo:2' ? [] : ['OVERDUE_LOAN']);
    expect(networkOf(ROOT, [], walk, { ...nothing, marksOf }).badNeighbours).toEqual([
      { node: 'bo:3', distance: 2, via: ['SPOUSE', 'GUARANTOR'], marks: ['OVERDUE_LOAN'] },
      { node: 'bo:4', distance: 2, via: ['USES_DEVICE', 'USES_DEVICE'], marks: ['OVERDUE_LOAN'] },
    ]);
  });
});

describe('Biometric verifications as facts', () => {
  const record = (over: Partial<VerificationRecord>) =>
    ({
      ...{ modality: 'FACE', verdict: 'MATCH', liveness: 'LIVE', consentNo: 'C-1' },
      ...{ closedAt: new Date('2026-06-01T00:00:00Z'), ...over },
    }) as VerificationRecord;

  it('of none are missing, and no match', () => {
    expect(biometricsOf([])).toMatchObject({ known: false, reason: 'NOT_RECORDED' });
    expect(biometricsOf([record({ verdict: null })])).toMatchObject({ known: false });
  });

  it('are as old as the last of them, under its consent', () => {
    const later = record({
      ...{ modality: 'FINGERPRINT', verdict: 'NO_MATCH', consentNo: 'C-2' },
      closedAt: new Date('2026-06-02T00:00:00Z'),
    });
    for (const all of [
      [record({}), later],
      [later, record({})],
    ])
      expect(biometricsOf(all)).toMatchObject({
        ...{ known: true, consentNo: 'C-2', observedAt: '2026-06-02T00:00:00.000Z' },
        value: all.map(({ modality }) => expect.objectContaining({ modality })),
      });
  });
});
