import type { Sandbox } from '../../../../sandbox/server';
import type { DatabaseTarget } from '../../../support/databases';
import { type AskOptions, aQuestion, type Desk, type Person } from '../desk';

export const BUREAU = 'shanghai-credit';

/** What the stories of an inquiry share: a bureau, and one replica of the gateway on one database. */
export class World {
  /** Set before the first story. */
  sandbox!: Sandbox;
  bureauUrl!: string;
  desk!: Desk;

  constructor(private readonly target: DatabaseTarget) {}

  databaseUrl(): string {
    return this.target.url();
  }

  /** What comes of one question about a person. */
  readonly ask = async (person: Person, change: Parameters<typeof aQuestion>[1] = {}, how: AskOptions = {}) =>
    (await this.desk.ask([aQuestion(person.id, change)], how))[0];

  /** Somebody whom the bureau knows, or the persona of that number and name. */
  readonly aPerson = async (
    consent: object | null = {},
    who?: { readonly certNo: string; readonly name: string },
  ): Promise<Person> => {
    const [person] = await this.desk.addPersons(1, who);
    if (!person) throw new Error('no person');
    if (consent) await this.desk.consent([person.id], consent);
    return person;
  };

  readonly openInquiries = (person: Person) =>
    this.desk.database.rows<{
      id: string | number;
      state: string;
      outcome: string | null;
      flight_key: string | null;
    }>('SELECT id, state, outcome, flight_key FROM bureau_inquiry WHERE subject_id = ? ORDER BY id', [
      person.id,
    ]);

  readonly calls = (): number => this.sandbox.calls().bureaus[BUREAU]?.total ?? 0;

  readonly callsAbout = (person: Person): number =>
    this.sandbox.calls().bureaus[BUREAU]?.bySubject[person.pseudonym] ?? 0;
}
