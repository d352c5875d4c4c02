import {
  CONSENT_TYPES,
  ConsentEntity,
  INQUIRY_PURPOSES,
  mergeConsents,
  problemOfConsent,
} from '../../consent/bulk';
import type { BulkReject } from '../../platform/sourced';
import { code, type Field, FieldError, instant, oneOf, refersTo, required } from './field';
import { target } from './target';

/** Several codes in one text, parted by spaces. */
const codes = <T extends string>(allowed?: readonly T[]): Field<readonly T[], false, ''> => ({
  form: allowed ? `any of ${allowed.join(', ')}, parted by spaces` : 'codes, parted by spaces',
  required: false,
  suffix: '',
  read(text) {
    const parts = [...new Set(text.split(/\s+/).filter(Boolean))] as T[];
    if (!parts.every((part) => (allowed ? allowed.includes(part) : /^[A-Z][A-Z0-9_]{0,39}$/.test(part))))
      throw new FieldError(
        allowed ? `it names something else than ${allowed.join(', ')}` : 'it holds something that is no code',
      );
    return parts;
  },
});

const sha256: Field<string, false, ''> = {
  ...code(64),
  form: 'SHA-256 in hex',
  read(text) {
    if (!/^[0-9a-f]{64}$/i.test(text)) throw new FieldError('it is no SHA-256 in hex');
    return text.toLowerCase();
  },
};

export const CONSENT_TARGET = target({
  name: 'consent',
  entity: ConsentEntity,
  fields: {
    consentNo: required(code(64)),
    subject: required(refersTo('subject')),
    bureau: required(code(24)),
    type: required(oneOf(CONSENT_TYPES)),
    purposes: required(codes(INQUIRY_PURPOSES)),
    dataCategories: required(codes<string>()),
    templateVersion: required(code(24)),
    textHash: required(sha256),
    signedAt: required(instant()),
    validFrom: required(instant()),
    validTo: instant(),
    untilSettledLoan: refersTo('loan'),
    channel: required(code(16)),
    evidenceHash: required(sha256),
    revokedAt: instant(),
  },
  check: (row) => {
    const reason = problemOfConsent(row);
    return reason ? [{ field: '', reason }] : [];
  },
  async merge(transaction, dependencies, source, inputs) {
    const refused = (error: unknown): error is RangeError => error instanceof RangeError;
    try {
      return { ...(await mergeConsents(transaction, dependencies, source, inputs)), rejected: [] };
    } catch (error) {
      if (!refused(error)) throw error;
    }
    // The owner refuses a batch as a whole, before it writes: one by one finds the row that is at fault.
    const total = { inserted: 0, updated: 0, unchanged: 0 };
    const rejected: BulkReject[] = [];
    for (const input of inputs) {
      try {
        const { inserted, updated, unchanged } = await mergeConsents(transaction, dependencies, source, [
          input,
        ]);
        total.inserted += inserted;
        total.updated += updated;
        total.unchanged += unchanged;
      } catch (error) {
        if (!refused(error)) throw error;
        const reason = error.message.replace(`consent ${input.sourceKey}: `, '');
        rejected.push({ sourceKey: input.sourceKey, field: '', reason });
      }
    }
    return { ...total, rejected };
  },
});
