import type { Book } from '../book';

/** Waves that do not refer to each other: they can be made, and loaded, in any order and side by side. */
export interface Stage {
  readonly waves: number;
  tell(book: Book, wave: number): void;
}
