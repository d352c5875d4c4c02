/** What stands on the picture itself, and how much room it takes. */
import type { PictureEdge } from '../picture/picture';
import { edgeKindWords, weightWords } from '../picture/words';

/** Sizes of letters, in units of the picture. */
export const NAME_SIZE = 13;
export const WORDS_SIZE = 11;

/** A name wider than this many letters is cut on the picture; the details have it whole. */
const NAME_LETTERS = 26;

/** Chinese characters are two letters wide. */
const lettersOf = (character: string): number => ((character.codePointAt(0) ?? 0) >= 0x2e80 ? 2 : 1);

export function shortLabel(label: string): string {
  const characters = [...label];
  let letters = 0;
  let kept = 0;
  for (const [index, character] of characters.entries()) {
    letters += lettersOf(character);
    // One letter is kept free for the sign that something is missing.
    if (letters < NAME_LETTERS) kept = index + 1;
  }
  return letters <= NAME_LETTERS ? label : `${characters.slice(0, kept).join('')}…`;
}

/** The words on an edge: its kind and weight. */
export function edgeWords({ kind, weight, weightUnit }: PictureEdge): string {
  return [edgeKindWords(kind), weightWords(weight, weightUnit)].filter((part) => part !== null).join(' · ');
}

/** About how wide a text is; a browser is not asked, so that the same picture comes out everywhere. */
export function widthOf(text: string, size: number): number {
  let letters = 0;
  for (const character of text) letters += lettersOf(character);
  return letters * size * 0.53;
}
