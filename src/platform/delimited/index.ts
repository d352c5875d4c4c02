/**
 * Delimited text from bytes, a block of records at a time, in memory that does not grow with the file. A line that cannot
 * be read is a problem of that line alone. It opens no file and knows no column.
 */
export { csvCell } from './csv-cell';
export { cellsOf, type Dialect, recordsOf } from './delimited';
export { decoderOf, isUtf8Name } from './encoding';
export { type Line, linesOf, NEWLINE } from './lines';
export type { RawRecord } from './raw-record';
