/**
 * Finds what can be drawn in any GraphQL answer, whatever the query around it and its aliases. Nothing in an answer
 * is taken on trust: a field may be left out of the selection, null, or of another shape, and the rest is still drawn.
 */

import type { Picture } from '../picture/picture';
import { isRecord, itemsOf, type Json, text } from './read-parts';
import { type FoundKind, readPicture } from './read-picture';

export interface Found {
  /** Where it stands in the answer, such as `borrowers.0.riskGraph`: unique there. */
  key: string;
  kind: FoundKind;
  /** For a list to choose from. */
  title: string;
  picture: Picture;
}

export type AnswerReading =
  | { state: 'NO_ANSWER' }
  | { state: 'NOT_JSON' }
  | { state: 'READ'; found: Found[]; errors: string[] };

/** @param answer the response as GraphiQL shows it: a text, empty before the first run. */
export function readAnswer(answer: string | null): AnswerReading {
  if (answer === null || answer.trim() === '') return { state: 'NO_ANSWER' };
  let value: unknown;
  try {
    value = JSON.parse(answer);
  } catch {
    return { state: 'NOT_JSON' };
  }
  return { state: 'READ', found: findPictures(value), errors: errorsOf(value) };
}

/** A value of the answer, and the way to it. */
interface Place {
  value: unknown;
  name: string;
  parent: Place | null;
}

/** In the order of the answer. */
function findPictures(answer: unknown): Found[] {
  const found: Found[] = [];
  const start = isRecord(answer) && 'data' in answer ? answer.data : answer;
  // A stack of our own, since an answer may be nested deeper than calls may be.
  const waiting: Place[] = [{ value: start, name: '', parent: null }];
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    const { value } = place;
    if (typeof value !== 'object' || value === null) continue;
    const kind = isRecord(value) ? kindOf(value) : null;
    if (isRecord(value) && kind !== null) {
      const path = pathTo(place);
      const picture = readPicture(value, kind);
      found.push({ key: path, kind, title: titleOf(kind, path, picture), picture });
    }
    for (const [name, child] of Object.entries(value).reverse()) {
      waiting.push({ value: child, name, parent: place });
    }
  }
  return found;
}

function pathTo(place: Place): string {
  const names: string[] = [];
  for (let at = place; at.parent !== null; at = at.parent) names.push(at.name);
  return names.reverse().join('.');
}

const TYPES: Readonly<Record<string, FoundKind>> = {
  RiskGraph: 'GRAPH',
  RiskPath: 'PATH',
  GuaranteeCircle: 'CIRCLE',
  SharedRing: 'RING',
  UltimateOwnership: 'OWNERS',
};

/** By its type where the query asks for it, else by its shape: a Relay connection has nodes and edges as well. */
function kindOf(value: Json): FoundKind | null {
  const named = typeof value.__typename === 'string' ? TYPES[value.__typename] : undefined;
  const { nodes, edges } = value;
  const isDrawable = ['nodes', 'edges', 'members', 'owners'].some((name) => name in value);
  if (named !== undefined) return isDrawable ? named : null;
  const hasEdges =
    Array.isArray(edges) && edges.some((edge) => isRecord(edge) && 'from' in edge && 'to' in edge);
  const hasNodes =
    Array.isArray(nodes) && nodes.some((node) => isRecord(node) && 'id' in node && 'distance' in node);
  if ('members' in value && 'shared' in value) return 'RING';
  if ('members' in value && 'guarantees' in value) return 'CIRCLE';
  if (itemsOf(value.owners).some((owner) => isRecord(owner) && 'paths' in owner)) return 'OWNERS';
  if (!hasEdges && !hasNodes) return null;
  return typeof value.length === 'number' ? 'PATH' : 'GRAPH';
}

const KIND_WORDS: Readonly<Record<FoundKind, string>> = {
  GRAPH: 'Graph',
  PATH: 'Path',
  CIRCLE: 'Circle',
  RING: 'Ring',
  OWNERS: 'Owners',
};

function titleOf(kind: FoundKind, path: string, { nodes }: Picture): string {
  const roots = nodes.filter(({ root }) => root).map(({ label }) => label);
  const ends = [nodes[0]?.label, nodes.at(-1)?.label].filter((end) => end !== undefined);
  const who = kind === 'PATH' ? ends.join(' to ') : roots.slice(0, 3).join(', ');
  return `${KIND_WORDS[kind]} ${path}${who === '' ? '' : `: ${who}`} (${nodes.length})`;
}

function errorsOf(answer: unknown): string[] {
  if (!isRecord(answer) || !Array.isArray(answer.errors)) return [];
  return answer.errors.map(
    (error) => (isRecord(error) && text(error.message)) || 'an error without a message',
  );
}
