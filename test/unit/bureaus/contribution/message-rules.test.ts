import type { ContributionRecord, Finding, RecordContent, ValidationVerdict } from '../../../../src/bureaus';
import { recordsOf as baihangRecords } from '../../../../src/bureaus/connectors/baihang/contribution/build';
import {
  BAIHANG_RULES,
  validate as validateBaihang,
} from '../../../../src/bureaus/connectors/baihang/contribution/rules';
import { recordsOf as nifaRecords } from '../../../../src/bureaus/connectors/nifa/contribution/report';
import {
  NIFA_RULES,
  validate as validateNifa,
} from '../../../../src/bureaus/connectors/nifa/contribution/rules';
import { recordsOf as shanghaiRecords } from '../../../../src/bureaus/connectors/shanghai-credit/contribution/build';
import { validate as validateShanghai } from '../../../../src/bureaus/connectors/shanghai-credit/contribution/validate';
import type { OriginalLoanEvent } from '../../../../src/ecosystem';
import { Sensitive } from '../../../../src/kernel';
import {
  arrears,
  cancellation,
  extension,
  fictionalId,
  issue,
  repayment,
  settlement,
  someFacts,
} from '../../../support/loan-contributions';

const only = ([record]: readonly ContributionRecord[]): ContributionRecord => {
  if (!record) throw new Error('no record');
  return record;
};
const changed = (record: ContributionRecord, change: RecordContent): ContributionRecord => ({
  ...record,
  content: Sensitive.of({ ...record.content.reveal(), ...change }),
});
function told(verdict: ValidationVerdict): string[] {
  const found: readonly Finding[] =
    verdict.kind === 'PARKED' ? [...verdict.errors, ...verdict.doubts] : verdict.doubts;
  return found.map(({ rule }) => rule);
}
const wrongCheck = `${fictionalId(2).slice(0, 17)}${fictionalId(2).endsWith('1') ? '2' : '1'}`;

const baihang = (event: OriginalLoanEvent) => only(baihangRecords(event, someFacts()));
const [d2, d3, late, paidBack, d4] = [issue, repayment(), arrears(), settlement(), extension].map(baihang);

/** By rule: a record, what is changed in it so that the rule is broken, and what else is known of the loan. */
const BROKEN_AT_BAIHANG: Record<
  string,
  [ContributionRecord | undefined, RecordContent, ContributionRecord[]?]
> = {
  'BAIHANG-REQ-ID': [d3, {}, late && d3 ? [changed(late, { reqID: d3.key })] : []],
  'BAIHANG-PID': [d3, { pid: wrongCheck }],
  'BAIHANG-D2-DATES': [d2, { accountOpenDate: '2026-01-09T00:00:00' }],
  'BAIHANG-D2-AMOUNT': [d2, { loanAmount: 0 }],
  'BAIHANG-D2-CYCLE': [d2, { termPeriod: -1 }],
  'BAIHANG-D2-TERMS': [
    d2,
    { targetRepayDateType: 2, termPeriod: -1, targetRepayDateList: '2026-02-15,2026-03-15' },
  ],
  'BAIHANG-D2-FIRST': [d2, { firstRepaymentDate: '2026-01-14' }],
  'BAIHANG-D3-PAID': [d3, { realRepaymentDate: null }],
  'BAIHANG-D3-PAID-ON': [d3, { realRepaymentDate: '2026-02-16' }],
  'BAIHANG-D3-OVERDUE': [late, { overdueAmount: 0 }],
  'BAIHANG-D3-TERM-STATUS': [late, { termStatus: 'normal' }],
  'BAIHANG-D3-CLOSED': [paidBack, { remainingAmount: 0.01 }],
  'BAIHANG-D3-TERM': [d3, { termNo: 13 }, d2 ? [d2] : []],
  'BAIHANG-D3-REMAINING': [d3, { remainingAmount: 12_000.01 }, d2 ? [d2] : []],
  'BAIHANG-D3-GAP': [late, { termNo: 3 }, d3 ? [d3] : []],
  'BAIHANG-D4-LATER': [d4, { delayedDueDate: '2027-01-15' }],
};

describe('the rules for Baihang', () => {
  it('are all tried', () => {
    const rules = Object.values(BAIHANG_RULES).flatMap((each) => each.map(({ rule }) => rule));
    expect(Object.keys(BROKEN_AT_BAIHANG).sort()).toEqual([...new Set(rules)].sort());
  });

  it.each([issue, repayment(), arrears(), settlement(), extension, cancellation])(
    'let a sound $kind pass',
    (event) => {
      expect(validateBaihang(baihang(event), [])).toEqual({ kind: 'ACCEPTED', doubts: [] });
      const known = d2 && d3 && late ? [d2, d3, late] : [];
      expect(validateBaihang(baihang(event), known).kind).toBe('ACCEPTED');
    },
  );

  it.each(Object.entries(BROKEN_AT_BAIHANG))('%s', (rule, [record, change, known = []]) => {
    expect(told(validateBaihang(changed(record as ContributionRecord, change), known))).toEqual([rule]);
  });

  it.each([
    ['gender', 1, 'FIELD-CODE'],
    ['reqID', 'with-dash', 'FIELD-CHARACTERS'],
    ['name', 'a\nb', 'FIELD-CHARACTERS'],
    ['name', '王'.repeat(31), 'FIELD-WIDTH'],
    ['mobile', '12000000000', 'FIELD-CHARACTERS'],
    ['pid', '37029919700101002x', 'FIELD-IDENTITY'],
    ['termNo', 1.5, 'FIELD-AMOUNT'],
    ['remainingAmount', -0.01, 'FIELD-AMOUNT'],
    ['remainingAmount', 1.001, 'FIELD-AMOUNT'],
    ['remainingAmount', 1e11, 'FIELD-AMOUNT'],
    ['statusConfirmAt', '2026-02-30T00:00:00', 'FIELD-DATE'],
    ['statusConfirmAt', '2026-02-15T24:00:00', 'FIELD-DATE'],
    ['loanStatus', 5, 'FIELD-CODE'],
    ['termStatus', '', 'FIELD-MISSING'],
  ])('park a record whose %s is %j', (field, value, rule) => {
    const verdict = validateBaihang(changed(d3 as ContributionRecord, { [field]: value }), []);
    expect(verdict).toMatchObject({ kind: 'PARKED', errors: [{ rule, fields: [field] }] });
    expect(JSON.stringify(verdict)).not.toContain(JSON.stringify(value).slice(1, -1) || '\u0000');
  });
});

const nifa = (event: OriginalLoanEvent) => only(nifaRecords(event, someFacts()));
const BROKEN_AT_NIFA: Record<string, [ContributionRecord, RecordContent]> = {
  'NIFA-ID': [nifa(repayment()), { idNumber: wrongCheck }],
  'NIFA-BALANCE': [nifa(repayment()), { balance: '12000.01' }],
  'NIFA-OVERDUE': [nifa(arrears()), { overdueAmount: '0.00' }],
  'NIFA-CLOSED': [nifa(settlement()), { balance: '0.01' }],
  'NIFA-OVERDUE-EVENT': [nifa(arrears()), { overdueAmount: '0.00', overdueDays: '0' }],
};

describe('the rules for NIFA', () => {
  it('are all tried', () =>
    expect(Object.keys(BROKEN_AT_NIFA).sort()).toEqual(NIFA_RULES.map(({ rule }) => rule).sort()));
  it.each([issue, repayment(), arrears(), settlement(), extension, cancellation])(
    'let a sound $kind pass',
    (event) => {
      expect(validateNifa(nifa(event))).toEqual({ kind: 'ACCEPTED', doubts: [] });
    },
  );
  it.each(Object.entries(BROKEN_AT_NIFA))('%s', (rule, [record, change]) => {
    expect(told(validateNifa(changed(record, change)))).toEqual([rule]);
  });
  it.each([
    ['overdueAmount', '1.5', 'FIELD-AMOUNT'],
    ['businessDate', '2026-02-30', 'FIELD-DATE'],
    ['loanNo', '', 'FIELD-MISSING'],
    ['income', '1', 'FIELD-CODE'],
  ])('park a record whose %s is %j', (field, value, rule) => {
    expect(validateNifa(changed(nifa(repayment()), { [field]: value }))).toMatchObject({
      kind: 'PARKED',
      errors: [{ rule, fields: [field] }],
    });
  });
});

describe('the rules for Shanghai Credit', () => {
  const shanghai = (event: OriginalLoanEvent) =>
    shanghaiRecords(event, { ...someFacts(), orgCode: 'Q3702990000001' });

  it('let a life of sound statements pass, each after the ones before', () => {
    const known: ContributionRecord[] = [];
    for (const event of [issue, repayment(), arrears()]) {
      for (const record of shanghai(event)) {
        expect([record.type, validateShanghai(record, known)]).toEqual([
          record.type,
          { kind: 'ACCEPTED', doubts: [] },
        ]);
        known.push(record);
      }
    }
  });

  it('find the special trade that was made of the same event', () => {
    const event = repayment({
      earlyMinor: 200_000n,
      payment: { ...repayment().payment, paidMinor: 305_000n },
    });
    const [statement, trade] = shanghai(event);
    expect(told(validateShanghai(statement as ContributionRecord, []))).toEqual(['NFCS-08']);
    expect(told(validateShanghai(statement as ContributionRecord, trade ? [trade] : []))).toEqual([]);
  });

  it('park one record and let the others go on', () => {
    const [first, second] = [issue, arrears()].flatMap(shanghai).filter(({ type }) => type === 'A');
    const verdicts = [first, second].map((record) =>
      validateShanghai(record as ContributionRecord, first ? [first] : []),
    );
    expect(verdicts.map(({ kind }) => kind)).toEqual(['ACCEPTED', 'PARKED']);
    expect(told(verdicts[1] as ValidationVerdict)).toEqual(['NFCS-25']);
  });

  it.each([
    ['certNo', wrongCheck, 'FIELD-IDENTITY'],
    ['payState24', `${'/'.repeat(23)}8`, 'FIELD-CODE'],
    ['loanType', '99', 'FIELD-CODE'],
    ['balance', '-1', 'FIELD-AMOUNT'],
    ['billingDate', '20260230', 'FIELD-DATE'],
    ['account', '', 'FIELD-MISSING'],
  ])('park a statement whose %s is %j', (field, value, rule) => {
    const record = changed(only(shanghai(repayment())), { [field]: value });
    expect(validateShanghai(record, [])).toMatchObject({
      kind: 'PARKED',
      errors: [{ rule, fields: [field] }],
    });
  });

  it('judge the person and the application by their fields', () => {
    for (const record of shanghai(issue).filter(({ type }) => type === 'P')) {
      expect(validateShanghai(record, []).kind).toBe('ACCEPTED');
      expect(told(validateShanghai(changed(record, { certNo: wrongCheck }), []))).toEqual(['FIELD-IDENTITY']);
      expect(told(validateShanghai(changed(record, { name: '' }), []))).toEqual(['FIELD-MISSING']);
    }
  });
});
