import { statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Mapping, MappingError } from '../mapping/mapping';
import { columnsOf, type SourceFile, SourceFileError } from '../parse/source-file';

/** A source of the mapping with the file that was found for it. */
export interface FoundSource {
  readonly name: string;
  readonly file: SourceFile;
  readonly columns: readonly string[];
}

/**
 * Finds the file of each source, in a folder or among the files given, by the file name in the mapping (`.gz` may
 * follow). A folder must hold them all; of files given one by one, sources without a file are left out.
 * @throws SourceFileError, MappingError
 */
export async function findSources(
  mapping: Mapping,
  paths: readonly string[],
): Promise<ReadonlyMap<string, FoundSource>> {
  const folders = paths.filter(isFolder);
  const files = new Map(
    paths.filter((path) => !folders.includes(path)).map((path) => [basename(path), path]),
  );
  const named = new Set(Object.values(mapping.sources).flatMap(({ file }) => [file, `${file}.gz`]));
  for (const [name, path] of files)
    if (!named.has(name))
      throw new SourceFileError(`${path}: no source of ${mapping.name} has the file name ${name}`);
  const found = new Map<string, FoundSource>();
  for (const [name, spec] of Object.entries(mapping.sources)) {
    const candidates = [spec.file, `${spec.file}.gz`];
    const path =
      candidates.map((candidate) => files.get(candidate)).find(Boolean) ??
      folders.flatMap((folder) => candidates.map((candidate) => join(folder, candidate))).find(isFile);
    if (path === undefined) {
      if (folders.length === 0) continue;
      const message = `${spec.file} is not in ${folders.join(', ')}`;
      throw new MappingError([{ place: mapping.place(['sources', name, 'file']), message }]);
    }
    const file = { ...spec, path };
    found.set(name, { name, file, columns: await columnsOf(file) });
  }
  return found;
}

function isFolder(path: string): boolean {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) throw new SourceFileError(`${path} does not exist`);
  return stat.isDirectory();
}

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
