import type { LoanEvent, OriginalLoanEvent } from '../../ecosystem';

/** What is marked on a record that its subject objects to (异议标注): that it is looked into, or how that ended. */
export type AnnotationMark = 'OPEN' | 'UPHELD' | 'REFUTED';

export interface Annotation {
  readonly mark: AnnotationMark;
  /** The event whose record is marked, as it stands. */
  readonly about: OriginalLoanEvent;
}

type Marking = Extract<LoanEvent, { kind: 'DISPUTE' | 'ANSWER' }>;

/** The annotation that an event asks for; null where it asks for none. Pure. */
export function annotationOf(event: Marking): Annotation;
export function annotationOf(event: LoanEvent): Annotation | null;
export function annotationOf(event: LoanEvent): Annotation | null {
  if (event.kind === 'DISPUTE') return { mark: 'OPEN', about: event.about };
  if (event.kind === 'ANSWER') return { mark: event.outcome, about: event.about };
  return null;
}

/** Of the bureaus whose records have a field for it, the values: assumed, no public program shows one. */
export const ANNOTATION_CODE = { OPEN: '1', UPHELD: '2', REFUTED: '3' } as const satisfies Record<
  AnnotationMark,
  string
>;

export const markOfCode = (code: unknown): AnnotationMark | null =>
  (Object.entries(ANNOTATION_CODE).find(([, each]) => each === code)?.[0] as AnnotationMark | undefined) ??
  null;
