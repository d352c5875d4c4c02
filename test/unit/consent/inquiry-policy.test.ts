import {
  type ConsentRecord,
  decideInquiry,
  type InquiryPurpose,
  type PolicyQuestion,
} from '../../../src/consent';

const AT = new Date('2026-06-30T04:00:00Z');

const aConsent = (change: Partial<ConsentRecord> = {}): ConsentRecord => ({
  id: '11',
  consentNo: 'C-1',
  subjectId: '1',
  bureau: 'SHANGHAI_CREDIT',
  type: 'QUERY',
  dataCategories: ['CREDIT_REPORT'],
  purposes: ['LOAN_APPROVAL', 'POST_LOAN'],
  signedAt: new Date('2026-01-01T00:00:00Z'),
  validFrom: new Date('2026-01-01T00:00:00Z'),
  validTo: new Date('2027-01-01T00:00:00Z'),
  untilSettledLoanId: null,
  revokedAt: null,
  ...change,
});

const aQuestion = (change: Partial<PolicyQuestion> = {}): PolicyQuestion => ({
  clientPurposes: new Set<InquiryPurpose>(['LOAN_APPROVAL', 'POST_LOAN', 'SELF']),
  subjectId: '1',
  bureau: 'SHANGHAI_CREDIT',
  purpose: 'LOAN_APPROVAL',
  reason: { kind: 'APPLICATION', ref: 'APP-1' },
  at: AT,
  isSettled: () => false,
  ...change,
});

const loan = (subjectId: string, outstanding: boolean) =>
  ({ kind: 'LOAN', ref: '9', loan: { subjectId, outstanding } }) as const;

describe('a consent permits an inquiry', () => {
  it.each<[string, Partial<ConsentRecord>]>([
    ['while it is valid', {}],
    ['at its first instant', { validFrom: AT, signedAt: AT }],
    ['in its last millisecond', { validTo: new Date(AT.getTime() + 1) }],
    ['without an end', { validTo: null }],
    ['until its loan is settled', { validTo: null, untilSettledLoanId: '9' }],
    ['that will be withdrawn later', { revokedAt: new Date(AT.getTime() + 1) }],
  ])('%s', (_name, change) => {
    expect(decideInquiry(aQuestion(), [aConsent(change)])).toMatchObject({
      permitted: true,
      consent: { id: '11' },
    });
  });

  it('and of several the one signed last is taken', () => {
    const later = aConsent({ id: '12', signedAt: new Date('2026-03-01T00:00:00Z') });
    const sameDay = aConsent({ id: '13', signedAt: new Date('2026-03-01T00:00:00Z') });
    expect(decideInquiry(aQuestion(), [sameDay, aConsent(), later])).toMatchObject({ consent: { id: '13' } });
  });

  it('though another one was withdrawn', () => {
    const decision = decideInquiry(aQuestion(), [aConsent({ id: '12', revokedAt: AT }), aConsent()]);
    expect(decision).toMatchObject({ permitted: true, consent: { id: '11' } });
  });
});

describe('a consent does not permit an inquiry', () => {
  it.each<[string, Partial<ConsentRecord>, string]>([
    ['of another subject', { subjectId: '2' }, 'MISSING'],
    ['for another bureau', { bureau: 'BAIHANG' }, 'WRONG_BUREAU'],
    ['to reporting', { type: 'REPORT' }, 'WRONG_TYPE'],
    ['for other purposes', { purposes: ['POST_LOAN'] }, 'WRONG_PURPOSE'],
    ['before it is valid', { validFrom: new Date(AT.getTime() + 1) }, 'NOT_YET_VALID'],
    ['before it is signed', { signedAt: new Date(AT.getTime() + 1) }, 'NOT_YET_VALID'],
    ['at its end', { validTo: AT }, 'EXPIRED'],
    ['from its withdrawal on', { revokedAt: AT }, 'REVOKED'],
  ])('%s', (_name, change, cause) => {
    expect(decideInquiry(aQuestion(), [aConsent(change)])).toEqual({
      permitted: false,
      by: 'CONSENT',
      cause,
    });
  });

  it('when there is none', () => {
    expect(decideInquiry(aQuestion(), [])).toEqual({ permitted: false, by: 'CONSENT', cause: 'MISSING' });
  });

  it('when its loan is settled', () => {
    const decision = decideInquiry(aQuestion({ isSettled: (id) => id === '9' }), [
      aConsent({ untilSettledLoanId: '9' }),
    ]);
    expect(decision).toMatchObject({ permitted: false, cause: 'EXPIRED' });
  });

  it('and the cause is that of the one that came nearest', () => {
    const consents = [
      aConsent({ bureau: 'NIFA' }),
      aConsent({ validTo: AT }),
      aConsent({ purposes: ['MID_LOAN'] }),
    ];
    expect(decideInquiry(aQuestion(), consents)).toMatchObject({ cause: 'EXPIRED' });
  });
});

describe('a purpose is refused whatever the consent', () => {
  it.each<[string, Partial<PolicyQuestion>, string]>([
    ['to a client without the right', { clientPurposes: new Set<InquiryPurpose>() }, 'CLIENT_NOT_ENTITLED'],
    ['when it is the subject’s own', { purpose: 'SELF', reason: null }, 'NOT_A_LENDERS_PURPOSE'],
    ['with a loan where an application is due', { reason: loan('1', true) }, 'REASON_DOES_NOT_FIT'],
    [
      'with an application where a loan is due',
      { purpose: 'POST_LOAN', reason: { kind: 'APPLICATION', ref: 'A' } },
      'REASON_DOES_NOT_FIT',
    ],
    ['with the loan of another', { purpose: 'POST_LOAN', reason: loan('2', true) }, 'REASON_DOES_NOT_FIT'],
    [
      'with a loan that does not exist',
      { purpose: 'POST_LOAN', reason: { kind: 'LOAN', ref: '9', loan: null } },
      'REASON_DOES_NOT_FIT',
    ],
    [
      'with a loan that is paid off',
      { purpose: 'POST_LOAN', reason: loan('1', false) },
      'LOAN_NOT_OUTSTANDING',
    ],
  ])('%s', (_name, change, cause) => {
    const consent = aConsent({ purposes: ['LOAN_APPROVAL', 'POST_LOAN', 'SELF'] });
    expect(decideInquiry(aQuestion(change), [consent])).toEqual({ permitted: false, by: 'PURPOSE', cause });
  });

  it('but not for want of a reason where a stored report is read', () => {
    expect(decideInquiry(aQuestion({ purpose: 'POST_LOAN', reason: null }), [aConsent()]).permitted).toBe(
      true,
    );
  });
});
