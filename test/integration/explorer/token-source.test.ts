import { tokenSource } from '../../../src/explorer/ui/src/token-source';

const START = Date.parse('2024-06-30T00:00:00.000Z');
const LIFETIME_MS = 300_000;

/** Issues `analyst-1`, `analyst-2`, ... for five minutes each, on a clock that the test moves. */
function aServer() {
  let clock = START;
  let issued = 0;
  let broken = false;
  const tokens = tokenSource(
    async (role) => {
      if (broken) throw new Error('signing key is gone');
      issued += 1;
      return { token: `${role}-${issued}`, expiresAt: new Date(clock + LIFETIME_MS).toISOString() };
    },
    () => clock,
  );
  return {
    tokens,
    pass: (ms: number) => {
      clock += ms;
    },
    breakDown: (down: boolean) => {
      broken = down;
    },
  };
}

describe("the page's tokens", () => {
  it('are asked for once, also by callers at one time', async () => {
    const { tokens } = aServer();
    await expect(Promise.all([tokens.get('analyst'), tokens.get('analyst')])).resolves.toEqual([
      'analyst-1',
      'analyst-1',
    ]);
    await expect(tokens.get('analyst')).resolves.toBe('analyst-1');
  });

  it('are kept per role', async () => {
    const { tokens } = aServer();
    await tokens.get('analyst');
    await expect(tokens.get('auditor')).resolves.toBe('auditor-2');
    await expect(tokens.get('analyst')).resolves.toBe('analyst-1');
  });

  it('are renewed once, by whoever comes first, half a minute before they expire', async () => {
    const { tokens, pass } = aServer();
    await tokens.get('analyst');
    pass(LIFETIME_MS - 30_001);
    await expect(tokens.get('analyst')).resolves.toBe('analyst-1');
    pass(1);
    await expect(Promise.all([tokens.get('analyst'), tokens.get('analyst')])).resolves.toEqual([
      'analyst-2',
      'analyst-2',
    ]);
  });

  it('are asked for again after a refusal', async () => {
    const { tokens } = aServer();
    await tokens.get('analyst');
    tokens.forget('analyst');
    await expect(tokens.get('analyst')).resolves.toBe('analyst-2');
  });

  it('do not remember a failure', async () => {
    const { tokens, breakDown } = aServer();
    breakDown(true);
    await expect(tokens.get('analyst')).rejects.toThrow('signing key is gone');
    breakDown(false);
    await expect(tokens.get('analyst')).resolves.toBe('analyst-1');
  });
});
