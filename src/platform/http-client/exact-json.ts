/** A number as it was written: nothing is rounded before somebody says what it counts. */
export class ExactNumber {
  constructor(readonly text: string) {}
}

/** Deeper than any report; a stack is spent before the memory is. */
const DEEPEST = 64;

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
/** Found as the text between quotes, and then judged by `JSON.parse`. */
const STRING = /"(?:[^"\\]|\\.)*"/y;
const BLANK = /[ \t\n\r]*/y;
const WORD = /true|false|null/y;

/** Keys that mean something to JavaScript itself. */
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Reads JSON more strictly than `JSON.parse`: no key twice, no key that reaches into objects, no nesting without end;
 * and each number as an `ExactNumber`.
 * @throws SyntaxError that repeats nothing of the text
 */
export function readExactJson(text: string): unknown {
  let at = 0;

  const take = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0] ?? null;
    if (found !== null) at += found.length;
    return found;
  };
  const fail = (): never => {
    throw new SyntaxError('not acceptable as JSON');
  };
  const takeSign = (sign: string): boolean => {
    take(BLANK);
    if (text[at] !== sign) return false;
    at += 1;
    return true;
  };

  const takeString = (): string => {
    try {
      return JSON.parse(take(STRING) ?? '');
    } catch {
      return fail();
    }
  };

  function value(depth: number): unknown {
    if (depth > DEEPEST) return fail();
    if (takeSign('{')) return object(depth);
    if (takeSign('[')) return list(depth);
    if (text[at] === '"') return takeString();
    const word = take(WORD);
    if (word !== null) return word === 'null' ? null : word === 'true';
    return new ExactNumber(take(NUMBER) ?? fail());
  }

  function object(depth: number): Record<string, unknown> {
    const members: Record<string, unknown> = {};
    if (takeSign('}')) return members;
    do {
      take(BLANK);
      const key = takeString();
      if (FORBIDDEN.has(key) || Object.hasOwn(members, key) || !takeSign(':')) fail();
      members[key] = value(depth + 1);
    } while (takeSign(','));
    return takeSign('}') ? members : fail();
  }

  function list(depth: number): unknown[] {
    const items: unknown[] = [];
    if (takeSign(']')) return items;
    do items.push(value(depth + 1));
    while (takeSign(','));
    return takeSign(']') ? items : fail();
  }

  const whole = value(0);
  take(BLANK);
  return at === text.length ? whole : fail();
}
