import { backoffMs, changeFor } from '../../../src/reporting/outbox/dispatcher';
import { frequencyOf } from '../../../src/reporting/records/facts.repository';

const now = new Date('2026-06-16T02:00:00Z');
const later = (ms: number) => new Date(now.getTime() + ms);

describe('what comes of sending a record', () => {
  it('is told apart by whether the bureau may have it', () => {
    expect(changeFor({ kind: 'ACCEPTED', receipt: 'R-1' }, { attempts: 1 }, now)).toMatchObject({
      state: 'ACCEPTED',
      receipt: 'R-1',
    });
    expect(changeFor({ kind: 'REJECTED', rule: '9001', field: 'x' }, { attempts: 1 }, now)).toMatchObject({
      state: 'REJECTED',
      rule: '9001',
    });
    expect(changeFor({ kind: 'UNKNOWN', cause: 'RESET' }, { attempts: 1 }, now)).toEqual({
      state: 'UNKNOWN',
      rule: 'RESET',
      nextTryAt: later(1_000),
    });
    expect(
      changeFor({ kind: 'NOT_SENT', cause: 'RATE_LIMITED', retryAfterSeconds: 90 }, { attempts: 2 }, now),
    ).toEqual({ state: 'READY', rule: 'RATE_LIMITED', nextTryAt: later(90_000) });
  });

  it('costs no attempt where another record stood in the way', () => {
    expect(changeFor({ kind: 'NOT_SENT', cause: 'BEHIND_ANOTHER' }, { attempts: 50 }, now)).toMatchObject({
      state: 'READY',
      attemptsLess: 1,
    });
  });

  it('is given up after about a day', () => {
    expect(changeFor({ kind: 'UNKNOWN', cause: 'RESET' }, { attempts: 49 }, now).state).toBe('UNKNOWN');
    expect(changeFor({ kind: 'UNKNOWN', cause: 'RESET' }, { attempts: 50 }, now)).toEqual({
      state: 'PARKED',
      rule: 'ATTEMPTS',
    });
  });

  it('is waited for longer each time, up to half an hour', () => {
    expect([1, 2, 3, 11, 12, 50].map(backoffMs)).toEqual([
      1_000, 2_000, 4_000, 1_024_000, 1_800_000, 1_800_000,
    ]);
  });
});

it.each([
  [['2026-01-31', '2026-02-28', '2026-03-31'], 'MONTH'],
  [['2026-01-15', '2026-04-15', '2026-07-15'], 'QUARTER'],
  [['2026-01-01', '2026-01-08'], 'WEEK'],
  [['2026-01-01', '2026-01-08', '2026-03-01'], 'IRREGULAR'],
  [['2026-01-01'], 'ONCE'],
])('due dates %j are %s', (dates, frequency) => expect(frequencyOf(dates)).toBe(frequency));
