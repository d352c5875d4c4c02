import { createHash } from 'node:crypto';
import { type ChainedFacts, chainHash, GENESIS } from '../../../src/audit/chain-hash';

const event: ChainedFacts = {
  stream: '70000000000000001',
  position: 1,
  id: '70000000000000002',
  occurredAt: '2026-06-30 04:00:00.000',
  action: 'PII_READ',
  outcome: 'SHOWN',
  caller: 'tester',
  clientId: 'test-client',
  role: 'analyst',
  subjectId: '42',
  purpose: null,
  correlationId: 'correlation-1',
  facts: '{"fields":["displayName"],"note":"中文"}',
};

describe('form 1 of an event', () => {
  it('hashes to what it always did', () => {
    const written =
      '["1","70000000000000001","1","70000000000000002","2026-06-30 04:00:00.000","PII_READ","SHOWN","tester","test-client","analyst","42",null,"correlation-1","{\\"fields\\":[\\"displayName\\"],\\"note\\":\\"中文\\"}"]';
    const expected = createHash('sha256').update(Buffer.alloc(32)).update(written, 'utf8').digest('hex');
    expect(chainHash(GENESIS, event).toString('hex')).toBe(expected);
    expect(expected).toBe('47070dc088b93863f76c3d7843f7645ef0196802aec03ab574171d5aaa04481b');
  });

  it.each(Object.keys(event) as (keyof ChainedFacts)[])('depends on %s', (column) => {
    const changed = { ...event, [column]: column === 'position' ? 2 : 'x' };
    expect(chainHash(GENESIS, changed)).not.toEqual(chainHash(GENESIS, event));
  });

  it('depends on what stands before it', () => {
    expect(chainHash(Buffer.alloc(32, 1), event)).not.toEqual(chainHash(GENESIS, event));
  });

  it('tells null from its name', () => {
    expect(chainHash(GENESIS, { ...event, purpose: 'null' })).not.toEqual(chainHash(GENESIS, event));
  });
});
