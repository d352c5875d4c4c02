import { inspect } from 'node:util';

/** A value that must not be printed by accident: text, JSON and inspection show `***`; only `reveal` gives it. */
export class Sensitive<T> {
  readonly #read: () => T;

  private constructor(read: () => T) {
    this.#read = read;
  }

  static of<T>(value: T): Sensitive<T> {
    return new Sensitive(() => value);
  }

  /** Opened anew at each `reveal`, so that nothing is decrypted that nobody looks at. */
  static lazy<T>(read: () => T): Sensitive<T> {
    return new Sensitive(read);
  }

  reveal(): T {
    return this.#read();
  }

  toString(): string {
    return '***';
  }

  toJSON(): string {
    return '***';
  }

  [inspect.custom](): string {
    return '***';
  }
}
