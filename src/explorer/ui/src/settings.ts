import type { ExplorerSettings } from '../../explorer-contract';

export type { ExampleOperation, ExplorerSettings } from '../../explorer-contract';

/** @throws Error with a sentence for the user, when the server does not answer with settings. */
export async function loadSettings(): Promise<ExplorerSettings> {
  const response = await fetch('./settings.json', { cache: 'no-cache' });
  if (!response.ok) throw new Error(`The server answered ${response.status} for the explorer's settings.`);
  return (await response.json()) as ExplorerSettings;
}
