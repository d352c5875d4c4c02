import { removeTemplate } from '../demo-template';
import './global-setup';

export default async function globalTeardown(): Promise<void> {
  await removeTemplate(process.env.TEST_MARIADB_URL);
  await globalThis.throwawayMariadb?.stop();
}
