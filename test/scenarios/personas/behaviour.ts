import { PERSONAS } from '../../../src/demo';
import { exampleOperation } from '../../support/example-operation';
import type { RunningGateway } from '../../support/gateway';

const { query } = exampleOperation('19-payment-and-devices');
const keyOf = (persona: string) => {
  const { residentId, creditCode } = PERSONAS.find(({ key }) => key === persona)!;
  return residentId ? { residentId } : { creditCode };
};

// biome-ignore lint/suspicious/noExplicitAny: an answer holds whatever the operation asks for
async function behaviourOf(running: RunningGateway, persona: string): Promise<any> {
  const { data, errors } = await running.query(query, { key: keyOf(persona) });
  expect(errors).toBeUndefined();
  return data.borrower;
}
const codesOf = ({ signals }: { signals: { code: string }[] }) => signals.map(({ code }) => code);

export function behaviourOfPersonas(gateway: () => RunningGateway): void {
  it('shows a wage earner: one regular payer, the same every month', async () => {
    const { paymentPortrait, deviceScene } = await behaviourOf(gateway(), 'clean-person');
    const [money] = paymentPortrait.currencies;
    expect(money.incomeMonths).toBe(money.months);
    expect(money).toMatchObject({
      regularPayers: 1,
      nightShare: null,
      payers: { count: 1, largest: '1.000000' },
    });
    expect(paymentPortrait.signals).toEqual([]);
    expect(paymentPortrait.missing).toContainEqual(expect.objectContaining({ input: 'TIME_OF_DAY' }));
    expect(deviceScene).toMatchObject({ impossibleTravel: null, proxy: null, signals: [] });
  });

  it('shows the device ring: an emulator with five users', async () => {
    const { deviceScene, paymentPortrait } = await behaviourOf(gateway(), 'ring-1');
    expect(codesOf(deviceScene)).toEqual(['EMULATOR', 'SHARED_DEVICE']);
    expect(deviceScene.devices).toContainEqual(
      expect.objectContaining({ emulator: true, users: 5, public: false }),
    );
    expect(codesOf(paymentPortrait)).toContain('SHARED_CONTACT');
    const [{ nodeIds }] = deviceScene.signals;
    const { data } = await gateway().query(
      'query ($id: ID!) { node(id: $id) { ... on Device { emulator } } }',
      {
        id: nodeIds[0],
      },
    );
    expect(data.node.emulator).toBe(true);
  });

  it('shows the money of the fictitious trade going to and fro', async () => {
    const { paymentPortrait } = await behaviourOf(gateway(), 'fictitious-supplier');
    const signal = paymentPortrait.signals.find(({ code }: { code: string }) => code === 'MONEY_TO_AND_FRO');
    expect(signal).toMatchObject({ level: 'WATCH' });
    expect(Number(signal.value)).toBeGreaterThan(90);
  });

  it('says that nothing is known of somebody without a footprint', async () => {
    const { paymentPortrait, deviceScene } = await behaviourOf(gateway(), 'outside-haier');
    expect(paymentPortrait.currencies).toEqual([]);
    expect(paymentPortrait.missing.map(({ input }: { input: string }) => input)).toEqual([
      'TIME_OF_DAY',
      'LEDGER',
    ]);
    expect(deviceScene.missing.map(({ input }: { input: string }) => input)).toEqual([
      'PLACE',
      'PROXY',
      'DEVICE',
    ]);
  });
}
