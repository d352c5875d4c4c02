import { daysBetween } from '../../../kernel';
import { Int32List } from '../arrays/growing';
import { IdIndex } from '../arrays/id-index';
import { digestOf } from '../run/digest';
import type { LoanInput, RelationInput, UseInput } from '../run/inputs.repository';
import type { ReadyPart, Writing } from '../run/part';
import { householdsAmong } from './household';
import { type HouseholdTie, RING_KINDS, type RingKind } from './ring.codes';
import { SharedRingEntity, SharedRingMemberEntity, SharedRingNodeEntity } from './ring.entity';
import { type FoundRing, sharedRings, type Uses } from './shared-rings';
import { suspectsAmong } from './suspects';

const PPM = 1_000_000;
/** Days of loans are counted from here. */
const FIRST_DAY = '2000-01-01';

/** The things of one kind and who uses them. */
class KindOfThing {
  readonly nodes = new IdIndex();
  readonly usedNodes = new Int32List();
  readonly usedBy = new Int32List();

  get uses(): Uses {
    return { subjects: this.usedBy.values, nodes: this.usedNodes.values };
  }
}

/** Who uses which device and contact point, as it is read, and the rings among them. */
export class RingPart {
  readonly #subjects = new IdIndex();
  readonly #firms = new IdIndex();
  readonly #contactPoints = new IdIndex();
  readonly #kindsOfContactPoints = new Int32List();
  readonly #things = new Map(RING_KINDS.map((kind) => [kind, new KindOfThing()]));
  readonly #relatives = { from: new Int32List(), to: new Int32List() };
  readonly #loans = { subjects: new Int32List(), days: new Int32List(), defaulted: new Int32List() };
  readonly #emulators = new Int32List();

  addFirm(id: string | number): void {
    this.#firms.add(id);
  }

  addContactPoint(id: string | number, kind: string): void {
    this.#contactPoints.add(id);
    this.#kindsOfContactPoints.push(RING_KINDS.indexOf(kind as RingKind));
  }

  addDeviceUse(use: UseInput): void {
    this.#use('DEVICE', use);
  }

  /** A use of a contact point that was not added is of none: it dangles. */
  addContactPointUse(use: UseInput): void {
    const point = this.#contactPoints.find(use.node_id);
    const kind = point < 0 ? undefined : RING_KINDS[this.#kindsOfContactPoints.at(point)];
    if (kind) this.#use(kind, use);
  }

  /** Two who are married or otherwise related. Uses come first: who uses nothing is in no ring, nor are his relatives told. */
  addRelatives({
    from_subject_id,
    to_subject_id,
  }: Pick<RelationInput, 'from_subject_id' | 'to_subject_id'>): void {
    const [from, to] = [this.#subjects.find(from_subject_id), this.#subjects.find(to_subject_id)];
    if (from < 0 || to < 0) return;
    this.#relatives.from.push(from);
    this.#relatives.to.push(to);
  }

  /** Uses come first here, too. */
  addEmulator(id: string | number): void {
    const node = this.#devices.nodes.find(id);
    if (node >= 0) this.#emulators.push(node);
  }

  /** And here. */
  addLoan({ subject_id, issued_on, defaulted }: LoanInput): void {
    const subject = this.#subjects.find(subject_id);
    if (subject < 0) return;
    this.#loans.subjects.push(subject);
    this.#loans.days.push(daysBetween(FIRST_DAY, issued_on));
    this.#loans.defaulted.push(Number(defaulted));
  }

  ready(): ReadyPart {
    const things = [...this.#things];
    const isFirm = (subject: number) => this.#firms.find(this.#subjects.idOf(subject)) >= 0;
    const [from, to] = [this.#relatives.from.values, this.#relatives.to.values];
    const loans = {
      subjects: this.#loans.subjects.values,
      days: this.#loans.days.values,
      defaulted: this.#loans.defaulted.values,
    };
    return {
      rowsRead: things.reduce((sum, [, { usedBy }]) => sum + usedBy.length, 0),
      digest: digestOf(
        ...this.#subjects.ids.halves,
        ...this.#firms.ids.halves,
        ...[from, to, loans.subjects, loans.days, loans.defaulted, this.#emulators.values],
        ...things.flatMap(([kind, { nodes, usedBy, usedNodes }]) => [
          kind,
          ...nodes.ids.halves,
          usedBy.values,
          usedNodes.values,
        ]),
      ),
      write: async (writing) => {
        let count = 0;
        const subjectCount = this.#subjects.size;
        const addresses = this.#things.get('ADDRESS') as KindOfThing;
        const householdOf = householdsAmong({
          ...{ subjectCount, from, to, isFirm },
          areSuspect: suspectsAmong({ subjectCount, loans, usesEmulator: this.#emulatorUsers() }),
          addressCount: addresses.nodes.size,
          addresses: addresses.uses,
        });
        for (const [kind, things] of this.#things) {
          for (const ring of sharedRings(subjectCount, things.nodes.size, things.uses, isFirm)) {
            await this.#write(kind, things.nodes, { ...ring, household: householdOf(ring.members) }, writing);
            count += 1;
          }
        }
        return count;
      },
    };
  }

  get #devices(): KindOfThing {
    return this.#things.get('DEVICE') as KindOfThing;
  }

  #emulatorUsers(): (subject: number) => boolean {
    const emulators = new Set(this.#emulators.values);
    const { subjects, nodes } = this.#devices.uses;
    const users = new Set(subjects.filter((_, use) => emulators.has(nodes[use] as number)));
    return (subject) => users.has(subject);
  }

  #use(kind: RingKind, { subject_id, node_id }: UseInput): void {
    const things = this.#things.get(kind) as KindOfThing;
    things.usedNodes.push(things.nodes.add(node_id));
    things.usedBy.push(this.#subjects.add(subject_id));
  }

  async #write(
    kind: RingKind,
    index: IdIndex,
    { members, nodes, density, household }: FoundRing & { readonly household: HouseholdTie | null },
    { computationId, nextId, writer }: Writing,
  ): Promise<void> {
    const id = nextId();
    const byId = [...nodes].sort((a, b) => index.ids.compare(a, b));
    writer.add(SharedRingEntity, {
      id,
      computationId,
      anchorId: index.idOf(byId[0] as number),
      kind,
      size: members.length,
      nodeCount: nodes.length,
      densityPpm: Math.round(density * PPM),
      household,
    });
    for (const node of byId) {
      writer.add(SharedRingNodeEntity, { ringId: id, nodeId: index.idOf(node), computationId });
      if (writer.isFull) await writer.flush();
    }
    for (const member of members) {
      writer.add(SharedRingMemberEntity, {
        ringId: id,
        subjectId: this.#subjects.idOf(member),
        computationId,
      });
      if (writer.isFull) await writer.flush();
    }
  }
}
