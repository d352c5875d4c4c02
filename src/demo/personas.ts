import type { BusinessDate } from '../kernel';
import type { Sex } from '../kernel/identity';
import { fictionalCreditCode, fictionalMobile, fictionalResidentId } from './identities';

/** A fictional person of the demo data, and the story that the data about him or her tells. */
export interface PersonPersona {
  readonly key: string;
  readonly kind: 'PERSON';
  readonly name: string;
  readonly story: string;
  readonly residentId: string;
  readonly creditCode?: undefined;
  readonly mobile: string;
  readonly birthDate: BusinessDate;
  readonly sex: Sex;
}

/** A fictional firm of the demo data, and its story. */
export interface EnterprisePersona {
  readonly key: string;
  readonly kind: 'ENTERPRISE';
  readonly name: string;
  readonly story: string;
  readonly residentId?: undefined;
  readonly creditCode: string;
  readonly mobile?: undefined;
  readonly birthDate?: undefined;
  readonly sex?: undefined;
}

export type Persona = PersonPersona | EnterprisePersona;

/** One phone behind five applicants. */
const RING_PHONE = 9;
/** One phone of two honest people, who must not be taken for one. */
const SHARED_PHONE = 20;

/**
 * Everybody in the demo who has a story. A persona's number makes its identifiers: new ones take the next free number,
 * and nobody's number changes, because saved queries and screenshots hold the identifiers.
 */
export const PERSONAS: readonly Persona[] = [
  person(1, {
    key: 'clean-person',
    name: '林清',
    birthDate: '1985-03-12',
    sex: 'F',
    story: 'Account holder with one settled loan and a clean file.',
  }),
  person(2, {
    key: 'supplier-owner',
    name: '周浩',
    birthDate: '1978-09-04',
    sex: 'M',
    story:
      "Legal representative of a clean supplier, holds a Haier account and guarantees a dealer's loan: one subject, three roles.",
  }),
  person(3, {
    key: 'dealer-owner',
    name: '孙梅',
    birthDate: '1982-06-20',
    sex: 'F',
    story: 'Legal representative of a dealer that is falling overdue.',
  }),
  person(4, {
    key: 'multi-platform',
    name: '吴迪',
    birthDate: '1993-01-15',
    sex: 'M',
    story: 'Borrows from many platforms at once (多头借贷): seven open lenders at the bureau.',
  }),
  person(5, {
    key: 'over-indebted',
    name: '郑凯',
    birthDate: '1988-07-27',
    sex: 'M',
    story: 'Owes far more than his income carries (过度负债).',
  }),
  person(6, {
    key: 'circle-owner-a',
    name: '何静',
    birthDate: '1975-11-30',
    sex: 'F',
    story: 'Owner of the first dealer of a guarantee circle.',
  }),
  person(7, {
    key: 'circle-owner-b',
    name: '高远',
    birthDate: '1972-02-18',
    sex: 'M',
    story: 'Owner of the second dealer of a guarantee circle.',
  }),
  person(8, {
    key: 'circle-owner-c',
    name: '梁雪',
    birthDate: '1980-05-09',
    sex: 'F',
    story: 'Owner of the third dealer of a guarantee circle.',
  }),
  person(9, {
    key: 'ring-1',
    name: '罗成',
    birthDate: '1996-01-01',
    sex: 'M',
    story: 'Member of a device ring: five applicants, one phone.',
  }),
  person(10, {
    key: 'ring-2',
    name: '宋佳',
    birthDate: '1997-02-02',
    sex: 'F',
    mobileNumber: RING_PHONE,
    story: 'Member of a device ring: five applicants, one phone.',
  }),
  person(11, {
    key: 'ring-3',
    name: '唐磊',
    birthDate: '1995-03-03',
    sex: 'M',
    mobileNumber: RING_PHONE,
    story: 'Member of a device ring: five applicants, one phone.',
  }),
  person(12, {
    key: 'ring-4',
    name: '许婷',
    birthDate: '1998-04-04',
    sex: 'F',
    mobileNumber: RING_PHONE,
    story: 'Member of a device ring: five applicants, one phone.',
  }),
  person(13, {
    key: 'ring-5',
    name: '邓强',
    birthDate: '1994-05-05',
    sex: 'M',
    mobileNumber: RING_PHONE,
    story: 'Member of a device ring: five applicants, one phone.',
  }),
  person(14, {
    key: 'outside-haier',
    name: '冯岚',
    birthDate: '1990-08-16',
    sex: 'F',
    story: 'No Haier footprint at all (thin file): only a bureau knows this person.',
  }),
  person(15, {
    key: 'no-record',
    name: '曾瑞',
    birthDate: '2001-09-23',
    sex: 'M',
    story: 'The bureau answers that it has no record.',
  }),
  person(16, {
    key: 'bureau-error',
    name: '彭飞',
    birthDate: '1987-12-12',
    sex: 'M',
    story: "The bureau's answer for this person is always an error.",
  }),
  person(17, {
    key: 'no-consent',
    name: '萧月',
    birthDate: '1991-04-19',
    sex: 'F',
    story: 'Never gave consent to a bureau inquiry.',
  }),
  person(18, {
    key: 'consent-expired',
    name: '田野',
    birthDate: '1986-05-30',
    sex: 'M',
    story: 'Consent to the inquiry has expired.',
  }),
  person(19, {
    key: 'consent-revoked',
    name: '董洁',
    birthDate: '1989-07-08',
    sex: 'F',
    story: 'Consent was withdrawn.',
  }),
  person(20, {
    key: 'shared-mobile-a',
    name: '袁立',
    birthDate: '1983-02-14',
    sex: 'M',
    story: 'Shares a mobile number with another borrower: an ambiguous key.',
  }),
  person(21, {
    key: 'shared-mobile-b',
    name: '袁方',
    birthDate: '1984-10-25',
    sex: 'F',
    mobileNumber: SHARED_PHONE,
    story: 'Shares a mobile number with another borrower: an ambiguous key.',
  }),
  person(22, {
    key: 'past-overdue',
    name: '潘宁',
    birthDate: '1981-06-01',
    sex: 'F',
    story: 'Was two months overdue last year, has caught up.',
  }),
  person(23, {
    key: 'slow-bureau',
    name: '蒋涛',
    birthDate: '1992-03-17',
    sex: 'M',
    story: 'The bureau takes longer for this person than a request may wait.',
  }),
  person(24, {
    key: 'fictitious-owner',
    name: '蔡明',
    birthDate: '1977-08-11',
    sex: 'M',
    story: 'Controls both sides of a fictitious trade.',
  }),
  enterprise(1, {
    key: 'clean-supplier',
    name: '青岛海晨精密部件示例有限公司',
    story: 'Supplier with three years of matched orders, waybills, invoices and payments.',
  }),
  enterprise(2, {
    key: 'overdue-dealer',
    name: '鲁东家电示例经销有限公司',
    story: 'Dealer that pays later every month and is now 47 days overdue.',
  }),
  enterprise(3, {
    key: 'circle-dealer-a',
    name: '环链示例甲商贸有限公司',
    story: 'First dealer of a guarantee circle (循环担保): A guarantees B, B guarantees C, C guarantees A.',
  }),
  enterprise(4, {
    key: 'circle-dealer-b',
    name: '环链示例乙商贸有限公司',
    story: 'Second dealer of a guarantee circle.',
  }),
  enterprise(5, {
    key: 'circle-dealer-c',
    name: '环链示例丙商贸有限公司',
    story: 'Third dealer of a guarantee circle; its loan is in default.',
  }),
  enterprise(6, {
    key: 'fictitious-supplier',
    name: '虚贸示例材料有限公司',
    story: 'Sells to a firm of the same owner: invoices and payments without a single waybill (虚假贸易).',
  }),
  enterprise(7, {
    key: 'fictitious-buyer',
    name: '虚贸示例终端有限公司',
    story: 'The buying side of the fictitious trade; money returns to the seller within days.',
  }),
  enterprise(8, {
    key: 'large-supplier',
    name: '华胶示例电机股份有限公司',
    story: 'Large supplier with many orders.',
  }),
  enterprise(9, {
    key: 'clean-dealer',
    name: '崂山示例电器有限公司',
    story: 'Dealer that pays on time.',
  }),
  enterprise(10, {
    key: 'sued-dealer',
    name: '即墨示例家居有限公司',
    story: 'Dealer with lawsuits and an enforcement case.',
  }),
  enterprise(11, {
    key: 'mutual-dealer-a',
    name: '互保示例甲电器有限公司',
    story: 'First of two dealers that guarantee each other (互保).',
  }),
  enterprise(12, {
    key: 'mutual-dealer-b',
    name: '互保示例乙电器有限公司',
    story: 'Second of two dealers that guarantee each other (互保).',
  }),
  enterprise(13, {
    key: 'joint-dealer-a',
    name: '联保示例甲家居有限公司',
    story: 'First of three dealers of which each guarantees both others (联保).',
  }),
  enterprise(14, {
    key: 'joint-dealer-b',
    name: '联保示例乙家居有限公司',
    story: 'Second of three dealers of which each guarantees both others (联保).',
  }),
  enterprise(15, {
    key: 'joint-dealer-c',
    name: '联保示例丙家居有限公司',
    story: 'Third of three dealers of which each guarantees both others (联保); two instalments behind.',
  }),
  enterprise(16, {
    key: 'chain-dealer',
    name: '层股示例经销有限公司',
    story:
      'Owned over two paths: chain-owner holds 5 % himself and 50 % of a firm that holds 40 %, together exactly 25 %; another holds 24 %, and of one the share is unknown.',
  }),
  enterprise(17, {
    key: 'chain-holding',
    name: '层股示例控股有限公司',
    story: 'Stands between chain-owner and the dealer that it holds 40 % of.',
  }),
  enterprise(18, {
    key: 'cross-dealer',
    name: '叉股示例商贸有限公司',
    story: 'Dealer that holds 20 % of the firm that holds 60 % of it (交叉持股).',
  }),
  enterprise(19, {
    key: 'cross-holding',
    name: '叉股示例投资有限公司',
    story: 'Holds 60 % of a dealer that holds 20 % of it (交叉持股).',
  }),
  ...(['a', 'b', 'c'] as const).map((letter, index) =>
    enterprise(20 + index, {
      key: `round-dealer-${letter}`,
      name: `转单示例${'甲乙丙'[index]}贸易有限公司`,
      story:
        'One of three dealers in one room that sell the same goods round, each month a little dearer (循环贸易).',
    }),
  ),
  enterprise(23, {
    key: 'twice-supplier',
    name: '重押示例部件有限公司',
    story: 'Shows one delivery under two orders and borrows against both invoices (重复融资).',
  }),
];

interface PersonSketch {
  readonly key: string;
  readonly name: string;
  readonly birthDate: BusinessDate;
  readonly sex: Sex;
  readonly story: string;
  /** Number of the phone where it is not the person's own. */
  readonly mobileNumber?: number;
}

function person(number: number, { mobileNumber = number, ...sketch }: PersonSketch): PersonPersona {
  const sequence = number * 2 + (sketch.sex === 'M' ? 1 : 0);
  return {
    ...sketch,
    kind: 'PERSON',
    residentId: fictionalResidentId({ birthDate: sketch.birthDate, sequence }),
    mobile: fictionalMobile(mobileNumber),
  };
}

function enterprise(
  number: number,
  sketch: Readonly<{ key: string; name: string; story: string }>,
): EnterprisePersona {
  return { ...sketch, kind: 'ENTERPRISE', creditCode: fictionalCreditCode(number) };
}
