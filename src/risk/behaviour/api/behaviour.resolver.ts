import { Arg, Ctx, Extensions, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { Borrower } from '../../../borrowers';
import { addDays, CatalogueError } from '../../../kernel';
import { access } from '../../../platform/graphql';
import type { RequestContext } from '../../../platform/request';
import { policyInForce } from '../../policies/policy.loader';
import { counterpartyCells, deviceUsesOfSubject, ledgerCells, socialOfSubject } from '../behaviour.loaders';
import { BehaviourRefused } from '../behaviour-facts';
import { deviceScene } from '../device-scene';
import { paymentPortrait } from '../payment-portrait';
import { DeviceScene, DeviceSceneResult, toDeviceScene } from './device-scene.type';
import { PaymentPortrait, PaymentPortraitResult, toPaymentPortrait } from './payment-portrait.type';
import { PortraitRefused, toRefusedPortrait } from './portrait-refused.type';

const LONGEST_WINDOW_DAYS = 1_100;

@Resolver(() => Borrower)
export class BorrowerBehaviourFields {
  @Extensions(access('risk:read'))
  @FieldResolver(() => PaymentPortraitResult, {
    description: 'How he pays and is paid, and whom he stands near (支付社交画像), from his own ledger.',
  })
  async paymentPortrait(
    @Root() { subjectId }: Borrower,
    @Arg('days', () => Int, {
      defaultValue: 365,
      description: 'Length of the window up to today, 1 to 1100 days.',
    })
    days: number,
    @Ctx() context: RequestContext,
  ): Promise<PaymentPortrait | PortraitRefused> {
    if (days < 1 || days > LONGEST_WINDOW_DAYS)
      throw new CatalogueError('BAD_USER_INPUT', {
        argument: 'days',
        problem: `must be 1 to ${LONGEST_WINDOW_DAYS}`,
      });
    const asOf = context.clock.businessDate();
    const question = { subjectId, from: addDays(asOf, 1 - days), asOf };
    const [cells, counterparties, social, { limits }] = await Promise.all([
      context.load(ledgerCells, question),
      context.load(counterpartyCells, question),
      context.load(socialOfSubject, subjectId),
      context.load(policyInForce, { lenderType: null }),
    ]);
    return orRefused(() =>
      toPaymentPortrait(
        question.from,
        paymentPortrait({ cells, counterparties }, social, asOf, limits.fraud),
      ),
    );
  }

  @Extensions(access('risk:read'))
  @FieldResolver(() => DeviceSceneResult, {
    description: 'From which devices he comes (设备及场景侦测).',
  })
  async deviceScene(
    @Root() { subjectId }: Borrower,
    @Ctx() context: RequestContext,
  ): Promise<DeviceScene | PortraitRefused> {
    const [uses, { limits }] = await Promise.all([
      context.load(deviceUsesOfSubject, subjectId),
      context.load(policyInForce, { lenderType: null }),
    ]);
    return orRefused(() => toDeviceScene(deviceScene(uses, context.clock.businessDate(), limits.fraud)));
  }
}

function orRefused<T>(make: () => T): T | PortraitRefused {
  try {
    return make();
  } catch (error) {
    if (error instanceof BehaviourRefused) return toRefusedPortrait(error);
    throw error;
  }
}
