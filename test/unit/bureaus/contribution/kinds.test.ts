import { contributingBureaus } from '../../../../src/bureaus';
import { EVERY_KIND } from '../../../../src/bureaus/contribution/kinds';
import { isOriginal } from '../../../../src/ecosystem';
import { LOAN_EVENT_KINDS } from '../../../../src/ecosystem/loans/loan-event';
import { loadConfig } from '../../../../src/platform/config';
import {
  application,
  arrears,
  cancellation,
  extension,
  fraud,
  issue,
  recordsIn,
  repayment,
  settlement,
  someFacts,
} from '../../../support/loan-contributions';

const EVENTS = [application, issue, repayment(), arrears(), extension, settlement(), cancellation, fraud];

it('every kind but those of what was told is one that a bureau may take', () => {
  const original = LOAN_EVENT_KINDS.filter((kind) => isOriginal({ ...issue, kind } as never));
  expect(new Set<string>(EVERY_KIND)).toEqual(new Set(original));
  expect(new Set(EVENTS.map(({ kind }) => kind))).toEqual(new Set(EVERY_KIND));
});

it('a bureau makes records of the kinds that it takes, and of no other', async () => {
  const { connectors, close } = contributingBureaus(loadConfig({ NODE_ENV: 'test' }).bureaus);
  expect(connectors).toHaveLength(3);
  for (const connector of connectors) {
    const told = EVENTS.filter((event) => recordsIn(connector.recordsFor(event, someFacts())).length > 0);
    expect(told.map(({ kind }) => kind)).toEqual(
      EVENTS.map(({ kind }) => kind).filter((kind) => connector.takes.includes(kind)),
    );
  }
  await close();
});
