/** Which personal fields of which subjects a request has shown in clear. Becomes one audit event per subject. */
export class Disclosures {
  readonly #fields = new Map<string, Set<string>>();

  add(subjectId: string, field: string): void {
    const fields = this.#fields.get(subjectId);
    if (fields) fields.add(field);
    else this.#fields.set(subjectId, new Set([field]));
  }

  get bySubject(): ReadonlyMap<string, ReadonlySet<string>> {
    return this.#fields;
  }
}
