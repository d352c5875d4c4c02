import { fromDecimal } from '../../../kernel';
import type { ConnectorAnswer, RejectionCause } from '../../bureau.port';
import { EMPTY_REPORT, GRAVITY, type NormalisedReport } from '../../normalised-report';
import { unavailable } from '../call-bureau';
import type { OutboundValues } from '../outbound-data';
import { instantInShanghai } from '../shanghai-time';
import type { Declaration } from './declaration';

type Mapping = Declaration['response'];

/** A value of another form than its figure has. The whole answer is then unusable. */
class WrongForm extends Error {}

const REJECTIONS = {
  identityMismatch: 'IDENTITY_MISMATCH',
  credentials: 'CREDENTIALS',
  parameters: 'PARAMETERS',
} as const satisfies Partial<Record<keyof Mapping['outcome'], RejectionCause>>;

/** What an answer means by its declaration. One about anybody else than was asked for is refused. */
export function interpretBy(
  mapping: Mapping,
  json: string,
  asked: OutboundValues<'subject.identifier' | 'subject.name'>,
): ConnectorAnswer {
  try {
    return read(mapping, JSON.parse(json), asked);
  } catch (error) {
    if (error instanceof WrongForm || error instanceof SyntaxError) return unavailable('BAD_RESPONSE');
    throw error;
  }
}

/** Whether the bureau says, by one of these codes, that it never took the inquiry that it is asked about. */
export function saysNotTaken(json: string, at: string, codes: readonly string[]): boolean {
  try {
    return codes.includes(text(valueAt(JSON.parse(json), at) ?? null) ?? '');
  } catch (error) {
    if (error instanceof WrongForm || error instanceof SyntaxError) return false;
    throw error;
  }
}

function read(
  { outcome, samePerson, observedAt, amountsIn, figures }: Mapping,
  answer: unknown,
  asked: OutboundValues<'subject.identifier' | 'subject.name'>,
): ConnectorAnswer {
  const at = (pointer: string | undefined): unknown =>
    pointer === undefined ? null : (valueAt(answer, pointer) ?? null);
  const code = text(at(outcome.at));
  if (code === null) throw new WrongForm();
  if (outcome.noRecord.includes(code)) return { kind: 'NO_RECORD' };
  for (const [kind, cause] of Object.entries(REJECTIONS))
    if (outcome[kind as keyof typeof REJECTIONS]?.includes(code)) return { kind: 'REJECTED', cause };
  if (!outcome.found.includes(code)) return unavailable('BUREAU_ERROR');

  if (text(at(samePerson.identifier))?.toUpperCase() !== asked['subject.identifier'].toUpperCase())
    throw new WrongForm();
  if (samePerson.name !== undefined && text(at(samePerson.name)) !== asked['subject.name'])
    throw new WrongForm();
  const observed = instantOf(text(at(observedAt)) ?? '');
  if (observed === null) throw new WrongForm();

  const count = (pointer: string | undefined) => countOf(at(pointer));
  const amount = (pointer: string | undefined) => amountOf(at(pointer), amountsIn);
  const { mobileCount, addressCount, employerCount } = figures;
  const report: NormalisedReport = {
    ...EMPTY_REPORT,
    reportNo: text(at(figures.reportNo)),
    openLoanCount: count(figures.openLoanCount),
    openLenderCount: count(figures.openLenderCount),
    openBalanceMinor: amount(figures.openBalance),
    overdueMinor: amount(figures.overdueAmount),
    monthlyDueMinor: amount(figures.monthlyDue),
    creditLineMinor: amount(figures.creditLine),
    lineBalanceMinor: amount(figures.lineBalance),
    worstDelinquency24m: matching(at(figures.worstDelinquency24m), /^[0-7ZDB]$/),
    paymentState24m: matching(at(figures.paymentState24m), PAYMENT_STATE),
    applicationWindows:
      figures.applications?.map(({ days, ...counts }) => ({
        days,
        applicationCount: count(counts.applicationCount),
        institutionCount: count(counts.institutionCount),
        ...(counts.bankCount && { bankCount: count(counts.bankCount) }),
        ...(counts.nonBankCount && { nonBankCount: count(counts.nonBankCount) }),
        ...(counts.nightCount && { nightCount: count(counts.nightCount) }),
      })) ?? null,
    issuedWindows:
      figures.issuedLoans?.map(({ days, ...window }) => ({
        days,
        loanCount: count(window.loanCount),
        institutionCount: count(window.institutionCount),
        amountMinor: amount(window.amount),
        largestMinor: amount(window.largest),
      })) ?? null,
    inquiryWindows:
      figures.inquiries?.map(({ days, ...counts }) => ({
        days,
        inquiryCount: count(counts.inquiryCount),
        approvalCount: count(counts.approvalCount),
        institutionCount: count(counts.institutionCount),
      })) ?? null,
    profile:
      mobileCount || addressCount || employerCount
        ? {
            mobileCount: count(mobileCount),
            addressCount: count(addressCount),
            employerCount: count(employerCount),
          }
        : null,
  };
  return { kind: 'HIT', report, observedAt: observed };
}

const PAYMENT_STATE = new RegExp(`^[${GRAVITY.replace(/[/*]/g, '\\$&')}]{24}$`);

/** RFC 6901; undefined where there is nothing. */
function valueAt(document: unknown, pointer: string): unknown {
  let value = document;
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}

function text(value: unknown): string | null {
  if (value === null) return null;
  if (typeof value !== 'string' && typeof value !== 'number') throw new WrongForm();
  const written = String(value);
  if (written.length > 120) throw new WrongForm();
  return written === '' ? null : written;
}

function matching(value: unknown, form: RegExp): string | null {
  const written = text(value);
  if (written !== null && !form.test(written)) throw new WrongForm();
  return written;
}

const countOf = (value: unknown): number | null => {
  const written = matching(value, /^\d{1,9}$/);
  return written === null ? null : Number(written);
};

function amountOf(value: unknown, unit: Mapping['amountsIn']): bigint | null {
  const written = matching(value, unit === 'FEN' ? /^\d{1,15}$/ : /^\d{1,13}(\.\d{1,2})?$/);
  if (written === null) return null;
  return unit === 'FEN' ? BigInt(written) : fromDecimal(written, 'CNY').minor;
}

/** With an offset, or local time of Shanghai. */
function instantOf(written: string): Date | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?(Z|[+-]\d\d:\d\d)$/.test(written))
    return instantInShanghai(written);
  const instant = new Date(written);
  return Number.isNaN(instant.getTime()) ? null : instant;
}
