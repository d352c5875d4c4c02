import { type IdentityScheme, isStrongScheme, type Sex } from '../kernel/identity';
import type { DataVault } from '../platform/crypto';
import type { FromSource } from '../platform/sourced';
import { personNameIndex } from './identity/identifier-index';
import type { StoredSubject } from './identity/stored-subject.repository';
import { type IdentifierInput, identifierRow } from './identity/subject-identifier.bulk';
import type { SubjectIdentifierEntity } from './identity/subject-identifier.entity';
import type { SubjectKind } from './subject.codes';
import type { SubjectEntity } from './subject.entity';

export interface SubjectInput extends FromSource {
  readonly kind: SubjectKind;
  /** Null where the source does not say. */
  readonly name: string | null;
  readonly birthDate: string | null;
  readonly sex: Sex | null;
  readonly regionCode: string | null;
  readonly identifiers: readonly IdentifierInput[];
}

export interface MarkedIdentifier extends IdentifierInput {
  readonly index: Buffer;
}

export interface Contradiction {
  readonly field: string;
  readonly reason: string;
}

/** Spaces and full-width forms do not make another name. */
const canonicalName = (name: string): string => name.normalize('NFKC').replace(/\s+/g, '');

/** A subject has at most one of each; passports and keys of other systems may be several. */
const SOLE = new Map<IdentityScheme, string>([
  ['RESIDENT_ID', 'residentId'],
  ['CREDIT_CODE', 'creditCode'],
]);

const namePlace = (id: string) => ({ table: 'subject', column: 'name_cell', row: id });
const birthDatePlace = (id: string) => ({ table: 'subject', column: 'birth_date_cell', row: id });

/** A subject while a batch is brought in: what is stored, and what the batch has added so far. */
export class KnownSubject {
  readonly #indexes = new Map<string, IdentityScheme>();
  readonly added: SubjectIdentifierEntity[] = [];
  #birthDate: string | null | undefined;

  private constructor(
    private readonly vault: DataVault,
    public row: SubjectEntity,
  ) {}

  static stored(vault: DataVault, { row, identifiers }: StoredSubject): KnownSubject {
    const subject = new KnownSubject(vault, row);
    for (const { scheme, index } of identifiers) subject.#indexes.set(index.toString('hex'), scheme);
    return subject;
  }

  /** An empty subject; `take` fills it. */
  static created(vault: DataVault, id: string, source: string, input: SubjectInput, now: Date): KnownSubject {
    const unknown = {
      nameCell: null,
      nameIndex: null,
      registeredName: null,
      birthDateCell: null,
      sex: null,
      regionCode: null,
    };
    const { kind, sourceKey } = input;
    return new KnownSubject(vault, {
      ...unknown,
      id,
      kind,
      source,
      sourceKey,
      rowHash: Buffer.alloc(0),
      createdAt: now,
    });
  }

  /** Digests in hex of the strong identifiers. */
  indexes(): string[] {
    return [...this.#indexes].filter(([, scheme]) => isStrongScheme(scheme)).map(([index]) => index);
  }

  /** Why the row cannot be this subject; undefined when it can. */
  contradiction(
    source: string,
    input: SubjectInput,
    identifiers: readonly MarkedIdentifier[],
  ): Contradiction | undefined {
    if (input.kind !== this.row.kind)
      return { field: 'kind', reason: 'the stored subject is of another kind' };
    for (const { scheme, index } of identifiers) {
      const field = SOLE.get(scheme);
      if (field && !this.#indexes.has(index.toString('hex')) && [...this.#indexes.values()].includes(scheme))
        return { field, reason: 'the stored subject has another one' };
    }
    if (this.#ownedBy(source, input)) return undefined;
    if (input.name !== null && this.#hasOtherName(input.name))
      return { field: 'name', reason: 'the stored subject with the same identifier has another name' };
    const birthDate = this.#storedBirthDate();
    if (input.birthDate !== null && birthDate !== null && input.birthDate !== birthDate)
      return {
        field: 'birthDate',
        reason: 'the stored subject with the same identifier has another birth date',
      };
    return undefined;
  }

  /** Takes over what the row says; true when that changed anything. */
  take(source: string, input: SubjectInput, identifiers: readonly MarkedIdentifier[], now: Date): boolean {
    const rowHash = this.vault.rowHash([
      ...[input.kind, input.name, input.birthDate, input.sex, input.regionCode],
      ...input.identifiers.map(({ scheme, value }) => `${scheme} ${value}`).sort(),
    ]);
    const owned = this.#ownedBy(source, input);
    if (owned && rowHash.equals(this.row.rowHash)) return false;
    const stated = this.#stated(input);
    const facts = owned ? withoutNulls(stated) : withoutNulls(stated, this.row);
    this.row = { ...this.row, ...facts, ...(owned && { rowHash }) };
    if ('birthDateCell' in facts) this.#birthDate = input.birthDate;
    const before = this.added.length;
    for (const identifier of identifiers) this.#add(identifier, now);
    return owned || Object.keys(facts).length > 0 || this.added.length > before;
  }

  #add(identifier: MarkedIdentifier, now: Date): void {
    const index = identifier.index.toString('hex');
    if (this.#indexes.has(index)) return;
    this.#indexes.set(index, identifier.scheme);
    this.added.push(identifierRow(this.vault, this.row.id, identifier, now));
  }

  #ownedBy(source: string, { sourceKey }: SubjectInput): boolean {
    return this.row.source === source && this.row.sourceKey === sourceKey;
  }

  #hasOtherName(name: string): boolean {
    const { nameIndex, registeredName } = this.row;
    if (this.row.kind === 'PERSON')
      return nameIndex !== null && !nameIndex.equals(personNameIndex(this.vault, name));
    return registeredName !== null && canonicalName(registeredName) !== canonicalName(name);
  }

  #storedBirthDate(): string | null {
    const { birthDateCell, id } = this.row;
    this.#birthDate ??=
      birthDateCell === null ? null : this.vault.sensitive(birthDateCell, birthDatePlace(id)).reveal();
    return this.#birthDate;
  }

  #stated({ kind, name, birthDate, sex, regionCode }: SubjectInput): Partial<SubjectEntity> {
    const { id } = this.row;
    return {
      nameCell: kind === 'PERSON' ? this.vault.sealNullable(name, namePlace(id)) : null,
      nameIndex: kind === 'PERSON' && name !== null ? personNameIndex(this.vault, name) : null,
      registeredName: kind === 'ENTERPRISE' ? name : null,
      birthDateCell: this.vault.sealNullable(birthDate, birthDatePlace(id)),
      sex,
      regionCode,
    };
  }
}

/** What is stated, without what `except` knows already. */
function withoutNulls(stated: Partial<SubjectEntity>, except?: SubjectEntity): Partial<SubjectEntity> {
  return Object.fromEntries(
    Object.entries(stated).filter(
      ([name, value]) =>
        value !== null && (except === undefined || except[name as keyof SubjectEntity] === null),
    ),
  );
}
