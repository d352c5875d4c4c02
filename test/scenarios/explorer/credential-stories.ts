import { join } from 'node:path';
import { bearerOfNextRequest, openExplorer, SCREENSHOTS, storageOf, type World } from './world';

/** Another role means another token; in production there are no roles, and the user brings a token of his own. */
export function credentialStories(world: World): void {
  it('sends another token after another role is chosen, and loads the schema again with it', async () => {
    const { page } = world;
    const picker = page.getByLabel('Role');
    await expect(picker.inputValue()).resolves.toBe('analyst');

    const introspectedAs = await bearerOfNextRequest(page, () => picker.selectOption('auditor'));
    const executedAs = await bearerOfNextRequest(page, () =>
      page.locator('.graphiql-execute-button').click(),
    );

    expect(world.loadedAs).toMatch(/^Bearer \S+$/);
    expect(introspectedAs).toMatch(/^Bearer \S+$/);
    expect(introspectedAs).not.toBe(world.loadedAs);
    expect(executedAs).toBe(introspectedAs);
  });

  it('keeps the role over a reload, and the token nowhere', async () => {
    const { page } = world;
    const bearer = await bearerOfNextRequest(page, () => page.getByLabel('Role').selectOption('operator'));
    const stored = await storageOf(page);
    expect(stored).toContain('operator');
    expect(stored).not.toContain(bearer.replace('Bearer ', ''));

    await openExplorer(world);
    await expect(page.getByLabel('Role').inputValue()).resolves.toBe('operator');
  });

  it('says so in the page when no token can be had', async () => {
    const { page } = world;
    await page.route('**/graphiql/token', (route) =>
      route.fulfill({ status: 500, json: { error: 'the signing key is gone' } }),
    );
    await page.getByLabel('Role').selectOption('app');
    const alert = page.locator('.explorer-problem[role=alert]');
    await alert.waitFor();
    await expect(alert.innerText()).resolves.toBe('No token for the role app: the signing key is gone');
  });

  it('takes a token of his own where no roles are offered, and keeps it out of the storage', async () => {
    const { page } = world;
    await page.route('**/graphiql/settings.json', async (route) => {
      const settings = await (await route.fetch()).json();
      await route.fulfill({ json: { ...settings, roles: null, businessDate: null } });
    });
    expect(await bearerOfNextRequest(page, () => openExplorer(world))).toBe('');
    await expect(page.getByLabel('Role').count()).resolves.toBe(0);

    const token = await world.gateway.token('auditor');
    await page.getByLabel('Token').fill(`Bearer ${token} `);
    const introspectedAs = await bearerOfNextRequest(page, () => page.getByLabel('Token').press('Enter'));
    expect(introspectedAs).toBe(`Bearer ${token}`);
    expect(await storageOf(page)).not.toContain(token);
    await page.screenshot({ path: join(SCREENSHOTS, 'explorer-own-token.png') });
  });
}
