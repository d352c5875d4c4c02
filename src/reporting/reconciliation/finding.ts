import type { LoanEventKey, LoanEventKind } from '../../ecosystem';
import type { BusinessDate } from '../../kernel';

/** In the order in which they are looked for: a record that is built on the way is not found late thereafter. */
export const FINDING_KINDS = [
  'RECORD_WITHOUT_EVENT',
  'NOT_ACCEPTED_IN_TIME',
  'EVENT_WITHOUT_RECORD',
  'MISSING_MONTH',
] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

/** What is wrong, and how to mend it: in the words of whoever has to. */
export const REASONS = {
  RECORD_LOST: {
    zh: '事件已登记，但无报送记录：以 --reconcile --mend 补建',
    en: 'the event is stored and has no record: build it with --reconcile --mend',
  },
  NOT_TOLD: {
    zh: '账簿有事项，但未登记事件：以该营业日重跑报送',
    en: 'the loan book shows it and no event is stored: run the report of that day again',
  },
  EVENT_LOST: {
    zh: '报送记录对应的事件不存在：查明来源，必要时撤回',
    en: 'the event of the record is not there: find out why, and withdraw the record if need be',
  },
  OTHER_EVENT: {
    zh: '报送记录与其事件的合同、期数、类型或日期不符：查明来源',
    en: 'loan, term, kind or day of the record are not those of its event: find out why',
  },
  NOT_SENT: {
    zh: '到期未发送：运行报送，或检查机构连接',
    en: 'not sent yet: run the report, or see whether the bureau answers',
  },
  END_UNKNOWN: {
    zh: '已发送，结果未知：将以同一编号重发',
    en: 'sent, and nobody knows what became of it: it goes again under the same key',
  },
  NO_FEEDBACK: {
    zh: '已交付文件，次日未收到反馈：向机构索取反馈文件',
    en: 'handed over as a file and not judged by the next day: get the feedback from the bureau',
  },
  REFUSED: {
    zh: '机构已退回：在来源系统改正后重报',
    en: 'the bureau refused it: mend it at its source, then resubmit it',
  },
  TO_MEND: {
    zh: '校验未通过：按提示改正后重报',
    en: 'held back: mend what its findings say, then resubmit it',
  },
  CONSENT_GIVEN_SINCE: {
    zh: '已取得报送授权，但尚未重报：请重报',
    en: 'the borrower consents now, and it waits still: resubmit it',
  },
  NOTICE_MISSING: {
    zh: '不良信息尚未告知借款人：告知后登记',
    en: 'adverse, and the borrower was not told yet: tell him, then record the notice',
  },
} as const satisfies Readonly<Record<string, { readonly zh: string; readonly en: string }>>;
export type Reason = keyof typeof REASONS;

/** Something that does not fit between what happened to loans and what a bureau was told. Holds nothing of a person. */
export interface Finding {
  readonly kind: FindingKind;
  readonly reason: Reason;
  readonly bureau: string;
  readonly loanNo: string;
  /** 0 for the loan as a whole. */
  readonly term: number;
  /** Null of a month. */
  readonly eventKind: LoanEventKind | null;
  /** Of a month its last day. */
  readonly businessDate: BusinessDate;
  /** Null where none is stored. */
  readonly eventId: string | null;
  /** Null where there is no record. */
  readonly contributionId: string | null;
}

/** That a bureau has no record of what happened. */
export const withoutRecord = (
  reason: 'RECORD_LOST' | 'NOT_TOLD',
  bureau: string,
  { loanNo, term, kind: eventKind, businessDate }: LoanEventKey,
  eventId: string | null,
): Finding => ({
  kind: 'EVENT_WITHOUT_RECORD',
  reason,
  bureau,
  loanNo,
  term,
  eventKind,
  businessDate,
  eventId,
  contributionId: null,
});
