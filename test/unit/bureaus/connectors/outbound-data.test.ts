import {
  dataClassOf,
  dataRefusal,
  isOutboundField,
  type OutboundField,
  outboundValues,
} from '../../../../src/bureaus/connectors/outbound-data';
import type { BureauInquiry } from '../../../../src/bureaus/inquiry-facts';
import { money, Sensitive } from '../../../../src/kernel';

const INQUIRY: BureauInquiry = {
  inquiryId: '77',
  purpose: 'LOAN_APPROVAL',
  consentNo: 'C-1',
  subject: {
    name: Sensitive.of('林清'),
    scheme: 'RESIDENT_ID',
    identifier: Sensitive.of('370299198503120024'),
    mobile: Sensitive.of('14000000001'),
  },
  application: {
    loanPurpose: 'RENT',
    guaranteeType: 'CREDIT',
    customerType: 'EMPLOYED',
    amount: money(2_000_000n, 'CNY'),
    monthlyIncome: money(900_000n, 'CNY'),
  },
  loanNo: 'L-1',
  specialCategories: [],
};

/** As a configuration could name it: the type does not let a connector do so. */
const named = (field: string) => field as OutboundField;
const send = (field: string, specialCategories: readonly string[] = []) =>
  outboundValues({ required: [named(field)], optional: [] }, { ...INQUIRY, specialCategories });

const ALL_SPECIAL = [
  'INCOME',
  'DEPOSITS',
  'SECURITIES',
  'INSURANCE',
  'REAL_ESTATE',
  'TAX',
  'PRECISE_LOCATION',
];

describe.each([
  'subject.fingerprint',
  'subject.face',
  'subject.iris',
  'subject.voice',
  'subject.genes',
  'subject.bloodType',
  'subject.health',
  'subject.medicalHistory',
  'subject.religion',
])('%s', (field) => {
  it('is forbidden, can be named by no connector, and reaches no message whatever was agreed to', () => {
    expect(dataClassOf(field)).toBe('FORBIDDEN');
    expect(isOutboundField(field)).toBe(false);
    expect(() => send(field, [...ALL_SPECIAL, 'FORBIDDEN', field])).toThrow(
      `${field} must not be sent to a bureau`,
    );
    expect(() =>
      outboundValues(
        { required: [], optional: [named(field)] },
        { ...INQUIRY, specialCategories: ALL_SPECIAL },
      ),
    ).toThrow('must not be sent');
  });
});

it.each([
  ['application.monthlyIncome', 'INCOME'],
  ['subject.annualIncome', 'INCOME'],
  ['subject.deposits', 'DEPOSITS'],
  ['subject.securities', 'SECURITIES'],
  ['subject.insurance', 'INSURANCE'],
  ['subject.realEstate', 'REAL_ESTATE'],
  ['subject.taxPaid', 'TAX'],
  ['subject.location', 'PRECISE_LOCATION'],
])('%s needs a consent that names %s', (field, category) => {
  expect(dataClassOf(field)).toBe(category);
  const others = ALL_SPECIAL.filter((other) => other !== category);
  expect(() => send(field, others)).toThrow('must not be sent');
});

it('sends the income under a consent that names it, and asks for that consent before anything is reserved', () => {
  const data = { required: [named('application.monthlyIncome')], optional: [] };
  expect(dataRefusal(data, INQUIRY)).toEqual({
    cause: 'DATA_NOT_CONSENTED',
    fields: ['application.monthlyIncome'],
  });
  expect(dataRefusal(data, { ...INQUIRY, specialCategories: ['INCOME'] })).toBeNull();
  expect(send('application.monthlyIncome', ['INCOME'])).toEqual({ 'application.monthlyIncome': '9000.00' });
});

it('leaves out special data that are optional and not consented to', () => {
  const data = { required: ['subject.name'], optional: ['application.monthlyIncome', 'loanNo'] } as const;
  expect(outboundValues(data, INQUIRY)).toEqual({ 'subject.name': '林清', loanNo: 'L-1' });
  expect(dataRefusal(data, INQUIRY)).toBeNull();
});

it.each([
  ['inquiryId', '77'],
  ['purpose', 'LOAN_APPROVAL'],
  ['consentNo', 'C-1'],
  ['loanNo', 'L-1'],
  ['subject.name', '林清'],
  ['subject.scheme', 'RESIDENT_ID'],
  ['subject.identifier', '370299198503120024'],
  ['subject.mobile', '14000000001'],
  ['application.loanPurpose', 'RENT'],
  ['application.guaranteeType', 'CREDIT'],
  ['application.customerType', 'EMPLOYED'],
  ['application.amount', '20000.00'],
])('%s may be sent', (field, value) => {
  expect(dataClassOf(field)).toBe('ORDINARY');
  expect(isOutboundField(field)).toBe(true);
  expect(send(field)).toEqual({ [field]: value });
});

it.each(['subject.hobby', 'toString', '__proto__', 'constructor', ''])('nobody can name %j', (field) => {
  expect(dataClassOf(field)).toBeNull();
  expect(isOutboundField(field)).toBe(false);
  expect(() => send(field)).toThrow('must not be sent');
});

it('names every required field that is not known', () => {
  const data = { required: ['subject.mobile', 'application.amount', 'loanNo'], optional: [] } as const;
  const bare = { ...INQUIRY, application: null, loanNo: null, subject: { ...INQUIRY.subject, mobile: null } };
  expect(dataRefusal(data, bare)).toEqual({
    cause: 'DATA_MISSING',
    fields: ['subject.mobile', 'application.amount', 'loanNo'],
  });
  expect(() => outboundValues(data, bare)).toThrow('subject.mobile is required and not known');
});
