import { FieldError } from '../targets';
import { amount, dateText, digestText, instantText, translation } from './conversions';
import type { Expression, Lookup, Operand, Where } from './expression';

/** What a field's text is for the cells of a row; null when the source says nothing. @throws FieldError */
export type Evaluate = (cells: readonly string[]) => string | null;

/** Finds what a lookup takes: undefined for no row; `SEVERAL` where `only` one may match. */
export type FindTaken = (value: string) => string | null | undefined | typeof SEVERAL;

export interface CompileContext {
  /** Place of each column among the cells. */
  readonly columns: ReadonlyMap<string, number>;
  readonly codes: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly lookup: (lookup: Lookup) => FindTaken;
  /** Told why a text was left out, where the mapping says `onBad: null`. */
  readonly warn: (reason: string) => void;
}

export const SEVERAL = Symbol('several rows match');

/** Makes a function of an expression whose names are known to be right. */
export function compile(part: Operand, context: CompileContext): Evaluate {
  if (typeof part === 'string') return column(part, context);
  const evaluate = compiled(part, context);
  return 'onBad' in part && part.onBad === 'null' ? lenient(evaluate, context.warn) : evaluate;
}

function compiled(expression: Expression, context: CompileContext): Evaluate {
  const on = (part: Operand, change: (text: string) => string | null): Evaluate => {
    const evaluate = compile(part, context);
    return (cells) => {
      const text = evaluate(cells);
      return text === null ? null : change(text);
    };
  };
  if ('column' in expression) return column(expression.column, context);
  if ('const' in expression) return () => expression.const;
  if ('concat' in expression) {
    const parts = expression.concat.map((part) => compile(part, context));
    return concatenated(parts, expression.separator);
  }
  if ('first' in expression) return firstOf(expression.first.map((part) => compile(part, context)));
  if ('code' in expression)
    return on(expression.code, translation(context.codes[expression.table] ?? {}, expression));
  if ('date' in expression) return on(expression.date, dateText(expression));
  if ('instant' in expression) return on(expression.instant, instantText(expression));
  if ('money' in expression) return on(expression.money, (text) => amount(text, expression));
  if ('number' in expression) return on(expression.number, (text) => amount(text, expression));
  if ('ref' in expression) return on(expression.ref, (text) => `${expression.source}:${text}`);
  if ('digest' in expression) return on(expression.digest, (text) => digestText(text, expression.length));
  if ('split' in expression)
    return on(expression.split, (text) => text.split(expression.by)[expression.part - 1]?.trim() || null);
  if ('pad' in expression)
    return on(expression.pad, (text) => text.padStart(expression.length, expression.with));
  if ('replace' in expression)
    return on(
      expression.replace,
      (text) => text.replaceAll(expression.text, () => expression.with).trim() || null,
    );
  if ('slice' in expression)
    return on(
      expression.slice,
      (text) => text.slice(expression.from - 1, expression.from - 1 + expression.length).trim() || null,
    );
  const key = compile(expression.with ?? expression.match, context);
  return found(key, expression, context.lookup(expression));
}

function column(name: string, { columns }: CompileContext): Evaluate {
  const place = columns.get(name);
  if (place === undefined) throw new RangeError(`there is no column ${name}`);
  return (cells) => cells[place]?.trim() || null;
}

/** Whether a row has the texts that are asked for. */
export function rowFilter(
  where: Where,
  columns: ReadonlyMap<string, number>,
): (cells: readonly string[]) => boolean {
  const wanted = Object.entries(where).map(
    ([name, texts]) => [columns.get(name)!, new Set([texts].flat())] as const,
  );
  return (cells) => wanted.every(([place, texts]) => texts.has(cells[place]!.trim()));
}

/** The mapping's choice for dirt that is known: nothing and a warning, instead of a reject. */
const lenient =
  (evaluate: Evaluate, warn: CompileContext['warn']): Evaluate =>
  (cells) => {
    try {
      return evaluate(cells);
    } catch (error) {
      if (!(error instanceof FieldError)) throw error;
      warn(error.message);
      return null;
    }
  };

/** Nothing when any part is nothing: half a key is no key. */
const concatenated =
  (parts: readonly Evaluate[], separator: string): Evaluate =>
  (cells) => {
    const texts = parts.map((part) => part(cells));
    return texts.includes(null) ? null : texts.join(separator);
  };

const firstOf =
  (parts: readonly Evaluate[]): Evaluate =>
  (cells) => {
    for (const part of parts) {
      const text = part(cells);
      if (text !== null) return text;
    }
    return null;
  };

function found(key: Evaluate, lookup: Lookup, find: FindTaken): Evaluate {
  const nothing = lookup.default ?? null;
  return (cells) => {
    const text = key(cells);
    const value = text === null ? undefined : find(text);
    if (value === SEVERAL) throw new FieldError(`several rows of ${lookup.lookup} match`);
    return value ?? nothing;
  };
}
