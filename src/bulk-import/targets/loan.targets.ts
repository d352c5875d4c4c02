import * as ecosystem from '../../ecosystem/bulk';
import { code, currency, date, instant, integer, money, oneOf, rate, refersTo, required } from './field';
import { target } from './target';

const loan = target({
  name: 'loan',
  entity: ecosystem.LoanEntity,
  merge: ecosystem.mergeLoans,
  fields: {
    subject: required(refersTo('subject')),
    account: refersTo('account'),
    loanNo: required(code(64)),
    product: required(oneOf(ecosystem.LOAN_PRODUCTS)),
    status: required(oneOf(ecosystem.LOAN_STATUSES)),
    principal: required(money()),
    outstanding: required(money()),
    currency: required(currency()),
    annualRate: rate(),
    instalment: money(),
    termMonths: required(integer(0, 1200)),
    issuedOn: required(date()),
    dueOn: date(),
    overdueDays: required(integer(0, 100_000)),
  },
});

const loanInstalment = target({
  name: 'loan_instalment',
  entity: ecosystem.LoanInstalmentEntity,
  merge: ecosystem.mergeLoanInstalments,
  fields: {
    loan: required(refersTo('loan')),
    number: required(integer(1, 10_000)),
    status: required(oneOf(ecosystem.INSTALMENT_STATUSES)),
    principal: required(money()),
    interest: required(money()),
    paid: required(money()),
    currency: required(currency()),
    dueOn: required(date()),
    paidOn: date(),
  },
});

const loanPayment = target({
  name: 'loan_payment',
  entity: ecosystem.LoanPaymentEntity,
  merge: ecosystem.mergeLoanPayments,
  fields: {
    loan: required(refersTo('loan')),
    amount: required(money()),
    currency: required(currency()),
    paidAt: required(instant()),
    channel: code(16),
  },
});

/** In load order. */
export const LOAN_TARGETS = [loan, loanInstalment, loanPayment];
