import { CatalogueError } from '../../kernel';

/** @throws CatalogueError BAD_USER_INPUT, as the functions below do */
export const problem = (field: string, what: string): CatalogueError =>
  new CatalogueError('BAD_USER_INPUT', { argument: `input.${field}`, problem: what });

export function checkCode(field: string, text: string): void {
  if (!/^[A-Z][A-Z0-9_]{0,15}$/.test(text))
    throw problem(field, 'must be a code of 1 to 16 capital letters, digits and underscores');
}

export function checkHash(field: string, text: string): void {
  if (!/^[0-9a-fA-F]{64}$/.test(text)) throw problem(field, 'must be a SHA-256 of 64 hex digits');
}
