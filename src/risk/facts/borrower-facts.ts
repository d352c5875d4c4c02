import type { NormalisedReport } from '../../bureaus';
import type { InquiryPurpose } from '../../consent';
import type { GraphEdgeKind } from '../../graph';
import type { BusinessDate } from '../../kernel';
import type { TradeFindingCode } from '../three-flows/core/finding';
import type { Fact } from './fact';

/**
 * All that is judged of a borrower. Amounts are minor units of the currency beside them and end in `Minor`; ids of rows
 * end in `Id`; node keys are those of the risk graph, such as `bo:123`.
 */

/** Five-tier classification (五级分类) by days overdue, rules of 2023. */
export type FiveTier = 'NORMAL' | 'SPECIAL_MENTION' | 'SUBSTANDARD' | 'DOUBTFUL' | 'LOSS';

/** A loan of the lender's own book, as it stands on the business date. */
export interface LoanFacts {
  readonly id: string;
  readonly loanNo: string;
  readonly status: 'CURRENT' | 'OVERDUE' | 'SETTLED' | 'DEFAULTED' | 'WRITTEN_OFF' | 'CANCELLED';
  readonly currency: string;
  readonly outstandingMinor: bigint;
  /** Regular payment in a month; of a loan without one what is owed, spread over the months that are left. */
  readonly monthlyDueMinor: bigint | null;
  readonly issuedOn: BusinessDate;
  /** Days past the oldest unpaid due date (DPD). */
  readonly overdueDays: number;
  /** Due and unpaid. */
  readonly overdueMinor: bigint;
  readonly overdueTerms: number;
  readonly tier: FiveTier;
  /** 24 codes, oldest month first, the last one for the month of the business date; the alphabet of stored reports. */
  readonly paymentState24m: string;
  /** Most days by which an instalment of the last 24 months was paid late, or is late. */
  readonly worstDaysLate24m: number;
}

/** What one bureau has said, from what is stored. `NO_RECORD` is an answer; other reasons mean that nothing is known. */
export interface BureauFacts {
  readonly bureau: string;
  readonly report: Fact<NormalisedReport>;
}

export interface LawsuitFacts {
  readonly id: string;
  readonly caseNo: string | null;
  readonly role: 'PLAINTIFF' | 'DEFENDANT' | 'THIRD_PARTY';
  readonly stage: 'FILED' | 'JUDGED' | 'ENFORCEMENT' | 'CLOSED';
  readonly filedOn: BusinessDate | null;
  readonly amountMinor: bigint | null;
  readonly currency: string | null;
}

/** Money in and out of the subject's own accounts in one currency over the months that are whole. */
export interface CashflowFacts {
  readonly currency: string;
  readonly months: number;
  /** Regular money in that is not borrowed: the median month. */
  readonly monthlyIncomeMinor: bigint;
  /** Repayments in a month, to this lender and to others: the mean of the last three months. */
  readonly monthlyRepaymentMinor: bigint;
  /** Others who were repaid in the last three months. */
  readonly otherLenders: number;
}

/** A guarantee (担保) that the subject has given and that holds. */
export interface GuaranteeFacts {
  readonly relationId: string;
  readonly debtorNode: string;
  readonly amountMinor: bigint | null;
  readonly currency: string | null;
  /** Whether the debtor has a loan overdue or in default at this lender. */
  readonly debtorInArrears: boolean;
  readonly evidence: string | null;
}

/** A device that the subject uses. */
export interface DeviceFacts {
  readonly node: string;
  readonly kind: string;
  readonly emulator: boolean;
  /** Subjects who use it, this one among them. */
  readonly users: number;
}

/** An address, number or mailbox that the subject is reached at. */
export interface ContactFacts {
  readonly node: string;
  readonly kind: 'MOBILE' | 'ADDRESS' | 'EMAIL' | 'WIFI' | 'LANDLINE';
  readonly role: string;
  readonly users: number;
}

/** Somebody near in the risk graph who does not pay this lender. */
export interface BadNeighbour {
  readonly node: string;
  /** Hops: 1 or 2. */
  readonly distance: number;
  /** The kinds of the edges on the way to him. */
  readonly via: readonly GraphEdgeKind[];
  readonly marks: readonly string[];
}

/** A firm and what the three flows find in its trades of the last year that could be fraud. */
export interface SuspectFirm {
  readonly node: string;
  readonly findings: readonly TradeSuspicion[];
}

export interface NetworkFacts {
  /** Firms whose legal representative (法定代表人) the subject is. */
  readonly firmsLed: readonly string[];
  /** Those of them whose trades could be fraud. */
  readonly suspectFirms: readonly SuspectFirm[];
  /** Others who have lent to the subject, as relations tell. */
  readonly creditors: readonly string[];
  readonly devices: readonly DeviceFacts[];
  readonly contacts: readonly ContactFacts[];
  readonly badNeighbours: readonly BadNeighbour[];
}

export interface CircleFacts {
  /** As the API gives it. */
  readonly id: string;
  readonly kind: 'MUTUAL' | 'JOINT' | 'RING';
  readonly size: number;
  readonly defaultedCount: number;
}

export interface RingFacts {
  /** As the API gives it. */
  readonly id: string;
  readonly kind: 'DEVICE' | 'MOBILE' | 'ADDRESS' | 'EMAIL' | 'WIFI' | 'LANDLINE';
  readonly size: number;
  /** Part of the pairs of members that share something, 0 to 1. */
  readonly density: number;
}

interface AnyBorrowerFacts {
  readonly subjectId: string;
  readonly asOf: BusinessDate;
  readonly purpose: InquiryPurpose | null;
  readonly loans: Fact<readonly LoanFacts[]>;
  readonly reports: readonly BureauFacts[];
  readonly lawsuits: Fact<readonly LawsuitFacts[]>;
  readonly guarantees: Fact<readonly GuaranteeFacts[]>;
  readonly network: Fact<NetworkFacts>;
  readonly circles: Fact<readonly CircleFacts[]>;
  readonly rings: Fact<readonly RingFacts[]>;
}

/** What the last biometric verification of one modality that was answered has shown (指纹及人脸识别). */
export interface BiometricFacts {
  readonly modality: 'FACE' | 'FINGERPRINT';
  readonly verdict: 'MATCH' | 'NO_MATCH' | 'INCONCLUSIVE';
  readonly liveness: 'LIVE' | 'SPOOF' | 'UNKNOWN';
  /** The instant of the answer. */
  readonly observedAt: string;
  readonly consentNo: string;
}

export interface PersonFacts extends AnyBorrowerFacts {
  readonly kind: 'PERSON';
  /** One for each modality. */
  readonly biometrics: Fact<readonly BiometricFacts[]>;
  /** One for each currency. */
  readonly cashflow: Fact<readonly CashflowFacts[]>;
}

/** Trade with one counterparty over the last year, in one currency. */
export interface CounterpartyFacts {
  /** Null for trade whose other side is not known by name. */
  readonly node: string | null;
  readonly currency: string;
  readonly soldMinor: bigint;
  readonly boughtMinor: bigint;
}

/** One thing that the three flows find, in all trades that show it. */
export interface TradeSuspicion {
  readonly code: TradeFindingCode;
  readonly orderIds: readonly string[];
  /** Numbers of the waybills or articles that show it. */
  readonly references: readonly string[];
}

export interface TradeFacts {
  readonly counterparties: readonly CounterpartyFacts[];
  /**
   * What the three flows (三流合一) find in its trades of the last year that could be fraud. By the limits of the kind of
   * lender that the gateway serves.
   */
  readonly findings: readonly TradeSuspicion[];
  /** What the firm has been invoiced and not paid when it was due (逾期应付), by currency. */
  readonly overduePayables: readonly {
    readonly currency: string;
    readonly minor: bigint;
    readonly orders: number;
    readonly worstDays: number;
    readonly orderIds: readonly string[];
  }[];
  /** What others owe the firm (应收账款) that a further loan may lean on, by currency. */
  readonly receivables: readonly {
    readonly currency: string;
    readonly minor: bigint;
    readonly orders: number;
  }[];
}

/** A credit line (授信额度) as a dealer. */
export interface LineFacts {
  readonly dealerId: string;
  readonly currency: string;
  readonly limitMinor: bigint | null;
  /** What is open of it: purchases invoiced and unpaid. */
  readonly usedMinor: bigint;
}

/** Who stands behind a firm, and whether he pays. */
export interface OwnerFacts {
  readonly node: string;
  /** Part of the whole, 0 to 1; at least so much where `isKnown` is false. */
  readonly part: number;
  readonly isKnown: boolean;
  readonly controls: boolean;
  readonly inArrears: boolean;
}

export interface FirmFacts extends AnyBorrowerFacts {
  readonly kind: 'ENTERPRISE';
  readonly trade: Fact<TradeFacts>;
  readonly lines: Fact<readonly LineFacts[]>;
  readonly owners: Fact<readonly OwnerFacts[]>;
}

export type BorrowerFacts = PersonFacts | FirmFacts;
