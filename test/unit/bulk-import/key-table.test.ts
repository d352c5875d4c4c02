import { KeyTable, NO_ROOM } from '../../../src/bulk-import/load/key-table';
import { Scratch } from '../../../src/bulk-import/load/scratch.repository';

const keyOf = (i: number) => `${'键'.repeat(i % 3)}${(i * 7919) % 1_000_003}`;

describe('the keys that have come', () => {
  it('gives the first place of each key, of many, and takes no two keys for one', () => {
    const keys = new KeyTable(100_000);
    for (let i = 0; i < 60_000; i += 1)
      if (keys.firstPlace(keyOf(i), { file: i % 7, line: i }) !== undefined)
        throw new Error(`key ${i} is new`);
    for (let i = 0; i < 60_000; i += 1) {
      const first = keys.firstPlace(keyOf(i), { file: 9, line: 1 });
      if (typeof first !== 'object' || first.line !== i || first.file !== i % 7)
        throw new Error(`key ${i} came at ${JSON.stringify(first)}`);
    }
    expect(keys.firstPlace('another', { file: 9, line: 1 })).toBeUndefined();
  });

  it('keeps keys apart that begin alike', () => {
    const keys = new KeyTable(10);
    expect(keys.firstPlace('a', { file: 0, line: 1 })).toBeUndefined();
    expect(keys.firstPlace('ab', { file: 0, line: 2 })).toBeUndefined();
    expect(keys.firstPlace('a', { file: 0, line: 3 })).toEqual({ file: 0, line: 1 });
  });

  it('says when it is full, and still knows what it has', () => {
    const keys = new KeyTable(2);
    keys.firstPlace('a', { file: 0, line: 1 });
    keys.firstPlace('b', { file: 0, line: 2 });
    expect(keys.firstPlace('c', { file: 0, line: 3 })).toBe(NO_ROOM);
    expect(keys.firstPlace('b', { file: 0, line: 4 })).toEqual({ file: 0, line: 2 });
  });

  it('goes to disk with those that memory has no room for', () => {
    const scratch = new Scratch();
    try {
      const keys = scratch.seenKeys(100);
      for (let i = 0; i < 300; i += 1)
        expect(keys.firstPlace(keyOf(i), { file: 0, line: i })).toBeUndefined();
      for (let i = 0; i < 300; i += 1)
        expect(keys.firstPlace(keyOf(i), { file: 1, line: 0 })).toEqual({ file: 0, line: i });
    } finally {
      scratch.close();
    }
  });
});
