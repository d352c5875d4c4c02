import { Int32List } from '../arrays/growing';
import { IdIndex } from '../arrays/id-index';
import { digestOf } from '../run/digest';
import type { RelationInput } from '../run/inputs.repository';
import type { ReadyPart, Writing } from '../run/part';
import { UltimateOwnerEntity, UltimateOwnershipEntity } from './owner.entity';
import { UNKNOWN_PERCENT } from './stakes';
import { type Ownership, ultimateOwners } from './ultimate-owners';

/** Parts are stored in billionths: a percent with seven digits behind the point. */
const PPB = 1_000_000_000;
const billionths = (part: number): number => Math.min(PPB, Math.round(part * PPB));

/** The stakes of the whole graph, as they are read, and the ultimate owners that follow from them. */
export class OwnerPart {
  readonly #subjects = new IdIndex();
  readonly #holders = new Int32List();
  readonly #companies = new Int32List();
  readonly #percents = new Int32List();

  add({ from_subject_id, to_subject_id, weight, weight_unit }: RelationInput): void {
    this.#holders.push(this.#subjects.add(from_subject_id));
    this.#companies.push(this.#subjects.add(to_subject_id));
    const percent = weight === null || weight_unit !== 'PERCENT' ? UNKNOWN_PERCENT : Number(weight);
    this.#percents.push(percent >= 0 && percent <= 100 ? percent : UNKNOWN_PERCENT);
  }

  ready(): ReadyPart {
    const told = {
      holders: this.#holders.values,
      companies: this.#companies.values,
      percents: this.#percents.values,
    };
    return {
      rowsRead: told.holders.length,
      digest: digestOf(told.holders, told.companies, told.percents, ...this.#subjects.ids.halves),
      write: async (writing) => {
        let count = 0;
        for (const ownership of ultimateOwners(this.#subjects.size, told)) {
          this.#write(ownership, writing);
          count += 1;
          if (writing.writer.isFull) await writing.writer.flush();
        }
        return count;
      },
    };
  }

  #write({ company, owners, attributed, controlPath, ...found }: Ownership, writing: Writing): void {
    const { computationId, writer } = writing;
    const idOf = (number: number) => this.#subjects.idOf(number);
    const companyId = idOf(company);
    writer.add(UltimateOwnershipEntity, {
      computationId,
      companyId,
      attributedPpb: billionths(attributed),
      ...found,
      controlPath: JSON.stringify(controlPath.map(idOf)),
    });
    for (const { owner, lowerBound, isKnown, hasMorePaths, paths } of owners)
      writer.add(UltimateOwnerEntity, {
        computationId,
        companyId,
        ownerId: idOf(owner),
        partPpb: billionths(lowerBound),
        isKnown,
        hasMorePaths,
        paths: JSON.stringify(
          paths.map(({ nodes, parts }) => ({
            ids: nodes.map(idOf),
            ppb: parts.map((part) => part && billionths(part)),
          })),
        ),
      });
  }
}
