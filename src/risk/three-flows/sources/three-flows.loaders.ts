import type { BusinessDate } from '../../../kernel';
import { listLoader } from '../../../platform/lists';
import { sharedLoader } from '../../../platform/loaders';
import type { Sale } from '../core/circular-trade';
import type { FinancingFacts, SharedDocument } from '../core/trade-facts';
import type { DatedTie } from './ties';
import type { TradeRows } from './trade-rows';

// Two hundred counterparties with a hundred trades each are one batch.
const MOST_TRADES = 20_000;

/** An order with the records that hang on it, by the id of the order. */
export const rowsOfTrade = sharedLoader<string, TradeRows | null>('threeFlows.trade', {
  absent: () => null,
  maxBatch: MOST_TRADES,
});

/** Waybills and invoices of an order whose number stands under other orders, too; by the id of the document. */
export const sharedDocumentsOfTrade = sharedLoader<string, ReadonlyMap<string, SharedDocument>>(
  'threeFlows.sharedDocuments',
  { absent: () => new Map(), maxBatch: MOST_TRADES },
);

/** Orders of the same partner in the 365 days before, by the id of the order. */
export const historyOfTrade = sharedLoader<string, { orders: number; totalMinor: bigint } | null>(
  'threeFlows.history',
  { absent: () => null, maxBatch: MOST_TRADES },
);

export interface Supplied {
  readonly waybills: boolean;
  readonly invoices: boolean;
  readonly payments: boolean;
}

/** Which records of trades a source delivers, by its name. */
export const suppliedBySource = sharedLoader<string, Supplied>('threeFlows.supplied', {
  absent: () => ({ waybills: false, invoices: false, payments: false }),
});

export interface Pair {
  readonly sellerId: string;
  readonly buyerId: string;
}

const keyOfPair = ({ sellerId, buyerId }: Pair): string => `${sellerId}|${buyerId}`;

/** How two subjects belong together by shares or control, or once did. */
export const tiesOfPair = sharedLoader<Pair, readonly DatedTie[]>('threeFlows.ties', {
  keyOf: keyOfPair,
  absent: () => [],
  maxBatch: MOST_TRADES,
});

/** The newest sales of one firm to another with what was sold; cancelled ones left out. */
export const salesOfPair = sharedLoader<Pair, readonly Sale[]>('threeFlows.sales', {
  keyOf: keyOfPair,
  absent: () => [],
});

/** Loans against receivables of a subject, oldest first. */
export const financingsOfSubject = sharedLoader<string, readonly FinancingFacts[]>('threeFlows.financings', {
  absent: () => [],
});

export interface TradeWindow {
  readonly from: BusinessDate;
  readonly until: BusinessDate;
}

/** Ids of the orders of a partner within a window, newest first. */
export const tradesOfSupplier = listLoader<string, TradeWindow>('threeFlows.ofSupplier');
export const tradesOfDealer = listLoader<string, TradeWindow>('threeFlows.ofDealer');
/** Those that a subject sold or bought in any part. */
export const tradesOfSubject = listLoader<string, TradeWindow>('threeFlows.ofSubject');
