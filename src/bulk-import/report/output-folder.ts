import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** A folder for files of the import's own cannot be made. */
export class OutputFolderError extends Error {
  override readonly name = 'OutputFolderError';

  constructor(
    folder: string,
    readonly code: string,
  ) {
    super(`the folder ${folder} cannot be made (${code})`);
  }
}

/**
 * Makes a folder, and those above it, unless it is there.
 * @throws OutputFolderError
 */
export function makeFolder(folder: string): void {
  try {
    makeWithParents(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw code === undefined ? error : new OutputFolderError(folder, code);
  }
}

/** One by one: the recursive form of Node 20 never returns where nothing can be made and the answer is ENOENT, as in /proc. */
function makeWithParents(folder: string): void {
  if (isFolder(folder)) return;
  makeWithParents(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another import may have made it meanwhile.
    if (!isFolder(folder)) throw error;
  }
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
