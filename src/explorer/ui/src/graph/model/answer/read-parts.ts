/** Nodes, edges and marks out of an answer's objects, with what to show where a field is missing. */
import {
  type Fact,
  type Mark,
  type PictureEdge,
  type PictureNode,
  RISK_LEVELS,
  type RiskLevel,
  worse,
} from '../picture/picture';
import { nodeKindWords, plain } from '../picture/words';

export type Json = Record<string, unknown>;

export function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A scalar as text; null for anything else. */
export function text(value: unknown): string | null {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

/** The items of a list or of a connection. */
export function itemsOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  if (!isRecord(value)) return [];
  if (Array.isArray(value.nodes)) return value.nodes;
  if (!Array.isArray(value.edges)) return [];
  return value.edges.map((edge) => (isRecord(edge) ? edge.node : null));
}

/** What wraps a member or a shared thing of a circle or ring. */
const WRAPPERS = ['node', 'borrower', 'thing', 'entity'];

/** Null when it has no id. */
export function readNode(value: unknown, roots: ReadonlySet<string>): PictureNode | null {
  if (!isRecord(value)) return null;
  const id = text(value.id);
  if (id === null) {
    const wrapped = WRAPPERS.map((name) => value[name]).find(isRecord);
    return wrapped === undefined ? null : readNode(wrapped, roots);
  }
  const wrapper = 'distance' in value || 'marks' in value || 'entity' in value || 'label' in value;
  const entity = wrapper ? (isRecord(value.entity) ? value.entity : null) : value;
  const kind = text(value.kind);
  const marks = isRecord(value.marks) ? value.marks : {};
  const facts = [...itemsOf(marks.facts).filter(isRecord).map(readMark), ...indicatorMarks(marks)];
  const distance =
    typeof value.distance === 'number' && Number.isFinite(value.distance) ? value.distance : null;
  const nodeKind = wrapper && kind !== null ? kind : kindOfType(entity?.__typename);
  return {
    id,
    kind: nodeKind,
    distance,
    label: labelOf(value, entity) ?? `${nodeKindWords(nodeKind)} …${id.slice(-6)}`,
    level: facts.reduce((level, mark) => worse(level, mark.level), levelOf(marks.level)),
    marks: facts,
    facts: entity === null ? (value.entity === null ? [NOT_STORED] : []) : factsOf(entity),
    root: roots.has(id) || (roots.size === 0 && distance === 0),
  };
}

/** The name of the API's type as the kind of node that it is behind. */
function kindOfType(typename: unknown): string {
  if (typeof typename !== 'string' || typename === 'Borrower') return 'SUBJECT';
  return typename.replace(/([a-z])([A-Z])/g, '$1_$2').toUpperCase();
}

function labelOf(node: Json, entity: Json | null): string | null {
  const candidates = [node.label, entity?.displayName, entity?.name, entity?.accountNo, entity?.value];
  return candidates.map(text).find((candidate) => candidate !== null && candidate.trim() !== '') ?? null;
}

function readMark(mark: Json): Mark {
  return {
    code: text(mark.code) ?? 'MARK',
    level: levelOf(mark.level),
    text: text(mark.text),
    textZh: text(mark.textZh),
    since: text(mark.since),
    evidence: text(mark.evidence),
  };
}

/** The worst indicator of who stands there: each of its evidence says something against him. */
function indicatorMarks({ worstIndicator: indicator }: Json): Mark[] {
  if (!isRecord(indicator)) return [];
  const name = text(indicator.kind) ?? 'INDICATOR';
  const score = text(indicator.score);
  const from = [plain(name), score === null ? null : `score ${score}`]
    .filter((part) => part !== null)
    .join(', ');
  const evidence = itemsOf(indicator.evidence).filter(isRecord);
  if (evidence.length === 0) {
    const whole = { code: name, level: levelOf(indicator.level), text: from, textZh: null };
    return [{ ...whole, since: null, evidence: null }];
  }
  return evidence.map((one) => {
    const told = [from, text(one.value), text(one.reference)].filter((part) => part !== null);
    return {
      code: text(one.code) ?? name,
      level: levelOf(one.level ?? indicator.level),
      text: text(one.text),
      textZh: text(one.textZh),
      since: null,
      evidence: told.join(', '),
    };
  });
}

function levelOf(value: unknown): RiskLevel {
  return RISK_LEVELS.find((level) => level === value) ?? 'NONE';
}

/** An edge leads there, and no table holds it. */
const NOT_STORED: Fact = ['entity', 'not stored'];

/** The entity's fields that can be read at a glance: scalars, money, lists of scalars. */
function factsOf(entity: Json): Fact[] {
  const facts: Fact[] = [];
  for (const [name, value] of Object.entries(entity)) {
    if (name === 'id' || name === '__typename') continue;
    const shown = factText(value);
    if (shown !== null && shown !== '') facts.push([plain(name), shown]);
  }
  return facts;
}

function factText(value: unknown): string | null {
  if (Array.isArray(value)) {
    const items = value.map(text);
    return items.length > 0 && items.every((item) => item !== null) ? items.join(', ') : null;
  }
  if (!isRecord(value)) return text(value);
  const amount = text(value.value);
  return amount === null ? null : [amount, text(value.currency)].filter((part) => part !== null).join(' ');
}

/**
 * Null when an end is missing. An edge whose id was not selected gets one from its ends and kind.
 * @param taken edges read before, so that two such edges of one kind stay apart
 */
export function readEdge(value: unknown, taken: ReadonlyMap<string, unknown>): PictureEdge | null {
  if (!isRecord(value)) return null;
  const from = endOf(value.from);
  const to = endOf(value.to);
  if (from === null || to === null) return null;
  const kind = text(value.kind) ?? 'EDGE';
  return {
    id: text(value.id) ?? freeId(`${from} ${kind} ${to}`, taken),
    from,
    to,
    kind,
    weight: text(value.weight),
    weightUnit: text(value.weightUnit),
    since: text(value.since),
    until: text(value.until),
    source: text(value.source),
    evidence: text(value.evidence),
  };
}

function endOf(value: unknown): string | null {
  return isRecord(value) ? text(value.id) : text(value);
}

function freeId(wanted: string, taken: ReadonlyMap<string, unknown>): string {
  if (!taken.has(wanted)) return wanted;
  let number = 2;
  while (taken.has(`${wanted} ${number}`)) number++;
  return `${wanted} ${number}`;
}
