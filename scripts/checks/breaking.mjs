import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { buildSchema, findBreakingChanges } from 'graphql';
import { root } from '../build.mjs';

const ACCEPTED = 'docs/breaking-changes.md';

/**
 * Compares schema.graphql with the version that clients know: the last commit's while it is being changed, else that
 * of the point where this branch left main. A breaking change must be named in docs/breaking-changes.md, by its
 * description. What is on main already is only listed.
 */
export function breakingChanges() {
  const now = fileText('schema.graphql');
  if (now === undefined) return { problems: ['schema.graphql is not there: npm run gen'], notes: [] };
  const { text, commit, published } = earlierSchema(now);
  if (text === undefined) return { problems: [], notes: ['no earlier schema to compare with'] };
  const accepted = fileText(ACCEPTED) ?? '';
  const changes = describeBreakingChanges(text, now);
  const open = changes.filter((change) => !accepted.includes(change));
  const notes = changes
    .filter((change) => published || !open.includes(change))
    .map((change) => `since ${commit}: ${change}`);
  return { problems: published ? [] : open.map((change) => `since ${commit}: ${change}`), notes };
}

/** One sentence per breaking change between two printed schemas. */
function describeBreakingChanges(before, after) {
  return findBreakingChanges(buildSchema(before), buildSchema(after)).map(({ description }) => description);
}

function earlierSchema(now) {
  const head = schemaAt('HEAD');
  if (head !== now) return { text: head, commit: 'the last commit', published: false };
  const fork = git('merge-base', 'HEAD', 'main')?.trim();
  if (fork && fork !== git('rev-parse', 'HEAD')?.trim())
    return { text: schemaAt(fork), commit: 'main', published: false };
  return { text: schemaAt('HEAD^'), commit: 'the commit before', published: true };
}

const schemaAt = (commit) => git('show', `${commit}:schema.graphql`);

/** Undefined when git is not there, this is no clone, or it is too shallow to know. */
function git(...args) {
  try {
    return execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return undefined;
  }
}

function fileText(file) {
  const absolute = path.join(root, file);
  return existsSync(absolute) ? readFileSync(absolute, 'utf8') : undefined;
}
