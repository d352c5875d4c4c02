import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ConfigError, makeFolderOf } from '../../../src/platform/config';
import { makeFolder } from '../../../src/platform/files';

const folder = mkdtempSync(path.join(tmpdir(), 'borrower-files-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const at = (...names: string[]) => path.join(folder, ...names);
writeFileSync(at('file'), '');

const onLinux = process.platform === 'linux' ? it : it.skip;

describe('making a folder', () => {
  it('makes those above it too, with the permissions that every folder gets, and takes one that is there', () => {
    for (const _ of ['made', 'there']) makeFolder(at('a', 'b', 'c'));
    for (const names of [['a'], ['a', 'b'], ['a', 'b', 'c']]) {
      const { mode } = statSync(at(...names));
      expect(mode & 0o777).toBe(0o777 & ~process.umask());
    }
  });

  it('ends with the code of the file system where a file is in the way', () => {
    expect(() => makeFolder(at('file'))).toThrow(expect.objectContaining({ code: 'EEXIST' }));
    expect(() => makeFolder(at('file', 'x', 'y'))).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/^(ENOTDIR|EEXIST)$/) }),
    );
  });

  onLinux('ends where the kernel has no such folder', () => {
    expect(() => makeFolder('/proc/x/y')).toThrow(expect.objectContaining({ code: 'ENOENT' }));
  });

  it('names the setting and the folder in the mistake of a configuration', () => {
    const make = () => makeFolderOf('VAR_DIR', at('file'));
    expect(make).toThrow(ConfigError);
    expect(make).toThrow(`VAR_DIR: the folder ${at('file')} cannot be made (EEXIST)`);
  });
});
