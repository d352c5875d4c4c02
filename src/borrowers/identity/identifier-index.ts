import type { IdentityScheme } from '../../kernel/identity';
import type { DataVault } from '../../platform/crypto';

/** The look-up digest of an identifier in its canonical form, as `canonicalIdentifier` gives it (with its issuer). */
export const identifierIndex = (vault: DataVault, scheme: IdentityScheme, canonical: string): Buffer =>
  vault.blindIndex(`subject_identifier.${scheme}`, canonical);

/** The look-up digest of a person's full name: compatibility forms folded, spaces dropped, letters in one case. */
export const personNameIndex = (vault: DataVault, name: string): Buffer =>
  vault.blindIndex('subject.name', name.normalize('NFKC').replace(/\s+/gu, '').toUpperCase());
