import { CallWindow } from '../../../src/bureaus/directory/call-window';

describe('The window of calls to a bureau', () => {
  let now = 0;
  const aWindow = (calls: readonly [kind: 'HIT' | 'UNKNOWN' | 'UNAVAILABLE' | 'REJECTED', ms: number][]) => {
    const window = new CallWindow(() => now);
    for (const [kind, ms] of calls) window.record({ kind }, ms);
    return window;
  };
  beforeEach(() => {
    now = 0;
  });

  it('says nothing without calls', () => {
    expect(aWindow([]).figures).toEqual({ calls: 0, errorRate: null, p50Ms: null, p95Ms: null });
  });

  it('counts what brought no usable answer, and no refusal of one inquiry', () => {
    const { figures } = aWindow([
      ['HIT', 10],
      ['REJECTED', 30],
      ['UNAVAILABLE', 20],
      ['UNKNOWN', 8_000],
    ]);
    expect(figures).toEqual({ calls: 4, errorRate: 0.5, p50Ms: 20, p95Ms: 8_000 });
  });

  it('forgets what is older than ten minutes, and all but the last 200', () => {
    const window = aWindow([['UNKNOWN', 8_000]]);
    now = 10 * 60_000;
    expect(window.figures.calls).toBe(1);
    now += 1;
    expect(window.figures.calls).toBe(0);
    for (let n = 0; n < 250; n += 1) window.record({ kind: n < 50 ? 'UNKNOWN' : 'HIT' }, n);
    expect(window.figures).toMatchObject({ calls: 200, errorRate: 0, p50Ms: 149 });
  });
});
