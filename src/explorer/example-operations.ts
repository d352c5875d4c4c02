import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'graphql';
import type { ExampleOperation } from './explorer-contract';

export type { ExampleOperation };

/** What an example stands under that names no group. */
const OTHERS = 'Others 其他';

/**
 * Reads `*.graphql` of a folder, sorted by file name (hence the numbered prefixes), each with an optional sibling
 * `<name>.variables.json`. The comments at the top of each hold `# Title: ...`, `# 标题: ...` and `# Group: ...`.
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
        ...headingsOf(query, join(directory, name)),
        query,
        variables: names.includes(variablesName) ? await readVariables(join(directory, variablesName)) : {},
      };
    }),
  );
}

function headingsOf(query: string, file: string): Pick<ExampleOperation, 'title' | 'titleZh' | 'group'> {
  try {
    parse(query);
  } catch (error) {
    throw new Error(`${file} is not valid GraphQL: ${messageOf(error)}`);
  }
  const [comments = ''] = /^(#.*\r?\n)*/.exec(query) ?? [];
  const heading = (word: string): string | undefined =>
    new RegExp(`^#\\s*${word}:(.*)$`, 'm').exec(comments)?.[1]?.trim() || undefined;
  const title = heading('Title');
  if (title === undefined) throw new Error(`${file} needs a line "# Title: ..." at its top`);
  return { title, titleZh: heading('标题') ?? '', group: heading('Group') ?? OTHERS };
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
