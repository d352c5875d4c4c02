/** ERROR 错误: the bureau refuses the record. DOUBT 怀疑: it takes the record and asks about it later. */
export type Severity = 'ERROR' | 'DOUBT';

/** What is wrong with a record, and how to mend it. Holds no value of it. */
export interface Finding {
  /** Such as `NFCS-04`, `FIELD-WIDTH`. */
  readonly rule: string;
  readonly severity: Severity;
  /** As the bureau names them; empty where no single field is meant. */
  readonly fields: readonly string[];
  readonly mend: { readonly zh: string; readonly en: string };
}

/** One check of a record among the others that are known of the same loan. */
export interface Rule<Subject> {
  readonly rule: string;
  readonly severity: Severity;
  readonly fields: readonly string[];
  readonly zh: string;
  readonly en: string;
  /** True when the record breaks the rule. Pure; never throws. */
  readonly broken: (subject: Subject) => boolean;
}

const findingOf = ({ rule, severity, fields, zh, en }: Omit<Rule<never>, 'broken'>): Finding => ({
  rule,
  severity,
  fields,
  mend: { zh, en },
});

/** Every rule that is broken, in the order of the table. */
export const findings = <Subject>(rules: readonly Rule<Subject>[], subject: Subject): Finding[] =>
  rules.filter(({ broken }) => broken(subject)).map(findingOf);

/** A value that has no place in a record: what field, and why. Never repeats the value. */
export class FieldMisfit extends Error {
  override readonly name = 'FieldMisfit';

  constructor(
    readonly field: string,
    readonly problem: keyof typeof MISFITS,
  ) {
    super(`${field}: ${problem}`);
  }

  get finding(): Finding {
    return findingOf({
      rule: `FIELD-${this.problem}`,
      severity: 'ERROR',
      fields: [this.field],
      ...MISFITS[this.problem],
    });
  }
}

const MISFITS = {
  MISSING: { zh: '必填字段为空，请在来源系统补录', en: 'fill it in where the loan was recorded' },
  WIDTH: {
    zh: '超出字段长度，请缩短后重报（不得截断）',
    en: 'longer than the field: shorten it at the source, it is never cut off',
  },
  CHARACTERS: {
    zh: '含有编码不支持的字符，请改用通用字',
    en: 'holds characters that the bureau cannot read: write them otherwise',
  },
  AMOUNT: { zh: '金额超出范围', en: 'the amount is negative or too large for the field' },
  DATE: { zh: '日期不存在', en: 'give a day that exists' },
  CODE: { zh: '代码不在代码表内', en: 'give a code of the table' },
  IDENTITY: { zh: '证件号码校验不通过', en: 'the identity number fails its own check' },
  CURRENCY: { zh: '仅接受人民币', en: 'bureaus take loans in CNY only' },
  UNSUPPORTED: {
    zh: '该机构不接受删除，请说明正确情况后更正',
    en: 'the bureau deletes nothing: correct with what was true instead',
  },
} as const;
