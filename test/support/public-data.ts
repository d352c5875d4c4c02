import { existsSync } from 'node:fs';
import path from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

const PROJECT_ROOT = path.resolve(__dirname, '../..');

/**
 * Path of a folder of the public test data, which is not part of this project; or null when it is not there. Looked
 * for in `PUBLIC_DATA_DIR`, by default `shared/data` beside the project's folder.
 */
export function publicData(folder: string, env: Environment = process.env): string | null {
  const root = env.PUBLIC_DATA_DIR || path.resolve(PROJECT_ROOT, '../shared/data');
  const found = path.join(root, folder);
  return existsSync(found) ? found : null;
}

/** True when a missing folder is a failure and not a reason to skip: REQUIRE_PUBLIC_DATA=1 or CI=true. */
export function isPublicDataRequired(env: Environment = process.env): boolean {
  return env.REQUIRE_PUBLIC_DATA === '1' || env.CI === 'true';
}

/**
 * A suite that reads public test data; it receives the folder's path. Without the folder the suite is skipped and its
 * title says why, which the run's summary prints; where the data is required it fails instead.
 */
export function describeWithPublicData(
  folder: string,
  title: string,
  suite: (directory: string) => void,
  env: Environment = process.env,
): void {
  const directory = publicData(folder, env);
  if (directory !== null) {
    describe(title, () => suite(directory));
    return;
  }
  const reason = `no public data '${folder}' (set PUBLIC_DATA_DIR to the folder that holds it)`;
  // The suite's own function is not called: it reads its files before it registers its tests.
  if (isPublicDataRequired(env)) {
    it(`${title}: has its public data`, () => {
      throw new Error(reason);
    });
    return;
  }
  describe.skip(`${title} (${reason})`, () => {
    it('needs its public data', () => {
      throw new Error(reason);
    });
  });
}
