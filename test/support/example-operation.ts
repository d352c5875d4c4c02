import { readFileSync } from 'node:fs';
import path from 'node:path';

const FOLDER = path.join(__dirname, '..', '..', 'examples', 'operations');

export interface ExampleOperation {
  readonly query: string;
  // biome-ignore lint/suspicious/noExplicitAny: variables are whatever the example needs
  readonly variables: any;
}

/** An operation of examples/operations by its file name without ending, such as `01-composite`. */
export const exampleOperation = (name: string): ExampleOperation => ({
  query: readFileSync(path.join(FOLDER, `${name}.graphql`), 'utf8'),
  variables: JSON.parse(readFileSync(path.join(FOLDER, `${name}.variables.json`), 'utf8')),
});
