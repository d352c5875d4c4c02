import { canonicalIdentifier } from '../../kernel/identity';
import {
  type FieldContext,
  FieldError,
  isFormula,
  type Problem,
  type ReadRow,
  type Target,
} from '../targets';
import type { TargetRecord } from './record';

/** A reference that is still to be found: which property gets the id, and which row of which source it names. */
export interface Reference {
  readonly field: string;
  readonly property: string;
  readonly target: string;
  readonly source: string;
  readonly key: string;
}

/** A record whose fields are right by themselves. */
export interface ReadRecord {
  readonly record: TargetRecord;
  readonly row: ReadRow;
  readonly references: readonly Reference[];
  readonly context: FieldContext;
}

const LONGEST_KEY = 64;
const NONE: readonly Problem[] = [];

/** Reads every field; pure. Gives all problems of the record at once, so that they can be mended in one go. */
export function readRecord(
  target: Target,
  source: string,
  record: TargetRecord,
  today: string,
): ReadRecord | { readonly problems: readonly Problem[] } {
  const { values, problems: known = NONE } = record;
  const context: FieldContext = { texts: values, today };
  if (known.some(({ field }) => field === '')) return { problems: known };
  const problems: Problem[] = [...known];
  const references: Reference[] = [];
  const sourceKey = values.key ?? '';
  const keyProblem = problemOfKey(target, source, sourceKey, today);
  if (keyProblem && !known.some(({ field }) => field === 'key'))
    problems.push({ field: 'key', reason: keyProblem });
  const row: Record<string, unknown> & { sourceKey: string } = { ...target.emptyRow, sourceKey };
  for (const { name, property, field } of target.properties) {
    const text = values[name] ?? null;
    if (known.length > 0 && known.some((problem) => problem.field === name)) continue;
    if (text === null || text === '') {
      if (field.required) problems.push({ field: name, reason: 'it is required and empty' });
      continue;
    }
    if (field.refersTo !== undefined) {
      references.push({ field: name, property, target: field.refersTo, ...referred(source, text) });
      continue;
    }
    try {
      row[property] = field.read(text, context);
    } catch (error) {
      if (!(error instanceof FieldError)) throw error;
      problems.push({ field: name, reason: error.message });
    }
  }
  for (const name in values)
    if (name !== 'key' && !(name in target.fields))
      problems.push({ field: name, reason: `${target.name} has no such field` });
  return problems.length > 0 ? { problems } : { record, row, references, context };
}

/** `source:key`, or a key of the source that is being loaded. */
function referred(source: string, text: string): { source: string; key: string } {
  const match = /^([a-z0-9][\w.-]{0,23}):(.+)$/s.exec(text);
  return match ? { source: match[1]!, key: match[2]! } : { source, key: text };
}

function problemOfKey(target: Target, source: string, key: string, today: string): string | undefined {
  if (key === '') return 'the record has no key';
  if (key.length > LONGEST_KEY) return `it is longer than ${LONGEST_KEY} characters`;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (/[\u0000-\u001f\u007f\ufffd]/.test(key) || key !== key.trim())
    return 'it holds a control character or has spaces around it';
  if (isFormula(key)) return 'it begins like a formula';
  // A subject is looked up by its key, so the key has to be an identifier that the API can spell.
  const spelt =
    target.name !== 'subject' || canonicalIdentifier('EXTERNAL', key, { today, issuer: source }).ok;
  return spelt ? undefined : 'a key of a subject must have no spaces';
}
