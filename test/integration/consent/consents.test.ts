import { randomBytes } from 'node:crypto';
import { grantPurposes, liveConsents, purposesOfClient } from '../../../src/consent';
import { mergeConsents } from '../../../src/consent/bulk';
import { ClientPurposeEntity } from '../../../src/consent/storage/client-purpose.entity';
import type { ConsentInput } from '../../../src/consent/storage/consent.bulk';
import { ConsentEntity } from '../../../src/consent/storage/consent.entity';
import { ConsentRepository } from '../../../src/consent/storage/consent.repository';
import { DataVault } from '../../../src/platform/crypto';
import { Database, idGenerator } from '../../../src/platform/database';
import { describeOnDatabases } from '../../support/databases';

const AT = new Date('2026-06-30T04:00:00Z');
const anInput = (change: Partial<ConsentInput> = {}): ConsentInput => ({
  sourceKey: 'k1',
  consentNo: 'C-1',
  subjectId: '1',
  bureau: 'SHANGHAI_CREDIT',
  type: 'QUERY',
  purposes: ['LOAN_APPROVAL'],
  dataCategories: ['CREDIT_REPORT'],
  templateVersion: '1',
  textHash: 'a'.repeat(64),
  signedAt: new Date('2026-01-01T00:00:00Z'),
  validFrom: new Date('2026-01-01T00:00:00Z'),
  channel: 'APP',
  evidenceHash: 'b'.repeat(64),
  ...change,
});

describeOnDatabases('consents', (target) => {
  let database: Database;
  let repository: ConsentRepository;
  const key = randomBytes(32);
  const cells = { active: 'k', keys: new Map([['k', key]]) };
  const deps = {
    vault: new DataVault({ cells, blindIndex: key, rowHash: key, cursors: key }),
    nextId: idGenerator(1),
  };
  const merge = (...inputs: ConsentInput[]) =>
    database.write((transaction) => mergeConsents(transaction, deps, 'test', inputs));
  const of = async (subjectId: string) => (await repository.ofSubjects([subjectId])).get(subjectId) ?? [];

  beforeAll(async () => {
    database = await Database.open({ url: target.url() }, [ConsentEntity, ClientPurposeEntity]);
    repository = new ConsentRepository(database);
  });
  afterAll(() => database.close());

  it('come in once and are read as they were given', async () => {
    const input = anInput({
      subjectId: '100',
      sourceKey: 'a',
      consentNo: 'A',
      validTo: AT,
      purposes: ['MID_LOAN', 'POST_LOAN'],
    });
    expect(await merge(input)).toMatchObject({ inserted: 1, updated: 0, unchanged: 0 });
    expect(await merge(input)).toMatchObject({ inserted: 0, updated: 0, unchanged: 1 });
    expect(await of('100')).toEqual([
      {
        id: expect.any(String),
        consentNo: 'A',
        subjectId: '100',
        bureau: 'SHANGHAI_CREDIT',
        type: 'QUERY',
        purposes: ['MID_LOAN', 'POST_LOAN'],
        dataCategories: ['CREDIT_REPORT'],
        signedAt: input.signedAt,
        validFrom: input.validFrom,
        validTo: AT,
        untilSettledLoanId: null,
        revokedAt: null,
      },
    ]);
  });

  it('stay withdrawn, whatever the source says later', async () => {
    const input = anInput({ subjectId: '101', sourceKey: 'b', consentNo: 'B' });
    await merge(input);
    await merge({ ...input, revokedAt: AT });
    expect(await merge({ ...input, revokedAt: null })).toMatchObject({ updated: 0, unchanged: 1 });
    await merge({ ...input, revokedAt: new Date(AT.getTime() + 1) });
    expect(await of('101')).toMatchObject([{ revokedAt: AT }]);
    await merge({ ...input, revokedAt: new Date(AT.getTime() - 1) });
    expect(await of('101')).toMatchObject([{ revokedAt: new Date(AT.getTime() - 1) }]);
  });

  it.each<[string, Partial<ConsentInput>]>([
    ['text', { textHash: 'c'.repeat(64) }],
    ['purposes', { purposes: ['LOAN_APPROVAL', 'POST_LOAN'] }],
    ['end', { validTo: AT }],
    ['number', { consentNo: 'another' }],
  ])('are never overwritten with another %s', async (name, change) => {
    const input = anInput({ subjectId: '106', sourceKey: `h-${name}`, consentNo: `H-${name}` });
    await merge(input);
    await expect(merge({ ...input, ...change })).rejects.toThrow('is stored with other content');
    expect((await of('106')).find(({ consentNo }) => consentNo === `H-${name}`)).toMatchObject({
      purposes: ['LOAN_APPROVAL'],
      validTo: null,
    });
  });

  it('do not take the number of another, of whatever source, and the other stays as it is', async () => {
    await merge(anInput({ subjectId: '107', sourceKey: 'i', consentNo: 'I' }));
    const thief = anInput({ subjectId: '108', sourceKey: 'j', consentNo: 'I' });
    await expect(merge(thief)).rejects.toThrow('consent j: consentNo is the number of another consent');
    await expect(
      database.write((transaction) =>
        mergeConsents(transaction, deps, 'other', [{ ...thief, sourceKey: 'i' }]),
      ),
    ).rejects.toThrow('consentNo is the number of another consent');
    await expect(
      merge(
        anInput({ subjectId: '108', sourceKey: 'k', consentNo: 'K' }),
        anInput({ subjectId: '109', sourceKey: 'l', consentNo: 'K' }),
      ),
    ).rejects.toThrow('consent l: consentNo is the number of another consent');
    expect(await of('107')).toMatchObject([{ consentNo: 'I' }]);
    expect([await of('108'), await of('109')]).toEqual([[], []]);
  });

  it.each<[string, Partial<ConsentInput>]>([
    ['another subject', { subjectId: '999' }],
    ['another bureau', { bureau: 'BAIHANG' }],
  ])('do not pass to %s', async (name, change) => {
    const input = anInput({ subjectId: '102', sourceKey: `c-${name}`, consentNo: `C-${name.length}` });
    await merge(input);
    await expect(merge({ ...input, ...change })).rejects.toThrow(
      `consent ${input.sourceKey}: is stored for another`,
    );
  });

  it.each<[string, Partial<ConsentInput>, string]>([
    ['a number with blanks', { consentNo: 'C 1' }, 'consentNo'],
    ['no purpose', { purposes: [] }, 'purposes'],
    ['a purpose that does not exist', { purposes: ['SALE' as 'SELF'] }, 'purposes'],
    ['a hash that is none', { textHash: 'abc' }, 'textHash'],
    ['an end before its beginning', { validTo: new Date('2025-01-01T00:00:00Z') }, 'validTo'],
  ])('are refused with %s, and nothing of the batch is stored', async (_name, change, field) => {
    const good = anInput({ subjectId: '103', sourceKey: 'd', consentNo: 'D' });
    await expect(merge(good, anInput({ sourceKey: 'e', ...change }))).rejects.toThrow(`consent e: ${field}`);
    expect(await of('103')).toEqual([]);
  });

  it('hold from their beginning up to their end or withdrawal', async () => {
    const before = new Date(AT.getTime() - 1);
    const after = new Date(AT.getTime() + 1);
    const cases: [boolean, Partial<ConsentInput>][] = [
      [true, { validFrom: AT }],
      [true, { validTo: after }],
      [false, { validFrom: after }],
      [false, { validTo: AT }],
      [false, { revokedAt: AT }],
      [false, { revokedAt: before }],
      // By another replica's clock: the withdrawal is stored, and that counts.
      [false, { revokedAt: after }],
      [false, { type: 'REPORT' }],
    ];
    const { ids } = await merge(
      ...cases.map(([, change], i) =>
        anInput({ subjectId: '104', sourceKey: `f${i}`, consentNo: `F${i}`, ...change }),
      ),
    );
    const live = await database.write((transaction) => liveConsents(transaction, [...ids.values()], AT));
    expect(cases.map((_, i) => live.has(ids.get(`f${i}`) as string))).toEqual(cases.map(([holds]) => holds));
  });

  it('are not withdrawn before a transaction that asserted them has ended', async () => {
    const { ids } = await merge(anInput({ subjectId: '105', sourceKey: 'g', consentNo: 'G' }));
    const id = ids.get('g') as string;
    const order: string[] = [];
    const asserting = database.write(async (transaction) => {
      await liveConsents(transaction, [id], AT);
      const withdrawal = database
        .write((other) => other.run('UPDATE consent SET revoked_at = ? WHERE id = ?', [AT, id]))
        .then(() => order.push('withdrawn'));
      // The withdrawal is under way; give it every chance to overtake.
      for (let i = 0; i < 20; i += 1) await transaction.rows('SELECT 1');
      return { withdrawal };
    });
    const { withdrawal } = await asserting.finally(() => order.push('asserted'));
    await withdrawal;
    expect(order).toEqual(['asserted', 'withdrawn']);
  });

  it('leave clients without a purpose until it is granted', async () => {
    expect(purposesOfClient.absent()).toEqual(new Set());
    await database.write((transaction) => grantPurposes(transaction, 'loans', ['LOAN_APPROVAL']));
    await database.write((transaction) =>
      grantPurposes(transaction, 'loans', ['LOAN_APPROVAL', 'POST_LOAN']),
    );
    expect(await repository.purposesOf(['loans', 'other'])).toEqual(
      new Map([['loans', new Set(['LOAN_APPROVAL', 'POST_LOAN'])]]),
    );
  });
});
