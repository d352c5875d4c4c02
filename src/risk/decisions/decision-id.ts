import { CatalogueError, encodePartId } from '../../kernel';

export const encodeDecisionId = (key: string): string => encodePartId('decision', key);

/** @throws CatalogueError INVALID_ID */
export function keyOfDecision(id: string, argument: string): string {
  const [, key] = /^decision\.([1-9]\d{0,18})$/.exec(Buffer.from(id, 'base64url').toString('latin1')) ?? [];
  if (key === undefined || encodeDecisionId(key) !== id)
    throw new CatalogueError('INVALID_ID', { argument, expected: 'Decision' });
  return key;
}
