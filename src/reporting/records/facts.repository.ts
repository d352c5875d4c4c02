import type { ContributedGuarantor, ContributedLoan, ContributionFacts, TermFrequency } from '../../bureaus';
import type { LoanProduct } from '../../ecosystem';
import { addDays, type BusinessDate, daysBetween, type Sensitive } from '../../kernel';
import type { DataVault } from '../../platform/crypto';
import { marks, type Reader } from '../../platform/database';

type Big = string | number;

interface LoanRow {
  id: Big;
  subject_id: Big;
  loan_no: string;
  product: LoanProduct;
  currency: string;
  principal_minor: Big;
  instalment_minor: Big | null;
  term_months: number;
  issued_on: BusinessDate;
  due_on: BusinessDate | null;
}

interface PersonRow {
  id: Big;
  kind: string;
  name_cell: Buffer | null;
  region_code: string | null;
}

interface IdentifierRow {
  subject_id: Big;
  scheme: 'RESIDENT_ID' | 'PASSPORT' | 'MOBILE';
  issuer: string;
  value_cell: Buffer;
}

interface GuaranteeRow {
  from_subject_id: Big;
  weight: Big | null;
  until: BusinessDate | null;
}

type Person = { readonly name: Sensitive<string>; readonly region: string | null } & {
  readonly [scheme in IdentifierRow['scheme']]?: Sensitive<string>;
};

/** Bureaus take natural persons; of a firm, or a person without an identity document, nothing is reported. */
export type FactsOutcome = ContributionFacts | 'NOT_COVERED' | 'NO_IDENTITY';

/** What a record needs of a loan, its borrower and his guarantors, from the tables of the house. */
export class FactsRepository {
  constructor(private readonly vault: DataVault) {}

  async factsOf(reader: Reader, loanId: string, madeAt: Date): Promise<FactsOutcome> {
    const [loan] = await reader.rows<LoanRow>(
      `SELECT id, subject_id, loan_no, product, currency, principal_minor, instalment_minor, term_months, issued_on, due_on
         FROM loan WHERE id = ?`,
      [loanId],
    );
    if (!loan) throw new Error('an event has lost its loan');
    const borrower = String(loan.subject_id);
    const guarantees = await reader.rows<GuaranteeRow>(
      `SELECT from_subject_id, weight, until FROM relation
        WHERE to_subject_id = ? AND kind = 'GUARANTOR' AND weight_unit IN ('FEN', 'CNY')`,
      [borrower],
    );
    const persons = await this.#persons(reader, [
      borrower,
      ...guarantees.map((row) => String(row.from_subject_id)),
    ]);
    const person = persons.get(borrower);
    if (!person) return 'NOT_COVERED';
    const identity = identityOf(person);
    if (!identity) return 'NO_IDENTITY';
    const guarantors = guarantees.flatMap((row): ContributedGuarantor[] => {
      const guarantor = persons.get(String(row.from_subject_id));
      const known = guarantor && identityOf(guarantor);
      if (!guarantor || !known) return [];
      const released = row.until !== null && row.until < loan.issued_on;
      return [{ ...known, name: guarantor.name, amountMinor: BigInt(row.weight ?? 0), released }];
    });
    return {
      madeAt,
      subject: {
        ...identity,
        mobile: person.MOBILE ?? null,
        email: null,
        mailAddress: null,
        residence: null,
        postcode: null,
        employer: null,
      },
      loan: await contributedLoan(reader, loan, guarantors, person.region),
    };
  }

  async #persons(reader: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, Person>> {
    const rows = await reader.rows<PersonRow>(
      `SELECT id, kind, name_cell, region_code FROM subject WHERE kind = 'PERSON' AND id IN (${marks(ids.length)})`,
      ids,
    );
    const identifiers = await reader.rows<IdentifierRow>(
      `SELECT subject_id, scheme, issuer, value_cell FROM subject_identifier
        WHERE scheme IN ('RESIDENT_ID', 'PASSPORT', 'MOBILE') AND subject_id IN (${marks(ids.length)})
        ORDER BY added_at`,
      ids,
    );
    return new Map(
      rows.flatMap((row): [string, Person][] => {
        const id = String(row.id);
        if (!row.name_cell) return [];
        const own = identifiers.filter((each) => String(each.subject_id) === id);
        return [
          [
            id,
            {
              name: this.vault.sensitive(row.name_cell, { table: 'subject', column: 'name_cell', row: id }),
              region: row.region_code,
              // The one added last counts.
              ...Object.fromEntries(own.map((each) => [each.scheme, this.#identifier(each)])),
            },
          ],
        ];
      }),
    );
  }

  #identifier({ subject_id: subject, scheme, issuer, value_cell: cell }: IdentifierRow): Sensitive<string> {
    const row = `${subject}:${scheme}:${issuer}`;
    return this.vault.sensitive(cell, { table: 'subject_identifier', column: 'value_cell', row });
  }
}

function identityOf(
  person: Person,
): Pick<ContributionFacts['subject'], 'name' | 'scheme' | 'identifier'> | null {
  const scheme = person.RESIDENT_ID ? 'RESIDENT_ID' : 'PASSPORT';
  const identifier = person[scheme];
  return identifier ? { name: person.name, scheme, identifier } : null;
}

async function contributedLoan(
  reader: Reader,
  loan: LoanRow,
  guarantors: readonly ContributedGuarantor[],
  region: string | null,
): Promise<ContributedLoan> {
  const terms = await reader.rows<{ due_on: BusinessDate; amount: Big }>(
    `SELECT due_on, principal_minor + interest_minor AS amount FROM loan_instalment WHERE loan_id = ? ORDER BY number`,
    [String(loan.id)],
  );
  const [application] = await reader.rows<{ day: BusinessDate | null }>(
    `SELECT MIN(business_date) AS day FROM loan_event WHERE loan_no = ? AND kind = 'APPLY'`,
    [loan.loan_no],
  );
  const end = terms.at(-1)?.due_on ?? loan.due_on ?? addDays(loan.issued_on, loan.term_months * 30);
  const dueDates = terms.length > 0 ? terms.map(({ due_on }) => due_on) : [end];
  return {
    accountNo: loan.loan_no,
    product: loan.product,
    security: guarantors.some(({ released }) => !released) ? 'GUARANTEE' : 'CREDIT',
    currency: loan.currency,
    principalMinor: BigInt(loan.principal_minor),
    instalmentMinor: BigInt(loan.instalment_minor ?? terms[0]?.amount ?? loan.principal_minor),
    appliedOn: application?.day ?? loan.issued_on,
    issuedOn: loan.issued_on,
    dueOn: end,
    termCount: dueDates.length,
    months: loan.term_months,
    frequency: frequencyOf(dueDates),
    dueDates,
    cycleDays: null,
    firstDueOn: dueDates[0] ?? end,
    graceDays: 0,
    areaCode: region ?? '',
    guarantors,
  };
}

const FREQUENCIES: readonly (readonly [from: number, to: number, TermFrequency])[] = [
  [1, 1, 'DAY'],
  [7, 7, 'WEEK'],
  [28, 31, 'MONTH'],
  [89, 92, 'QUARTER'],
  [181, 184, 'HALF_YEAR'],
  [365, 366, 'YEAR'],
];

/** How far apart the due dates lie. */
export function frequencyOf(dueDates: readonly BusinessDate[]): TermFrequency {
  if (dueDates.length < 2) return 'ONCE';
  const gaps = dueDates.slice(1).map((date, i) => daysBetween(dueDates[i] ?? date, date));
  const found = FREQUENCIES.find(([from, to]) => gaps.every((gap) => gap >= from && gap <= to));
  return found?.[2] ?? 'IRREGULAR';
}
