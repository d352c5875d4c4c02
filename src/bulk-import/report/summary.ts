import type { LoadCounts } from '../load/record';
import type { ImportReport } from '../run/run-import';
import { inWordsOfCount } from './warnings';

const COUNTS = [
  'read',
  'inserted',
  'updated',
  'unchanged',
  'rejected',
] as const satisfies readonly (keyof LoadCounts)[];

/** The counts of an import as a table of text. */
export function summaryOf({ tables, total, leftOut }: ImportReport): string {
  const row = (name: string, counts: LoadCounts) => [name, ...COUNTS.map((count) => String(counts[count]))];
  const rows = [
    ['target', ...COUNTS],
    ...tables.map((table) => row(table.target, table)),
    row('total', total),
  ];
  const widths = rows[0]!.map((_, i) => Math.max(...rows.map((cells) => cells[i]!.length)));
  const lines = rows.map((cells) =>
    cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  '),
  );
  for (const { target, warnings } of tables)
    for (const warning of warnings) {
      const what = warning.field === '' ? 'in' : 'left empty in';
      lines.push(`${what} ${target}: ${inWordsOfCount(warning)}`);
    }
  if (leftOut.length > 0) lines.push(`left out, because their files were not given: ${leftOut.join(', ')}`);
  return lines.join('\n');
}
