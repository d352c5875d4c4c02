import { randomBytes } from 'node:crypto';
import { DataVault, type Keyring } from '../../../../src/platform/crypto';

const ring = (): Keyring => ({
  cells: { active: 'k', keys: new Map([['k', randomBytes(32)]]) },
  blindIndex: randomBytes(32),
  rowHash: randomBytes(32),
  cursors: randomBytes(32),
});
const own = ring();
const vault = new DataVault(own);
const hex = (bytes: Buffer): string => bytes.toString('hex');
const PLACE = { table: 'subject', column: 'name_cell', row: '1' };

describe('a blind index', () => {
  it('is 32 bytes and the same for the same value of the same column', () => {
    expect(vault.blindIndex('mobile', '14000000001')).toHaveLength(32);
    expect(hex(new DataVault(own).blindIndex('mobile', '14000000001'))).toBe(
      hex(vault.blindIndex('mobile', '14000000001')),
    );
  });

  it('differs by column, by value and by key', () => {
    const digests = [
      vault.blindIndex('mobile', '14000000001'),
      vault.blindIndex('account_no', '14000000001'),
      vault.blindIndex('mobile', '14000000002'),
      vault.blindIndex('mobile1', '4000000001'),
      vault.blindIndex('', 'mobile14000000001'),
      new DataVault(ring()).blindIndex('mobile', '14000000001'),
    ];
    expect(new Set(digests.map(hex)).size).toBe(digests.length);
  });
});

describe('a row hash', () => {
  const base = ['name', 'Lin', 'amount', '12'];

  it('is 16 bytes and the same for the same content', () => {
    expect(vault.rowHash(base)).toHaveLength(16);
    expect(hex(vault.rowHash([...base]))).toBe(hex(vault.rowHash(base)));
  });

  it.each([
    ['the order of its parts', ['amount', '12', 'name', 'Lin']],
    ['one value', ['name', 'Lin', 'amount', '13']],
    ['where one part ends', ['name', 'Lina', 'mount', '12']],
    ['an empty part', ['name', 'Lin', '', 'amount', '12']],
    ['a part that is not known', ['name', null, 'amount', '12']],
    ['a quote in a value', ['name', 'Lin","amount', '12']],
  ])('differs by %s', (_what, parts) => {
    expect(hex(vault.rowHash(parts))).not.toBe(hex(vault.rowHash(base)));
  });

  it('tells not known from the word null and from empty', () => {
    expect(new Set([null, 'null', ''].map((value) => hex(vault.rowHash([value])))).size).toBe(3);
    expect(hex(vault.rowHash([undefined]))).toBe(hex(vault.rowHash([null])));
  });

  it('cannot be made without the key', () => {
    expect(hex(new DataVault(ring()).rowHash(base))).not.toBe(hex(vault.rowHash(base)));
  });
});

describe('a sealed value', () => {
  it('is read by reveal, and only then', () => {
    const cell = vault.seal('林清', PLACE);
    expect(vault.sensitive(cell, PLACE).reveal()).toBe('林清');
    const elsewhere = vault.sensitive(cell, { ...PLACE, row: '2' });
    expect(String(elsewhere)).toBe('***');
    expect(() => elsewhere.reveal()).toThrow();
  });

  it('that is not there stays away', () => {
    expect(vault.sealNullable(null, PLACE)).toBeNull();
    expect(vault.sealNullable(undefined, PLACE)).toBeNull();
    expect(vault.sensitiveNullable(null, PLACE)).toBeNull();
    expect(vault.sensitiveNullable(vault.sealNullable('', PLACE), PLACE)?.reveal()).toBe('');
  });
});
