import { type ClassType, createUnionType, Extensions, Field, ID, InputType, ObjectType } from 'type-graphql';
import { encodeNodeId, type Sensitive } from '../kernel';
import type { IdentityScheme } from '../kernel/identity';
import { access, connectionOf, describedEnum, Node } from '../platform/graphql';
import type { IdentifierRecord, SubjectRecord, SubjectRole } from './borrower.records';
import type { SubjectKind } from './subject.codes';

const SubjectKindEnum = describedEnum<SubjectKind>('SubjectKind', 'What a subject is before the law.', {
  PERSON: 'A natural person 自然人.',
  ENTERPRISE: 'A firm or other organisation 企业.',
});

export const SubjectRoleEnum = describedEnum<SubjectRole>(
  'SubjectRole',
  'A part that a subject has; it may have several.',
  {
    ACCOUNT_HOLDER: 'Holds an account 账户持有人.',
    SUPPLIER: 'Sells to the ecosystem 供应商.',
    DEALER: 'Sells for the ecosystem 经销商.',
    BORROWER: 'Has or had a loan of this lender 借款人.',
    GUARANTOR: 'Guarantees somebody else 担保人.',
    LEGAL_REPRESENTATIVE: 'Represents a firm by law 法定代表人.',
  },
);

const IdentitySchemeEnum = describedEnum<IdentityScheme>('IdentityScheme', 'What kind of identifier it is.', {
  RESIDENT_ID: 'Number of the resident identity card 居民身份证号 (GB 11643).',
  CREDIT_CODE: 'Unified social credit code 统一社会信用代码 (GB 32100).',
  PASSPORT: 'Passport number 护照号.',
  MOBILE: 'Mobile number 手机号; several subjects may share one.',
  BANK_CARD: 'Bank card number 银行卡号.',
  ACCOUNT_NO: 'Account number in the ecosystem 账号.',
  EXTERNAL: 'Key in a source system 外部编号.',
});

@Extensions(access('borrower:read'))
@ObjectType({
  implements: Node,
  description:
    'A person or firm that borrows, might borrow, or stands behind a loan (借款人): one subject, whatever parts it has.',
})
export class Borrower extends Node {
  subjectId!: string;
  name!: Sensitive<string> | null;
  birthDay!: Sensitive<string> | null;

  @Field(() => SubjectKindEnum, { description: 'Person or firm.' })
  kind!: SubjectKind;
}

@Extensions(access('borrower:read'))
@ObjectType({ description: 'Something that a subject is found by.' })
export class Identifier {
  subjectId!: string;
  clear!: Sensitive<string>;

  @Field(() => IdentitySchemeEnum, { description: 'What kind of identifier it is.' })
  scheme!: IdentityScheme;

  @Field(() => String, {
    nullable: true,
    description:
      'What is odd about it though it was accepted, as a code such as AREA_UNKNOWN; null when nothing is.',
  })
  warning!: string | null;
}

@Extensions(access('borrower:read'))
@ObjectType({
  description:
    'No subject here has this key. A bureau may still know the person: nothing is said about that.',
})
export class NotFound {
  @Field(() => IdentitySchemeEnum, {
    nullable: true,
    description: 'The kind of key that was looked for; null for an id.',
  })
  scheme!: IdentityScheme | null;
}

@Extensions(access('borrower:read'))
@ObjectType({
  description:
    'The key fits several subjects, such as a shared mobile number. Ask again with a key of one of them.',
})
export class AmbiguousIdentity {
  @Field(() => IdentitySchemeEnum, {
    nullable: true,
    description:
      'The kind of key that is shared. Never null; nullable as in the other results, so that all can be asked for alike.',
  })
  scheme!: IdentityScheme | null;

  @Field(() => [Borrower], { description: 'The subjects that share it, at most 20.' })
  candidates!: Borrower[];
}

@Extensions(access('borrower:read'))
@ObjectType({ description: 'The key cannot belong to anybody. Nothing was looked up.' })
export class InvalidKey {
  @Field(() => IdentitySchemeEnum, { nullable: true, description: 'The kind of key; null for an id.' })
  scheme!: IdentityScheme | null;

  @Field(() => String, { description: 'What is wrong, as a code such as CHECK_DIGIT.' })
  problem!: string;

  @Field(() => String, { description: 'What is wrong, in words. Never repeats the key.' })
  message!: string;
}

export const BorrowerResult = createUnionType({
  name: 'BorrowerResult',
  description: 'What a key led to.',
  types: () => [Borrower, NotFound, AmbiguousIdentity, InvalidKey] as const,
});

@InputType({ description: 'A key in some source system.' })
export class ExternalKey {
  @Field(() => String, { description: 'Name of the source, as the import calls it.' })
  source!: string;

  @Field(() => String, { description: 'The key of the subject there.' })
  value!: string;
}

@Extensions({ oneOf: true })
@InputType({ description: 'Exactly one key of a borrower.' })
export class BorrowerKey {
  @Field(() => ID, { nullable: true, description: 'Id that this gateway gave.' })
  id?: string;

  @Field(() => String, {
    nullable: true,
    description: 'Resident identity number (居民身份证号), 18 digits, or 15 of the old form.',
  })
  residentId?: string;

  @Field(() => String, {
    nullable: true,
    description: 'Unified social credit code (统一社会信用代码), 18 characters.',
  })
  creditCode?: string;

  @Field(() => String, {
    nullable: true,
    description: 'Passport number, with the country before it as in CHN:E12345678; CHN if left out.',
  })
  passport?: string;

  @Field(() => String, {
    nullable: true,
    description: 'Mobile number (手机号). Several subjects may share one.',
  })
  mobile?: string;

  @Field(() => String, { nullable: true, description: 'Bank card number (银行卡号).' })
  bankCard?: string;

  @Field(() => String, {
    nullable: true,
    description: 'Account number (账号); leads to the owner of the account.',
  })
  accountNo?: string;

  @Field(() => ExternalKey, { nullable: true, description: 'Key in a source system.' })
  external?: ExternalKey;
}

export const BorrowerConnection: ClassType = connectionOf(
  'Borrower',
  () => Borrower,
  'borrower:read',
  'subjects.',
);

export const BorrowerOrderEnum = describedEnum('BorrowerOrder', 'Ordering of borrowers.', {
  ADDED_DESC: 'Latest added first.',
  ADDED_ASC: 'First added first.',
});

@InputType({ description: 'Which borrowers; all that is given must hold.' })
export class BorrowerFilterInput {
  @Field(() => String, {
    nullable: true,
    description: 'Full name of a person, or the beginning of the name of a firm; at least two characters.',
  })
  name?: string | null;

  @Field(() => SubjectKindEnum, { nullable: true, description: 'Persons only or firms only.' })
  kind?: SubjectKind | null;

  @Field(() => SubjectRoleEnum, { nullable: true, description: 'Those who have this part.' })
  role?: SubjectRole | null;
}

export function toBorrower(record: SubjectRecord): Borrower {
  return Object.assign(new Borrower(), {
    id: encodeNodeId('Borrower', record.id),
    subjectId: record.id,
    kind: record.kind,
    name: record.name,
    birthDay: record.birthDate,
  });
}

export function toIdentifier(subjectId: string, record: IdentifierRecord): Identifier {
  return Object.assign(new Identifier(), {
    subjectId,
    clear: record.value,
    scheme: record.scheme,
    warning: record.warning,
  });
}
