import type { Permission } from '../../kernel';
import { circleMarks, ringMarks } from '../computed/marks/computed-marks';
import type { GraphNodeKind } from '../graph.codes';
import { markLoader } from './mark';

/** Loans that are not paid, of a borrower or of the loan itself. */
export const loanMarks = markLoader('graph.loanMarks');

/** Cases in which a subject is sued. */
export const lawsuitMarks = markLoader('graph.lawsuitMarks');

/** What is odd about a device. */
export const deviceMarks = markLoader('graph.deviceMarks');

export interface MarkSource {
  readonly source: ReturnType<typeof markLoader>;
  readonly kinds: readonly GraphNodeKind[];
  /** A caller without it gets the other marks. */
  readonly permission: Permission;
}

/** Who is asked for the marks of a node, by its kind. A further source within the graph needs a line here. */
export const MARK_SOURCES: readonly MarkSource[] = [
  { source: loanMarks, kinds: ['SUBJECT', 'LOAN'], permission: 'loan:read' },
  { source: lawsuitMarks, kinds: ['SUBJECT'], permission: 'borrower:read' },
  { source: deviceMarks, kinds: ['DEVICE'], permission: 'ecosystem:read' },
  { source: circleMarks, kinds: ['SUBJECT'], permission: 'loan:read' },
  { source: ringMarks, kinds: ['SUBJECT', 'DEVICE', 'CONTACT_POINT'], permission: 'ecosystem:read' },
];
