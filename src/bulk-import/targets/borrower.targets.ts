import * as borrowers from '../../borrowers/bulk';
import type { IdentityScheme } from '../../kernel/identity';
import {
  code,
  currency,
  date,
  type Field,
  type FieldContext,
  FieldError,
  money,
  oneOf,
  refersTo,
  required,
  text,
} from './field';
import { type Accepted, identifier, keyElsewhere } from './identifiers';
import { type InputOf, type Problem, target } from './target';

const weight: Field<string, false, ''> = {
  ...text(19),
  form: 'whole number',
  read(value) {
    if (!/^-?\d{1,18}$/.test(value)) throw new FieldError('it is no whole number');
    return BigInt(value).toString();
  },
};

const SUBJECT_FIELDS = {
  kind: required(oneOf(borrowers.SUBJECT_KINDS)),
  name: text(200),
  birthDate: date(),
  sex: oneOf(borrowers.SEXES),
  regionCode: code(12),
  residentId: identifier('RESIDENT_ID', 'resident id (居民身份证号)'),
  creditCode: identifier('CREDIT_CODE', 'unified social credit code (统一社会信用代码)'),
  passport: identifier('PASSPORT', 'passport number'),
  passportCountry: code(3),
  mobile: identifier('MOBILE', 'mainland mobile number (手机号)'),
  bankCard: identifier('BANK_CARD', 'bank card number'),
  sameAs: keyElsewhere(),
};

type SubjectRow = InputOf<typeof SUBJECT_FIELDS>;

const SCHEME_OF = {
  residentId: 'RESIDENT_ID',
  creditCode: 'CREDIT_CODE',
  passport: 'PASSPORT',
  mobile: 'MOBILE',
  bankCard: 'BANK_CARD',
  sameAs: 'EXTERNAL',
} as const satisfies Partial<Record<keyof SubjectRow, IdentityScheme>>;

/** What the resident id says and the row leaves open is taken from the id. */
function subjectOf(row: SubjectRow) {
  const said = row.residentId?.facts ?? {};
  const { sourceKey, kind, name } = row;
  return {
    sourceKey,
    kind,
    name,
    birthDate: row.birthDate ?? said.birthDate ?? null,
    sex: row.sex ?? said.sex ?? null,
    regionCode: row.regionCode ?? said.regionCode ?? null,
    identifiers: Object.entries(SCHEME_OF).flatMap(([field, scheme]) => {
      const accepted = row[field as keyof typeof SCHEME_OF] as Accepted | null;
      return accepted ? [{ scheme, value: accepted.value, warning: accepted.warnings[0] ?? null }] : [];
    }),
  };
}

function checkSubject(row: SubjectRow, { today }: FieldContext): Problem[] {
  const problems: Problem[] = [];
  const said = row.residentId?.facts;
  if (row.birthDate && row.birthDate > today)
    problems.push({ field: 'birthDate', reason: 'it lies in the future' });
  if (row.birthDate && said?.birthDate && row.birthDate !== said.birthDate)
    problems.push({ field: 'birthDate', reason: 'it is not the birth date in the resident id' });
  if (row.sex && said?.sex && row.sex !== said.sex)
    problems.push({ field: 'sex', reason: 'it is not the sex in the resident id' });
  const foreign =
    row.kind === 'PERSON'
      ? (['creditCode'] as const)
      : (['residentId', 'passport', 'birthDate', 'sex'] as const);
  for (const field of foreign)
    if (row[field] !== null) problems.push({ field, reason: `a subject of kind ${row.kind} has none` });
  return problems;
}

const subject = target({
  name: 'subject',
  entity: 'identity',
  fields: SUBJECT_FIELDS,
  check: checkSubject,
  merge: (transaction, dependencies, source, rows) =>
    borrowers.mergeSubjects(transaction, dependencies, source, rows.map(subjectOf)),
});

const relation = target({
  name: 'relation',
  entity: borrowers.RelationEntity,
  merge: borrowers.mergeRelations,
  fields: {
    fromSubject: required(refersTo('subject')),
    kind: required(oneOf(borrowers.RELATION_KINDS)),
    toSubject: required(refersTo('subject')),
    weight,
    weightUnit: code(12),
    since: date(),
    until: date(),
    evidence: text(200),
  },
  check: ({ fromSubjectId, toSubjectId }) =>
    fromSubjectId === toSubjectId
      ? [{ field: 'toSubject', reason: 'a subject has no relation to itself' }]
      : [],
});

const lawsuit = target({
  name: 'lawsuit',
  entity: borrowers.LawsuitEntity,
  merge: borrowers.mergeLawsuits,
  fields: {
    subject: required(refersTo('subject')),
    caseNo: text(80),
    court: text(200),
    cause: text(200),
    role: required(oneOf(borrowers.LAWSUIT_ROLES)),
    stage: required(oneOf(borrowers.LAWSUIT_STAGES)),
    filedOn: date(),
    decidedOn: date(),
    amount: money(),
    currency: currency(),
    note: text(2000),
  },
});

export const SUBJECT_TARGET = subject;
/** In load order, after everything that they refer to. */
export const BORROWER_TARGETS = [relation, lawsuit];
