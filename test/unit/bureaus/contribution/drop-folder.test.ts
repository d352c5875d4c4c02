import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { ContributionRecord } from '../../../../src/bureaus/contribution/contribution.port';
import { DropFolder } from '../../../../src/bureaus/contribution/drop-folder';

const root = mkdtempSync(path.join(tmpdir(), 'borrower-drop-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('A folder for the files of a bureau', () => {
  const send = (folder: string) =>
    new DropFolder(folder, () => ({ name: 'D3.txt', bytes: Readable.from([Buffer.from('whole')]) })).send(
      [{ fileKind: 'D3' } as ContributionRecord],
      'F2026-06-30-1',
    );

  it('is made with those above it when it is missing', async () => {
    const folder = path.join(root, 'bureau', 'out');
    expect(await send(folder)).toEqual([{ kind: 'HANDED_OVER', receipt: 'D3.txt' }]);
    expect(readFileSync(path.join(folder, 'D3.txt'), 'utf8')).toBe('whole');
  });

  it('that cannot be made leaves the records to be sent again', async () => {
    writeFileSync(path.join(root, 'file'), '');
    const folders = [path.join(root, 'file'), ...(process.platform === 'linux' ? ['/proc/x'] : [])];
    for (const folder of folders)
      expect(await send(folder)).toEqual([
        { kind: 'UNKNOWN', cause: expect.stringMatching(/^FILE_E[A-Z]+$/) },
      ]);
  });
});
