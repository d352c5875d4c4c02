import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { developmentKeyring, readKeyring } from '../../../../src/platform/crypto';

const folder = mkdtempSync(path.join(tmpdir(), 'borrower-keyring-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const KEY = Buffer.alloc(32, 7).toString('base64');
const SHORT = Buffer.from('a key that is too short').toString('base64');
const good = {
  cells: { active: '2026-1', keys: { '2025-1': KEY, '2026-1': KEY } },
  blindIndex: KEY,
  rowHash: KEY,
  cursors: KEY,
};

const write = (name: string, content: unknown): string => {
  const file = path.join(folder, name);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
};

describe('a keyring file', () => {
  it('holds the cell keys by name and the three others', () => {
    const ring = readKeyring(write('good.json', good));
    expect([...ring.cells.keys.keys()]).toEqual(['2025-1', '2026-1']);
    expect(ring.cells.active).toBe('2026-1');
    for (const key of [ring.blindIndex, ring.rowHash, ring.cursors]) expect(key).toHaveLength(32);
  });

  it.each<[string, unknown, string]>([
    [
      'a short cell key',
      { ...good, cells: { active: '2026-1', keys: { '2026-1': SHORT } } },
      'cells.keys.2026-1',
    ],
    ['a short blind index key', { ...good, blindIndex: SHORT }, 'blindIndex'],
    ['no row hash key', { ...good, rowHash: undefined }, 'rowHash'],
    ['a number for a key', { ...good, cursors: 7 }, 'cursors'],
    ['no cells', { ...good, cells: undefined }, 'cells'],
    [
      'an active key that is not there',
      { ...good, cells: { ...good.cells, active: '2027-1' } },
      'cells.active',
    ],
    [
      'a name for the active key that is none',
      { ...good, cells: { ...good.cells, active: '' } },
      'cells.active',
    ],
    ['a list', [good], 'its root'],
  ])('with %s is refused by file and entry, without a key', (name, content, entry) => {
    const file = write(`${name.replaceAll(' ', '-')}.json`, content);
    const message = messageOf(() => readKeyring(file));
    expect(message).toBe(`the keyring ${file} is not valid at ${entry}`);
    expect(message).not.toContain(KEY);
    expect(message).not.toContain(SHORT);
  });

  it.each([
    ['half a file', JSON.stringify(good).slice(0, 150)],
    ['nothing', ''],
  ])('with %s is refused without its content', (name, content) => {
    const file = write(`${name.replaceAll(' ', '-')}.json`, content);
    expect(messageOf(() => readKeyring(file))).toBe(`the keyring ${file} cannot be read as JSON`);
  });

  it('that is not there is refused by its name', () => {
    const file = path.join(folder, 'absent.json');
    expect(messageOf(() => readKeyring(file))).toBe(`the keyring ${file} cannot be read as JSON`);
  });
});

describe('the development keyring', () => {
  const file = path.join(folder, 'var', 'keys', 'data-keys.json');

  it('is made once, for its owner alone, and stays', () => {
    const first = developmentKeyring(file);
    const content = readFileSync(file, 'utf8');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(developmentKeyring(file)).toEqual(first);
    expect(readFileSync(file, 'utf8')).toBe(content);
    expect(readdirSync(path.dirname(file))).toEqual(['data-keys.json']);
  });

  it('differs from machine to machine and from key to key', () => {
    const one = developmentKeyring(file);
    const other = developmentKeyring(path.join(folder, 'other', 'data-keys.json'));
    const keys = [one, other].flatMap((ring) => [
      ...ring.cells.keys.values(),
      ring.blindIndex,
      ring.rowHash,
      ring.cursors,
    ]);
    expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(8);
  });

  it('that was spoiled is refused and not replaced: its data would be lost', () => {
    const spoiled = write('spoiled.json', '{}');
    expect(() => developmentKeyring(spoiled)).toThrow('is not valid at cells');
    expect(readFileSync(spoiled, 'utf8')).toBe('{}');
  });
});

function messageOf(action: () => unknown): string {
  try {
    action();
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}
