import { createHash } from 'node:crypto';
import type { RecordContent } from '../../../contribution/contribution.port';
import { FieldMisfit } from '../../../contribution/finding';
import { readSegment, type SegmentLayout, type SegmentValues, writeSegment } from './fixed-width';
import { APPLICATION, GUARANTEE, GUARANTEE_FROM, LOAN, PERSON, SPECIAL_TRADE } from './layout';

export type SegmentType = 'P' | 'S' | 'A' | 'G';

const LAYOUTS: Readonly<Record<SegmentType, SegmentLayout>> = {
  P: PERSON,
  S: APPLICATION,
  A: LOAN,
  G: SPECIAL_TRADE,
};

const isSegmentType = (type: string): type is SegmentType => Object.hasOwn(LAYOUTS, type);

/** The field that feedback means; its number where the table does not reach so far. */
export const fieldNameAt = (type: SegmentType, index: number): string =>
  LAYOUTS[type].fields[index - 1]?.name ?? String(index);

/** The values of a record: flat, save for the guarantors of a loan. */
export interface SegmentRecord {
  readonly type: SegmentType;
  readonly values: SegmentValues;
  readonly guarantors: readonly SegmentValues[];
}

/** One line of a message file without its end. @throws FieldMisfit */
export function writeRecord({ type, values, guarantors }: SegmentRecord): Buffer {
  const main = writeSegment(LAYOUTS[type], values);
  if (guarantors.length === 0) return main;
  if (type !== 'A') throw new FieldMisfit('guarantors', 'CODE');
  const placeOfContract = Buffer.alloc(GUARANTEE_FROM - 1 - LOAN.length, 0x20);
  return Buffer.concat([main, placeOfContract, ...guarantors.map((each) => writeSegment(GUARANTEE, each))]);
}

/** What `writeRecord` was given. @throws FieldMisfit for a line that it cannot have written */
export function readRecord(line: Buffer): SegmentRecord {
  const type = line.subarray(0, 1).toString('latin1');
  if (!isSegmentType(type)) throw new FieldMisfit('segment', 'CODE');
  const layout = LAYOUTS[type];
  const values = readSegment(layout, line.subarray(0, layout.length));
  const rest = line.subarray(layout.length);
  if (rest.length === 0) return { type, values, guarantors: [] };
  const start = GUARANTEE_FROM - 1 - layout.length;
  const many = (rest.length - start) / GUARANTEE.length;
  if (type !== 'A' || many < 1 || !Number.isInteger(many)) throw new FieldMisfit('segment', 'WIDTH');
  if (!/^ +$/.test(rest.toString('latin1', 0, start))) throw new FieldMisfit('segmentH', 'CODE');
  const guarantors = Array.from({ length: many }, (_, i) => {
    const from = start + i * GUARANTEE.length;
    return readSegment(GUARANTEE, rest.subarray(from, from + GUARANTEE.length));
  });
  return { type, values, guarantors };
}

/** What feedback tells a record by: it repeats the line as it was sent, and nothing else of ours. */
export const referenceOf = (line: Buffer): string =>
  createHash('sha256').update(line).digest('hex').slice(0, 32).toUpperCase();

export const toContent = ({ values, guarantors }: SegmentRecord): RecordContent =>
  guarantors.length === 0 ? values : { ...values, guarantors };

export function toSegmentRecord(type: string, content: RecordContent): SegmentRecord {
  if (!isSegmentType(type)) throw new FieldMisfit('segment', 'CODE');
  const { guarantors = [], ...values } = content;
  return {
    type,
    values: values as SegmentValues,
    guarantors: guarantors as unknown as readonly SegmentValues[],
  };
}
