/** Whose personal field it is: a subject, or a thing that several subjects may hold. */
export interface DataOwner {
  readonly type: 'Borrower' | 'Account' | 'Device' | 'ContactPoint';
  readonly id: string;
}

export interface Disclosure extends DataOwner {
  readonly fields: ReadonlySet<string>;
}

/** Which personal fields a request has shown in clear. Becomes one audit event per owner. */
export class Disclosures {
  readonly #byOwner = new Map<string, DataOwner & { fields: Set<string> }>();

  add({ type, id }: DataOwner, field: string): void {
    const known = this.#byOwner.get(`${type}:${id}`);
    if (known) known.fields.add(field);
    else this.#byOwner.set(`${type}:${id}`, { type, id, fields: new Set([field]) });
  }

  get all(): readonly Disclosure[] {
    return [...this.#byOwner.values()];
  }
}
