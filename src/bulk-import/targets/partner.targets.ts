import * as ecosystem from '../../ecosystem/bulk';
import { code, currency, date, money, oneOf, refersTo, required, text } from './field';
import { target } from './target';

const supplier = target({
  name: 'supplier',
  entity: ecosystem.SupplierEntity,
  merge: ecosystem.mergeSuppliers,
  fields: {
    subject: required(refersTo('subject')),
    supplierNo: required(code(40)),
    name: required(text(200)),
    tier: required(oneOf(ecosystem.SUPPLIER_TIERS)),
    status: required(oneOf(ecosystem.PARTNER_STATUSES)),
    category: text(80),
    regionCode: code(12),
    since: required(date()),
  },
});

const dealer = target({
  name: 'dealer',
  entity: ecosystem.DealerEntity,
  merge: ecosystem.mergeDealers,
  fields: {
    subject: required(refersTo('subject')),
    dealerNo: required(code(40)),
    name: required(text(200)),
    region: text(80),
    level: required(oneOf(ecosystem.DEALER_LEVELS)),
    status: required(oneOf(ecosystem.PARTNER_STATUSES)),
    creditLimit: money(),
    currency: required(currency()),
    since: required(date()),
  },
});

/** In load order. */
export const PARTNER_TARGETS = [supplier, dealer];
