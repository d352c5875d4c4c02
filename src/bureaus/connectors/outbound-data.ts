import { toDecimal } from '../../kernel';
import type { ApplicationFacts, BureauInquiry, InquiredSubject, InquiryFacts } from '../inquiry-facts';

/**
 * What the law says of data that might go to a bureau (征信业管理条例 Art. 14).
 * - ORDINARY: may be sent under the consent to the inquiry.
 * - FORBIDDEN: no bureau may collect it, whoever agrees.
 * - otherwise the category that a written consent of its own (SENSITIVE) must name, the consequences explained.
 */
type DataClass = 'ORDINARY' | 'FORBIDDEN' | SpecialCategory;

export type SpecialCategory =
  | 'INCOME'
  | 'DEPOSITS'
  | 'SECURITIES'
  | 'INSURANCE'
  | 'REAL_ESTATE'
  | 'TAX'
  | 'PRECISE_LOCATION';

/** All that an inquiry knows: a field that is added to one of these must be classified here before it compiles. */
type InquiryField =
  | Exclude<keyof BureauInquiry, 'subject' | 'application' | 'specialCategories'>
  | `subject.${keyof InquiredSubject}`
  | `application.${keyof ApplicationFacts}`;

/** The one table. Whatever is not in it can be named by no connector and no configuration. */
const CLASS_OF = {
  inquiryId: 'ORDINARY',
  purpose: 'ORDINARY',
  consentNo: 'ORDINARY',
  loanNo: 'ORDINARY',
  'subject.name': 'ORDINARY',
  'subject.scheme': 'ORDINARY',
  'subject.identifier': 'ORDINARY',
  'subject.mobile': 'ORDINARY',
  'application.loanPurpose': 'ORDINARY',
  'application.guaranteeType': 'ORDINARY',
  'application.customerType': 'ORDINARY',
  'application.amount': 'ORDINARY',
  'application.monthlyIncome': 'INCOME',
  'subject.annualIncome': 'INCOME',
  'subject.deposits': 'DEPOSITS',
  'subject.securities': 'SECURITIES',
  'subject.insurance': 'INSURANCE',
  'subject.realEstate': 'REAL_ESTATE',
  'subject.taxPaid': 'TAX',
  'subject.location': 'PRECISE_LOCATION',
  'subject.fingerprint': 'FORBIDDEN',
  'subject.face': 'FORBIDDEN',
  'subject.iris': 'FORBIDDEN',
  'subject.voice': 'FORBIDDEN',
  'subject.genes': 'FORBIDDEN',
  'subject.bloodType': 'FORBIDDEN',
  'subject.health': 'FORBIDDEN',
  'subject.medicalHistory': 'FORBIDDEN',
  'subject.religion': 'FORBIDDEN',
} as const satisfies Readonly<Record<InquiryField, DataClass> & Record<string, DataClass>>;

type Classified = typeof CLASS_OF;

export type ClassifiedField = keyof Classified;

/** A field that can be put on a wire: known to an inquiry, and not forbidden. */
export type OutboundField = {
  [Field in InquiryField]: Classified[Field] extends 'FORBIDDEN' ? never : Field;
}[InquiryField];

/** What the messages for one purpose carry. Optional data that is not known, or not consented to, is left out. */
export interface OutboundData<Required extends OutboundField = OutboundField> {
  readonly required: readonly Required[];
  readonly optional: readonly OutboundField[];
}

export type OutboundValues<Required extends OutboundField> = Readonly<
  Record<Required, string> & Partial<Record<OutboundField, string>>
>;

/** Why an inquiry cannot be written: the fields that are not known, or that the subject has not agreed to. */
export interface DataRefusal {
  readonly cause: 'DATA_MISSING' | 'DATA_NOT_CONSENTED';
  readonly fields: readonly OutboundField[];
}

/** Connectors by code cannot name such a field at all; this is for those whose fields come from elsewhere. */
class ForbiddenDataError extends Error {
  override readonly name = 'ForbiddenDataError';

  constructor(readonly field: string) {
    super(`${field} must not be sent to a bureau`);
  }
}

const VALUE_OF: Readonly<Record<OutboundField, (facts: InquiryFacts) => string | null>> = {
  // Given by the reservation, so that every check before it takes it for known.
  inquiryId: ({ inquiryId }) => inquiryId ?? '',
  purpose: ({ purpose }) => purpose,
  consentNo: ({ consentNo }) => consentNo,
  loanNo: ({ loanNo }) => loanNo,
  'subject.name': ({ subject }) => subject.name.reveal(),
  'subject.scheme': ({ subject }) => subject.scheme,
  'subject.identifier': ({ subject }) => subject.identifier.reveal(),
  'subject.mobile': ({ subject }) => subject.mobile?.reveal() ?? null,
  'application.loanPurpose': ({ application }) => application?.loanPurpose ?? null,
  'application.guaranteeType': ({ application }) => application?.guaranteeType ?? null,
  'application.customerType': ({ application }) => application?.customerType ?? null,
  'application.amount': ({ application }) => decimal(application?.amount),
  'application.monthlyIncome': ({ application }) => decimal(application?.monthlyIncome),
};

const decimal = (amount: ApplicationFacts['amount'] | undefined): string | null =>
  amount ? toDecimal(amount) : null;

/** The class of a field by its name; null for what nobody has classified. */
export const dataClassOf = (field: string): DataClass | null =>
  Object.hasOwn(CLASS_OF, field) ? CLASS_OF[field as ClassifiedField] : null;

/** Whether an inquiry has this field and a bureau may be sent it. */
export const isOutboundField = (field: string): field is OutboundField =>
  Object.hasOwn(VALUE_OF, field) && dataClassOf(field) !== 'FORBIDDEN';

/** Asked before anything is reserved; null: the message can be written. */
export function dataRefusal({ required }: OutboundData, facts: InquiryFacts): DataRefusal | null {
  const withheld = required.filter((field) => !isConsented(field, facts));
  if (withheld.length > 0) return { cause: 'DATA_NOT_CONSENTED', fields: withheld };
  const missing = required.filter((field) => VALUE_OF[field](facts) === null);
  return missing.length > 0 ? { cause: 'DATA_MISSING', fields: missing } : null;
}

/**
 * The clear values for one message, and the only way for a connector to get at them.
 * @throws ForbiddenDataError for a field that is forbidden, unknown, or special and not consented to though required
 * @throws TypeError for a required field without a value: `dataRefusal` has been left out
 */
export function outboundValues<Required extends OutboundField>(
  { required, optional }: OutboundData<Required>,
  inquiry: BureauInquiry,
): OutboundValues<Required> {
  const values: Partial<Record<OutboundField, string>> = {};
  for (const field of [...required, ...optional]) {
    if (!isOutboundField(field)) throw new ForbiddenDataError(field);
    const needed = required.some((other) => other === field);
    if (!isConsented(field, inquiry)) {
      if (needed) throw new ForbiddenDataError(field);
      continue;
    }
    const value = VALUE_OF[field](inquiry);
    if (value !== null) values[field] = value;
    else if (needed) throw new TypeError(`${field} is required and not known`);
  }
  return values as OutboundValues<Required>;
}

function isConsented(field: OutboundField, { specialCategories }: InquiryFacts): boolean {
  const dataClass: DataClass = CLASS_OF[field];
  return dataClass === 'ORDINARY' || specialCategories.includes(dataClass);
}
