import { makeFolder } from '../files';
import { ConfigError } from './config';

/**
 * Makes a folder that a setting names, and those above it, unless it is there.
 * @param setting the variable or the flag of a command
 * @throws ConfigError that names the setting and the folder
 */
export function makeFolderOf(setting: string, folder: string): void {
  try {
    makeFolder(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw code === undefined
      ? error
      : new ConfigError([`${setting}: the folder ${folder} cannot be made (${code})`]);
  }
}
