import type { PaymentPortrait } from '../../behaviour/payment-portrait';
import { type Fact, known, missing } from '../../facts/fact';
import type { Material } from '../material';
import { count, type Item, item, type Shown, said, share, sums, text } from '../portrait';

/** How he pays and is paid, and from which devices he comes (行为). */
export function behaviourItems({ facts, payments, lastBookedMonth, devices }: Material): Item[] {
  const bookedOn = lastBookedMonth === null ? null : lastDayOf(lastBookedMonth, facts.asOf);
  const ledger = (pick: (portrait: PaymentPortrait) => Shown | null): Fact<Shown> =>
    payments.known && payments.value.currencies.length === 0
      ? missing('NOT_RECORDED', 'ledger')
      : said(payments.known ? { ...payments, observedAt: bookedOn } : payments, pick);
  const seenOn = devices.known
    ? (devices.value.devices
        .flatMap(({ lastSeenOn }) => lastSeenOn ?? [])
        .sort()
        .at(-1) ?? null)
    : null;
  const scene = devices.known ? { ...devices, observedAt: seenOn } : devices;
  const main = ({ currencies }: PaymentPortrait) =>
    currencies.reduce((most, one) => (one.bookings > most.bookings ? one : most));
  const noDevice = devices.known && devices.value.devices.length === 0;
  return [
    // A firm's income is its turnover, which the trade section shows.
    ...(facts.kind === 'PERSON'
      ? [
          item(
            'INCOME',
            monthly(facts, bookedOn, ({ monthlyIncomeMinor }) => monthlyIncomeMinor),
          ),
          item(
            'REPAYMENT',
            monthly(facts, bookedOn, ({ monthlyRepaymentMinor }) => monthlyRepaymentMinor),
          ),
        ]
      : []),
    item(
      'BOOKINGS',
      ledger((all) => count(all.currencies.reduce((sum, { bookings }) => sum + bookings, 0))),
    ),
    item(
      'REGULAR_PAYERS',
      ledger((all) => count(main(all).regularPayers)),
    ),
    item(
      'WEEKEND_SHARE',
      ledger((all) => share(Number(main(all).weekendPpm) / 1_000_000)),
    ),
    // A ledger has days and no hours.
    item('NIGHT_SHARE', missing('NOT_SAID', 'ledger')),
    item(
      'DEVICES',
      noDevice ? missing('NOT_RECORDED', 'devices') : said(scene, (all) => count(all.devices.length)),
    ),
    item(
      'NEW_DEVICES',
      noDevice ? missing('NOT_RECORDED', 'devices') : said(scene, (all) => count(all.newDevices)),
    ),
    item('DEVICE_PLACE', missing('NOT_SAID', 'devices')),
    item('BEHAVIOUR_SIGNALS', signals(payments, devices)),
  ];
}

type Person = Extract<Material['facts'], { kind: 'PERSON' }>;
type CashflowFacts = Extract<Person['cashflow'], { known: true }>['value'][number];

function monthly(
  { cashflow, asOf }: Person,
  bookedOn: string | null,
  pick: (one: CashflowFacts) => bigint,
): Fact<Shown> {
  if (cashflow.known && cashflow.value.length === 0) return missing('NOT_RECORDED', 'ledger');
  return said(cashflow.known ? { ...cashflow, observedAt: bookedOn ?? asOf } : cashflow, (all) =>
    sums(all, (one) => ({ minor: pick(one), currency: one.currency })),
  );
}

/** That nothing was shown is known as soon as one of both could show something. */
function signals(payments: Material['payments'], devices: Material['devices']): Fact<Shown> {
  const looked = [
    ...(payments.known && payments.value.currencies.length > 0 ? payments.value.signals : []),
    ...(devices.known && devices.value.devices.length > 0 ? devices.value.signals : []),
  ];
  const hasLedger = payments.known && payments.value.currencies.length > 0;
  const hasDevices = devices.known && devices.value.devices.length > 0;
  if (!hasLedger && !hasDevices) return missing('NOT_RECORDED', 'behaviour');
  const codes = [...new Set(looked.map(({ code }) => code))];
  return known(text(codes.join(' ') || 'NONE'), 'behaviour');
}

/** The last day of a month, or the business date within it. */
function lastDayOf(month: string, asOf: string): string {
  if (asOf.startsWith(month)) return asOf;
  const [year, number] = month.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
}
