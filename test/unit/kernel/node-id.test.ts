import fc from 'fast-check';
import {
  CatalogueError,
  decodeNodeId,
  encodeNodeId,
  encodePartId,
  keyOfNode,
  NODE_PREFIX,
  type NodeType,
} from '../../../src/kernel';

const TYPES = Object.keys(NODE_PREFIX) as NodeType[];
const base64url = (text: string): string => Buffer.from(text, 'latin1').toString('base64url');
const anyKey = fc.bigInt({ min: 1n, max: 2n ** 63n - 1n }).map(String);

describe('a node id', () => {
  it('gives back its type and key', () => {
    fc.assert(
      fc.property(fc.constantFrom(...TYPES), anyKey, (type, key) => {
        expect(decodeNodeId(encodeNodeId(type, key))).toEqual({ type, key });
        expect(keyOfNode(encodeNodeId(type, key), type)).toBe(key);
      }),
    );
  });

  it('keeps the prefixes that were given out', () => {
    expect(NODE_PREFIX).toMatchObject({
      Borrower: 'bo',
      Account: 'ac',
      Supplier: 'su',
      Dealer: 'de',
      Loan: 'lo',
      Order: 'or',
    });
  });

  it.each([
    ['nothing', ''],
    ['text', 'borrower 1'],
    ['an unknown type', base64url('zz:1')],
    ['a type in capitals', base64url('BO:1')],
    ['no key', base64url('bo:')],
    ['key zero', base64url('bo:0')],
    ['a leading zero', base64url('bo:01')],
    ['a negative key', base64url('bo:-1')],
    ['twenty digits', base64url('bo:12345678901234567890')],
    ['a space before', base64url(' bo:1')],
    ['a line end after', base64url('bo:1\n')],
    ['padding', Buffer.from('bo:12').toString('base64')],
    ['standard base64 with a stranger in it', `${base64url('bo:1')}*`],
    ['spaces around', ` ${base64url('bo:1')} `],
    ['a part of a node', encodePartId('waybill', '1')],
    ['a hostile length', 'A'.repeat(1_000_000)],
  ])('is not made of %s', (_name, id) => {
    expect(decodeNodeId(id)).toBeNull();
    expect(() => keyOfNode(id, 'Borrower')).toThrow(expect.objectContaining({ code: 'INVALID_ID' }));
  });

  it('has one spelling: what decodes encodes to the same text', () => {
    const edited = fc
      .tuple(anyKey, fc.nat(60), fc.constantFrom(...'AZaz09-_=+/ .'))
      .map(([key, at, char]) => {
        const id = encodeNodeId('Loan', key);
        return id.slice(0, at) + char + id.slice(at + 1);
      });
    fc.assert(
      fc.property(fc.oneof(edited, fc.string()), (id) => {
        const decoded = decodeNodeId(id);
        if (decoded) expect(encodeNodeId(decoded.type, decoded.key)).toBe(id);
      }),
      { numRuns: 500 },
    );
  });

  it('of another type is refused without repeating it', () => {
    const id = encodeNodeId('Account', '42');
    const refused = (): unknown => {
      try {
        return keyOfNode(id, 'Borrower');
      } catch (error) {
        return error;
      }
    };
    expect(refused()).toBeInstanceOf(CatalogueError);
    expect(refused()).toMatchObject({ code: 'INVALID_ID', facts: { argument: 'id', expected: 'Borrower' } });
    expect(JSON.stringify(refused())).not.toContain(id);
  });
});
