import { markLoader } from '../../marks/mark';

/** The guarantee circle that a subject is in. */
export const circleMarks = markLoader('graph.circleMarks');

/** Rings that a subject, device or contact point belongs to. */
export const ringMarks = markLoader('graph.ringMarks');
