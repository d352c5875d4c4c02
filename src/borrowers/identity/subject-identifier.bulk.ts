import { type IdentityScheme, type IdentityWarning, isStrongScheme } from '../../kernel/identity';
import type { DataVault } from '../../platform/crypto';
import { identifierIndex } from './identifier-index';
import type { SubjectIdentifierEntity } from './subject-identifier.entity';

/** An identifier in its canonical spelling, as `canonicalIdentifier` gives it. */
export interface IdentifierInput {
  readonly scheme: IdentityScheme;
  readonly value: string;
  readonly warning?: IdentityWarning | null;
}

/** Who gave an identifier out: the part before the colon of an EXTERNAL or PASSPORT, nobody in particular otherwise. */
function issuerOf(scheme: IdentityScheme, canonical: string): string {
  return scheme === 'EXTERNAL' || scheme === 'PASSPORT' ? canonical.slice(0, canonical.indexOf(':')) : '';
}

/** Place of the sealed value; the issuer keeps the passports of two countries apart. */
const identifierPlace = (subjectId: string, scheme: string, issuer: string) => ({
  table: 'subject_identifier',
  column: 'value_cell',
  row: `${subjectId}:${scheme}:${issuer}`,
});

export function identifierRow(
  vault: DataVault,
  subjectId: string,
  { scheme, value, warning }: IdentifierInput,
  addedAt: Date,
): SubjectIdentifierEntity {
  const issuer = issuerOf(scheme, value);
  const valueIndex = identifierIndex(vault, scheme, value);
  return {
    subjectId,
    scheme,
    issuer,
    valueIndex,
    valueCell: vault.seal(value, identifierPlace(subjectId, scheme, issuer)),
    strongIndex: isStrongScheme(scheme) ? valueIndex : null,
    warning: warning ?? null,
    addedAt,
  };
}
