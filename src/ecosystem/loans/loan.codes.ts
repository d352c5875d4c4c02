/** State of a loan. */
export const LOAN_STATUSES = [
  'CURRENT',
  'OVERDUE',
  'SETTLED',
  'DEFAULTED',
  'WRITTEN_OFF',
  'CANCELLED',
] as const;
export type LoanStatus = (typeof LOAN_STATUSES)[number];

/** What a loan finances. */
export const LOAN_PRODUCTS = ['CONSUMER', 'WORKING_CAPITAL', 'RECEIVABLE', 'INVENTORY', 'OTHER'] as const;
export type LoanProduct = (typeof LOAN_PRODUCTS)[number];

/** State of an instalment. */
export const INSTALMENT_STATUSES = ['DUE', 'PAID', 'PARTIAL', 'OVERDUE'] as const;
export type InstalmentStatus = (typeof INSTALMENT_STATUSES)[number];
