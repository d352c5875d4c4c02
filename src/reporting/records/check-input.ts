import { CatalogueError } from '../../kernel';

export const argumentProblem = (argument: string, what: string): CatalogueError =>
  new CatalogueError('BAD_USER_INPUT', { argument, problem: what });

/** Of a field of the argument `input`. */
export const problem = (field: string, what: string): CatalogueError =>
  argumentProblem(`input.${field}`, what);

/** @throws CatalogueError BAD_USER_INPUT */
export function checkCode(field: string, text: string): void {
  if (!/^[A-Z][A-Z0-9_]{0,15}$/.test(text))
    throw problem(field, 'must be a code of 1 to 16 capital letters, digits and underscores');
}

/** @throws CatalogueError BAD_USER_INPUT, made by `refused` */
export function checkHash(field: string, text: string, refused = problem): void {
  if (!/^[0-9a-fA-F]{64}$/.test(text)) throw refused(field, 'must be a SHA-256 of 64 hex digits');
}
