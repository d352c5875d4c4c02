import { closeSync, openSync, readdirSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolderOf } from '../../../platform/config';
import { DEMO_TARGETS, type DemoRecord, type DemoTarget } from '../../book';
import { type EcosystemSize, sourceOf } from '../size';
import { stagesOf, wavesOf } from '../waves';
import type { EcosystemProgress } from './load-ecosystem';

/** Name of the mapping that loads the files, in their folder. */
export const MAPPING_FILE = 'mapping.yaml';

/** Name of the file that says what is hidden in the others; nothing loads it. */
const PLANTED_FILE = 'planted.csv';

/** A folder that cannot be written to as it is. */
export class FolderError extends Error {
  override readonly name = 'FolderError';
}

interface OpenFile {
  readonly handle: number;
  readonly columns: readonly string[];
}

/**
 * Writes an ecosystem as CSV files, one for each target, with the mapping that loads them and the list of what is hidden in
 * them. Files are written as far as they are made: memory does not grow with the size.
 * @throws FolderError when the folder holds something; ConfigError when it cannot be made; SizeError
 */
export function writeEcosystem(
  folder: string,
  size: EcosystemSize,
  onProgress: (progress: EcosystemProgress) => void = () => {},
): { readonly records: number } {
  const total = stagesOf(size).reduce((sum, { waves }) => sum + waves, 0);
  makeFolderOf('--out', folder);
  if (readdirSync(folder).length > 0) throw new FolderError(`${folder} is not empty`);
  const files = new Map<DemoTarget, OpenFile>();
  const patterns = openSync(join(folder, PLANTED_FILE), 'wx');
  let records = 0;
  let done = 0;
  try {
    writeAll(patterns, 'pattern,members\n');
    for (const { records: wave, planted } of wavesOf(size)) {
      for (const target of DEMO_TARGETS) {
        const [first] = wave[target];
        if (!first) continue;
        const file = files.get(target) ?? begin(join(folder, fileOf(target)), Object.keys(first));
        files.set(target, file);
        writeAll(file.handle, wave[target].map((record) => lineOf(file.columns, record)).join(''));
        records += wave[target].length;
      }
      writeAll(patterns, planted.map(({ pattern, members }) => `${pattern},${members.join(' ')}\n`).join(''));
      done += 1;
      onProgress({ records, share: done / total });
    }
  } finally {
    for (const { handle } of files.values()) closeSync(handle);
    closeSync(patterns);
  }
  writeFileSync(join(folder, MAPPING_FILE), mappingOf(sourceOf(size), files));
  return { records };
}

const fileOf = (target: DemoTarget): string => `${target}.csv`;

function begin(path: string, columns: readonly string[]): OpenFile {
  const handle = openSync(path, 'wx');
  writeAll(handle, `${columns.join(',')}\n`);
  return { handle, columns };
}

/** A write to a pipe or a full disk may take less than it was given. */
function writeAll(handle: number, text: string): void {
  let rest = Buffer.from(text);
  while (rest.length > 0) rest = rest.subarray(writeSync(handle, rest));
}

function lineOf(columns: readonly string[], record: DemoRecord): string {
  if (Object.keys(record).length !== columns.length)
    throw new TypeError('the records of one target do not have the same fields');
  return `${columns.map((column) => cellOf(record[column] ?? '')).join(',')}\n`;
}

const cellOf = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

function mappingOf(source: string, files: ReadonlyMap<DemoTarget, OpenFile>): string {
  const targets = DEMO_TARGETS.filter((target) => files.has(target));
  return [
    '# A generated ecosystem: everybody and everything in it is fictional.',
    `source: ${source}`,
    '',
    'sources:',
    ...targets.map((target) => `  ${target}: { file: ${fileOf(target)} }`),
    '',
    'tables:',
    ...targets.flatMap((target) => [
      `  - target: ${target}`,
      `    from: ${target}`,
      '    key: { column: key }',
      '    fields:',
      ...files
        .get(target)!
        .columns.filter((column) => column !== 'key')
        .map((column) => `      ${column}: { column: ${column} }`),
    ]),
    '',
  ].join('\n');
}
