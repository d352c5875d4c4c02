import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'graphql';
import type { ExampleOperation } from './explorer-contract';

export type { ExampleOperation };

const TITLE = /^#\s*Title:\s*(\S.*)$/;

/**
 * Reads `*.graphql` of a folder, sorted by file name (hence the numbered prefixes), each with an optional sibling
 * `<name>.variables.json`. The first line of each is `# Title: ...`.
 *
 * @throws Error naming the file, when one cannot be read, has no title, is not GraphQL, or its variables are not a
 * JSON object.
 */
export async function loadExampleOperations(directory: string): Promise<ExampleOperation[]> {
  const names = await readdir(directory);
  const documents = names.filter((name) => name.endsWith('.graphql')).sort();
  return Promise.all(
    documents.map(async (name) => {
      const variablesName = name.replace(/\.graphql$/, '.variables.json');
      const query = await readFile(join(directory, name), 'utf8');
      return {
        title: titleOf(query, join(directory, name)),
        query,
        variables: names.includes(variablesName) ? await readVariables(join(directory, variablesName)) : {},
      };
    }),
  );
}

function titleOf(query: string, file: string): string {
  try {
    parse(query);
  } catch (error) {
    throw new Error(`${file} is not valid GraphQL: ${messageOf(error)}`);
  }
  const title = TITLE.exec(query.split(/\r?\n/, 1)[0] ?? '')?.[1]?.trim();
  if (title === undefined) throw new Error(`${file} needs a first line "# Title: ..."`);
  return title;
}

async function readVariables(file: string): Promise<Record<string, unknown>> {
  const text = await readFile(file, 'utf8');
  let variables: unknown;
  try {
    variables = JSON.parse(text);
  } catch (error) {
    throw new Error(`${file} is not valid JSON: ${messageOf(error)}`);
  }
  if (typeof variables !== 'object' || variables === null || Array.isArray(variables)) {
    throw new Error(`${file} must hold a JSON object of variables`);
  }
  return variables as Record<string, unknown>;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
