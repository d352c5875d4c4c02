import type { BusinessDate } from '../calendar';

/** Why a text is not an identifier of its scheme. A code only: it never carries the text itself. */
export type IdentityProblem =
  | 'LENGTH'
  | 'CHARACTERS'
  | 'PREFIX'
  | 'REGION'
  | 'BIRTH_DATE'
  | 'CHECK_DIGIT'
  | 'ORGANISATION_CODE'
  | 'ISSUER';

/** What is unusual about an identifier that is accepted all the same. */
export type IdentityWarning =
  | 'UPGRADED_FROM_15_DIGITS'
  | 'AREA_UNKNOWN'
  | 'CHECK_DIGIT_OVERRIDDEN'
  | 'ORGANISATION_CODE_OVERRIDDEN'
  | 'LUHN_FAILED';

export type Sex = 'F' | 'M';

/** What an identifier says about its bearer; empty for the schemes that say nothing. */
export interface IdentityFacts {
  readonly birthDate?: BusinessDate;
  readonly sex?: Sex;
  /** GB/T 2260, six digits, as printed in the identifier. */
  readonly regionCode?: string;
}

export type IdentityCheck =
  | {
      readonly ok: true;
      /** The one spelling under which the identifier is stored and looked up. */
      readonly value: string;
      readonly warnings: readonly IdentityWarning[];
      readonly facts: IdentityFacts;
    }
  | { readonly ok: false; readonly problem: IdentityProblem };

export function accepted(
  value: string,
  warnings: readonly IdentityWarning[] = [],
  facts: IdentityFacts = {},
): IdentityCheck {
  return { ok: true, value, warnings, facts };
}

export function refused(problem: IdentityProblem): IdentityCheck {
  return { ok: false, problem };
}

const PROBLEM_TEXTS: Readonly<Record<IdentityProblem, string>> = {
  LENGTH: 'It has the wrong number of characters.',
  CHARACTERS: 'It holds a character that this kind of identifier does not use, or one in the wrong place.',
  PREFIX: 'Its first characters belong to no registration authority, operator or card scheme.',
  REGION: 'Its region code was never assigned.',
  BIRTH_DATE: 'Its birth date does not exist, lies in the future, or lies before 1901.',
  CHECK_DIGIT: 'Its check character does not fit the rest; a character was probably mistyped.',
  ORGANISATION_CODE: 'The organisation code inside it has a wrong check character.',
  ISSUER: 'It needs the name of its issuer: letters, digits, dots, dashes and underscores, 40 at most.',
};

/** English text of a problem for a report or an error. Never contains any part of the identifier. */
export function describeProblem(problem: IdentityProblem): string {
  return PROBLEM_TEXTS[problem];
}

/** Longest raw text that is looked at: no scheme comes near it, and nothing longer is worth normalising. */
const LONGEST_RAW = 128;

/**
 * Full-width forms folded (NFKC), outer spaces gone, letters upper-case. `undefined` for a text that is too long to be
 * an identifier, so that a hostile one costs nothing.
 */
export function normalised(raw: string): string | undefined {
  return raw.length > LONGEST_RAW ? undefined : raw.normalize('NFKC').trim().toUpperCase();
}

/** As `normalised`, without the spaces and dashes by which people group long numbers. */
export function ungrouped(raw: string): string | undefined {
  return normalised(raw)?.replace(/[\s\-\u2010-\u2015]/g, '');
}
