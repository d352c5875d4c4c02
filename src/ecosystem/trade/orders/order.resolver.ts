import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { connectionFor, ListArguments } from '../../../platform/lists';
import type { RequestContext } from '../../../platform/request';
import { InvoiceConnection, toInvoice } from '../invoices/invoice.type';
import { TradePaymentConnection, toTradePayment } from '../payments/trade-payment.type';
import { invoicesOfOrder, linesOfOrder, paymentsOfOrder, waybillsOfOrder } from '../trade.loaders';
import { toWaybill, WaybillConnection } from '../waybills/waybill.type';
import { Order, OrderLineConnection, toOrderLine } from './order.type';

@Resolver(() => Order)
export class OrderResolver {
  @FieldResolver(() => OrderLineConnection, { description: 'Lines, in their order.' })
  lines(
    @Root() order: Order,
    @Args(() => ListArguments) page: ListArguments,
    @Ctx() context: RequestContext,
  ) {
    return connectionFor(context, linesOfOrder, page, toOrderLine, { parent: order.key });
  }

  @FieldResolver(() => WaybillConnection, {
    description: 'Shipments (运单), in the order of their arrival here.',
  })
  waybills(
    @Root() order: Order,
    @Args(() => ListArguments) page: ListArguments,
    @Ctx() context: RequestContext,
  ) {
    return connectionFor(context, waybillsOfOrder, page, toWaybill, { parent: order.key });
  }

  @FieldResolver(() => InvoiceConnection, { description: 'Invoices (发票), oldest first.' })
  invoices(
    @Root() order: Order,
    @Args(() => ListArguments) page: ListArguments,
    @Ctx() context: RequestContext,
  ) {
    return connectionFor(context, invoicesOfOrder, page, toInvoice, { parent: order.key });
  }

  @FieldResolver(() => TradePaymentConnection, { description: 'Payments, oldest first.' })
  payments(
    @Root() order: Order,
    @Args(() => ListArguments) page: ListArguments,
    @Ctx() context: RequestContext,
  ) {
    return connectionFor(context, paymentsOfOrder, page, toTradePayment, { parent: order.key });
  }
}
