import type { World } from './world';

const postLoan = (ref: string) => ({
  purpose: 'POST_LOAN' as const,
  reason: { kind: 'LOAN' as const, ref },
});

/** Without a lawful basis nothing leaves, and the attempt is audited. */
export function refusalStories(world: World): void {
  const { ask, aPerson, calls, openInquiries } = world;

  describe('is refused, with no call and an audit event,', () => {
    const day = (text: string) => new Date(`${text}T00:00:00Z`);
    it.each<[string, object | null, string]>([
      ['without a consent', null, 'MISSING'],
      ['with a consent for another bureau', { bureau: 'BAIHANG' }, 'WRONG_BUREAU'],
      ['with a consent for another purpose', { purposes: ['POST_LOAN'] }, 'WRONG_PURPOSE'],
      ['with a consent that is over', { validTo: day('2026-06-01') }, 'EXPIRED'],
      ['with a consent that has not begun', { validFrom: day('2026-07-01') }, 'NOT_YET_VALID'],
      ['with a consent that was withdrawn', { revokedAt: day('2026-06-01') }, 'REVOKED'],
    ])('%s', async (_name, consent, cause) => {
      const person = await aPerson(consent);
      expect((await ask(person))?.body).toEqual({ kind: 'ConsentRequired', cause });
      expect(calls()).toBe(0);
      expect(await openInquiries(person)).toEqual([]);
      expect(await world.desk.events(person.id)).toEqual(['BUREAU_INQUIRY CONSENT_REQUIRED']);
    });

    it('for a client without the right to the purpose', async () => {
      const person = await aPerson();
      expect((await ask(person, {}, { clientId: 'stranger' }))?.body).toEqual({
        kind: 'PurposeNotAllowed',
        cause: 'CLIENT_NOT_ENTITLED',
      });
      expect(calls()).toBe(0);
    });

    it('for a purpose that the bureau has no code for', async () => {
      const person = await aPerson({ purposes: ['SELF'] });
      expect((await ask(person, { purpose: 'SELF' }))?.body).toEqual({
        kind: 'PurposeNotAllowed',
        cause: 'BUREAU_HAS_NO_CODE',
      });
      expect(calls()).toBe(0);
    });

    it('for a firm', async () => {
      const firm = await world.desk.addFirm();
      await world.desk.consent([firm.id]);
      expect((await ask(firm))?.body).toEqual({ kind: 'SubjectNotCovered' });
      expect(calls()).toBe(0);
    });

    it('for a loan that is paid off or somebody else’s', async () => {
      const [person, other] = [await aPerson(), await aPerson()];
      const settled = await world.desk.addLoan(person.id, 'SETTLED');
      const others = await world.desk.addLoan(other.id, 'CURRENT');
      expect((await ask(person, postLoan(settled)))?.body).toMatchObject({ cause: 'LOAN_NOT_OUTSTANDING' });
      expect((await ask(person, postLoan(others)))?.body).toMatchObject({ cause: 'REASON_DOES_NOT_FIT' });
      expect(calls()).toBe(0);
      expect((await ask(other, postLoan(others)))?.body.kind).not.toBe('PurposeNotAllowed');
      expect(calls()).toBe(1);
    });
  });

  it('is not made where only stored reports are wanted', async () => {
    const person = await aPerson();
    expect((await ask(person, { mode: 'STORED_ONLY' }))?.body).toEqual({ kind: 'NotStored' });
    expect(calls()).toBe(0);
    expect(await world.desk.events(person.id)).toEqual(['REPORT_REUSE NOT_STORED']);
  });

  it('holds as long as a loan that the consent is bound to is not settled', async () => {
    const [person, other] = [await aPerson(null), await aPerson(null)];
    await world.desk.consent([person.id], {
      untilSettledLoanId: await world.desk.addLoan(person.id, 'CURRENT'),
    });
    await world.desk.consent([other.id], {
      untilSettledLoanId: await world.desk.addLoan(other.id, 'SETTLED'),
    });
    expect((await ask(person))?.body.kind).not.toBe('ConsentRequired');
    expect((await ask(other))?.body).toEqual({ kind: 'ConsentRequired', cause: 'EXPIRED' });
  });

  describe('about a loan of somebody else', () => {
    it.each<
      [
        string,
        { kind: 'GUARANTOR' | 'SPOUSE'; until: string | null } | null,
        'CURRENT' | 'SETTLED',
        string | null,
      ]
    >([
      ['is made about its guarantor', { kind: 'GUARANTOR', until: null }, 'CURRENT', null],
      [
        'is made on the last day of the guarantee',
        { kind: 'GUARANTOR', until: '2026-06-30' },
        'CURRENT',
        null,
      ],
      [
        'is refused after the guarantee',
        { kind: 'GUARANTOR', until: '2026-06-29' },
        'CURRENT',
        'REASON_DOES_NOT_FIT',
      ],
      [
        'is refused when the loan is settled',
        { kind: 'GUARANTOR', until: null },
        'SETTLED',
        'LOAN_NOT_OUTSTANDING',
      ],
      ['is refused about a spouse', { kind: 'SPOUSE', until: null }, 'CURRENT', 'REASON_DOES_NOT_FIT'],
      ['is refused about a stranger', null, 'CURRENT', 'REASON_DOES_NOT_FIT'],
    ])('%s', async (_name, relation, status, cause) => {
      const [person, borrower] = [await aPerson(), await aPerson(null)];
      if (relation) await world.desk.relate(person.id, borrower.id, relation);
      const outcome = await ask(person, postLoan(await world.desk.addLoan(borrower.id, status)));
      if (cause) expect(outcome?.body).toEqual({ kind: 'PurposeNotAllowed', cause });
      else expect(outcome?.body.kind).toMatch(/^(CreditReport|NoRecord)$/);
      expect(calls()).toBe(cause ? 0 : 1);
    });
  });

  it('is not sent when the consent is withdrawn after the reservation, and its budget is given back', async () => {
    // Two transactions race for the consent's row: a withdrawal that comes too late is tried again with somebody else.
    for (let attempt = 0; attempt < 50; attempt += 1) {
      const person = await aPerson(null);
      const [consentId] = await world.desk.consent([person.id]);
      const [before, callsBefore] = [await world.desk.spent(), calls()];
      let withdrawal: Promise<unknown> = Promise.resolve();
      const stop = world.desk.database.onStatement((sql) => {
        if (!sql.startsWith('UPDATE bureau_budget')) return;
        stop();
        withdrawal = world.desk.revoke(consentId as string);
      });
      const body = (await ask(person))?.body;
      await withdrawal;
      if (body?.kind !== 'ConsentRequired') continue;
      expect(body).toEqual({ kind: 'ConsentRequired', cause: 'REVOKED' });
      expect(calls()).toBe(callsBefore);
      expect(await openInquiries(person)).toMatchObject([{ state: 'CLOSED', flight_key: null }]);
      expect(await world.desk.spent()).toEqual(before);
      return;
    }
    throw new Error('no withdrawal came between reservation and sending');
  });
}
