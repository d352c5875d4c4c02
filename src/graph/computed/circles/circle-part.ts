import { Float64List, Int32List } from '../arrays/growing';
import { IdIndex, IdList } from '../arrays/id-index';
import { digestOf } from '../run/digest';
import type { DebtInput, RelationInput } from '../run/inputs.repository';
import type { ReadyPart, Writing } from '../run/part';
import {
  GuaranteeCircleEdgeEntity,
  GuaranteeCircleEntity,
  GuaranteeCircleExposureEntity,
  GuaranteeCircleMemberEntity,
} from './circle.entity';
import { type FoundCircle, guaranteeCircles } from './guarantee-circles';

/** Amounts of relations are fen. */
const GUARANTEED_IN = 'CNY';

/** The guarantees of the whole graph, as they are read, and the circles among them. */
export class CirclePart {
  readonly #subjects = new IdIndex();
  readonly #from = new Int32List();
  readonly #to = new Int32List();
  readonly #relations = new IdList();
  /** Fen; NaN where the source gives no amount. */
  readonly #amounts = new Float64List();

  add({ from_subject_id, to_subject_id, id, weight, weight_unit }: RelationInput): void {
    this.#from.push(this.#subjects.add(from_subject_id));
    this.#to.push(this.#subjects.add(to_subject_id));
    this.#relations.push(id);
    this.#amounts.push(weight !== null && weight_unit === 'FEN' ? Number(weight) : Number.NaN);
  }

  /** @param debtsOf what the members of circles owe; they are few among all subjects */
  async ready(debtsOf: (subjects: readonly string[]) => Promise<readonly DebtInput[]>): Promise<ReadyPart> {
    const found = guaranteeCircles(this.#subjects.size, this.#from.values, this.#to.values);
    const members = found.flatMap((circle) => circle.members.map((member) => this.#subjects.idOf(member)));
    const debts = new Map<string, DebtInput[]>();
    const rows = await debtsOf(members);
    for (const debt of rows) {
      const subject = String(debt.subject_id);
      const known = debts.get(subject);
      if (known) known.push(debt);
      else debts.set(subject, [debt]);
    }
    const digest = digestOf(
      ...[this.#from.values, this.#to.values, this.#amounts.values],
      ...[...this.#subjects.ids.halves, ...this.#relations.halves],
      rows
        .map((d) => [d.subject_id, d.currency, d.outstanding, d.defaulted].map(String).join(' '))
        .join('\n'),
    );
    return {
      rowsRead: this.#from.length,
      digest,
      write: async (writing) => {
        for (const circle of found) await this.#write(circle, debts, writing);
        return found.length;
      },
    };
  }

  async #write(
    { kind, members, edges, mutualPairs }: FoundCircle,
    debts: ReadonlyMap<string, readonly DebtInput[]>,
    { computationId, nextId, writer }: Writing,
  ): Promise<void> {
    const id = nextId();
    const byId = [...members].sort((a, b) => this.#subjects.ids.compare(a, b));
    const subjects = byId.map((member) => this.#subjects.idOf(member));
    const isDefaulted = (subject: string) =>
      (debts.get(subject) ?? []).some(({ defaulted }) => Number(defaulted) === 1);
    writer.add(GuaranteeCircleEntity, {
      id,
      computationId,
      anchorId: subjects[0] as string,
      kind,
      size: members.length,
      guaranteeCount: edges.length,
      mutualPairs,
      defaultedCount: subjects.filter(isDefaulted).length,
    });
    for (const exposure of this.#exposures(subjects, edges, debts))
      writer.add(GuaranteeCircleExposureEntity, { circleId: id, ...exposure });
    for (const subjectId of subjects) {
      const defaulted = isDefaulted(subjectId);
      writer.add(GuaranteeCircleMemberEntity, { circleId: id, subjectId, computationId, defaulted });
      if (writer.isFull) await writer.flush();
    }
    for (const edge of edges) {
      writer.add(GuaranteeCircleEdgeEntity, {
        circleId: id,
        guarantorId: this.#subjects.idOf(this.#from.at(edge)),
        debtorId: this.#subjects.idOf(this.#to.at(edge)),
        relationId: this.#relations.at(edge),
      });
      if (writer.isFull) await writer.flush();
    }
  }

  #exposures(
    subjects: readonly string[],
    edges: readonly number[],
    debts: ReadonlyMap<string, readonly DebtInput[]>,
  ): Omit<GuaranteeCircleExposureEntity, 'circleId'>[] {
    const outstanding = new Map<string, bigint>();
    for (const subject of subjects)
      for (const debt of debts.get(subject) ?? [])
        outstanding.set(debt.currency, (outstanding.get(debt.currency) ?? 0n) + BigInt(debt.outstanding));
    const amounts = edges.map((edge) => this.#amounts.at(edge)).filter((amount) => !Number.isNaN(amount));
    const guaranteed = amounts.reduce((sum, amount) => sum + BigInt(amount), 0n);
    if (guaranteed > 0n && !outstanding.has(GUARANTEED_IN)) outstanding.set(GUARANTEED_IN, 0n);
    return [...outstanding].map(([currency, minor]) => ({
      currency,
      outstandingMinor: minor.toString(),
      guaranteedMinor: currency === GUARANTEED_IN ? guaranteed.toString() : '0',
    }));
  }
}
