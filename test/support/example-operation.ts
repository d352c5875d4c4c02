import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Role } from '../../src/kernel';

const FOLDER = path.join(__dirname, '..', '..', 'examples', 'operations');

export interface ExampleOperation {
  readonly query: string;
  // biome-ignore lint/suspicious/noExplicitAny: variables are whatever the example needs
  readonly variables: any;
  /** Who runs it, as its title says. */
  readonly role: Role;
}

/** An operation of examples/operations by its file name without ending, such as `01-composite`. */
export function exampleOperation(name: string): ExampleOperation {
  const query = readFileSync(path.join(FOLDER, `${name}.graphql`), 'utf8');
  const role = /^# Title: .*\brole (app|auditor|operator)\b/m.exec(query)?.[1] ?? 'analyst';
  return {
    query,
    variables: JSON.parse(readFileSync(path.join(FOLDER, `${name}.variables.json`), 'utf8')),
    role: role as Role,
  };
}
