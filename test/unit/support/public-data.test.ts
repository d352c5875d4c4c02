import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describeWithPublicData, isPublicDataRequired, publicData } from '../../support/public-data';

describe('public test data', () => {
  let root: string;
  beforeAll(() => {
    root = mkdtempSync(path.join(tmpdir(), 'public-data-'));
    mkdirSync(path.join(root, 'here'));
  });
  afterAll(() => rmSync(root, { recursive: true }));

  it('is found in PUBLIC_DATA_DIR', () => {
    expect(publicData('here', { PUBLIC_DATA_DIR: root })).toBe(path.join(root, 'here'));
  });

  it('is null when the folder is not there', () => {
    expect(publicData('absent', { PUBLIC_DATA_DIR: root })).toBeNull();
  });

  it.each([
    [{ REQUIRE_PUBLIC_DATA: '1' }, true],
    [{ CI: 'true' }, true],
    [{ CI: 'false', REQUIRE_PUBLIC_DATA: '0' }, false],
    [{}, false],
  ])('with %j is required: %s', (env, want) => {
    expect(isPublicDataRequired(env)).toBe(want);
  });

  describe('when the folder is absent', () => {
    const absent = { PUBLIC_DATA_DIR: '/nowhere' };
    const suite = jest.fn();
    const skip = jest.fn();
    const register = jest.fn();
    const real = { describe: globalThis.describe, it: globalThis.it };

    /** Registers the suite against stand-ins for Jest's own globals, which may not be called inside a test. */
    function registered(env: Record<string, string>): void {
      globalThis.describe = Object.assign(jest.fn(), { skip }) as unknown as typeof describe;
      globalThis.it = register as unknown as typeof it;
      try {
        describeWithPublicData('absent', 'vectors', suite, env);
      } finally {
        Object.assign(globalThis, real);
      }
    }

    beforeEach(() => jest.resetAllMocks());

    it('skips the suite and names the reason in its title', () => {
      registered(absent);
      expect(skip).toHaveBeenCalledWith(
        "vectors (no public data 'absent' (set PUBLIC_DATA_DIR to the folder that holds it))",
        expect.any(Function),
      );
      expect(suite).not.toHaveBeenCalled();
    });

    it('fails where the data is required', () => {
      registered({ ...absent, REQUIRE_PUBLIC_DATA: '1' });
      expect(skip).not.toHaveBeenCalled();
      expect(register.mock.calls[0][1]).toThrow("no public data 'absent'");
    });
  });
});
