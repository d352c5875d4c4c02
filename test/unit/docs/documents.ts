import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const ROOT = path.resolve(__dirname, '../../..');

export interface Document {
  /** Relative to the project. */
  readonly file: string;
  readonly text: string;
}

export const readDocument = (file: string): Document => ({
  file,
  text: readFileSync(path.join(ROOT, file), 'utf8'),
});

/** README.md and every page under docs/. */
export function documents(): Document[] {
  const pages = readdirSync(path.join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .sort();
  return ['README.md', ...pages.map((file) => path.join('docs', file))].map(readDocument);
}

const PATH = /(?<![\w./@-])(?:src|docs|examples|test|sandbox|scripts)\/[\w.@*<>{}/-]*/g;

/** The paths of this project that a text names. Of one with a placeholder (`<bureau>`, `*`), the part before it. */
export function pathsIn(text: string): string[] {
  const paths = (text.match(PATH) ?? []).map((found) => {
    const segments = found.replace(/[.-]+$/, '').split('/');
    const placeholder = segments.findIndex((segment) => /[*<>{}]/.test(segment));
    return (placeholder < 0 ? segments : segments.slice(0, placeholder)).join('/');
  });
  return [...new Set(paths)];
}

/** Targets of the Markdown links and images of a page that are files, relative to the project. */
export function linksIn({ file, text }: Document): string[] {
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map((match) => match[1]?.replace(/#.*$/, '') ?? '')
    .filter((target) => target !== '' && !/^[a-z]+:/.test(target))
    .map((target) => path.join(path.dirname(file), target));
}

/** Names of npm scripts that a text tells to run. */
export function npmScriptsIn(text: string): string[] {
  const run = [...text.matchAll(/\bnpm run (?:-s |--silent )?([a-z][\w-]*(?::[\w-]+)*)(?![\w:<])/g)];
  const short = [...text.matchAll(/\bnpm (start|test)\b/g)];
  return [...new Set([...run, ...short].map((match) => match[1] ?? ''))];
}

export interface Row {
  readonly cells: readonly string[];
}

/** The body rows of the table whose first heading is this. @throws Error when there is none */
export function tableIn(text: string, heading: string): Row[] {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => cellsOf(line)[0] === heading);
  if (start < 0) throw new Error(`no table begins with ${heading}`);
  const rows: Row[] = [];
  for (const line of lines.slice(start + 2)) {
    if (!line.startsWith('|')) break;
    rows.push({ cells: cellsOf(line) });
  }
  return rows;
}

const cellsOf = (line: string): string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

/** What a cell holds in code quotes, if that is all it holds. */
export const quoted = (cell: string | undefined): string | null =>
  /^`([^`]+)`$/.exec(cell ?? '')?.[1] ?? null;

export const isThere = (file: string): boolean => existsSync(path.join(ROOT, file));
