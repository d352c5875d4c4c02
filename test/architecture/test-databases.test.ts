import { createConnection } from 'mysql2/promise';
import { type DatabaseTarget, describeOnDatabases } from '../support/databases';

const urls: string[] = [];

describeOnDatabases('a suite on both databases', (target: DatabaseTarget) => {
  it('has an empty database of its own', async () => {
    expect(urls).not.toContain(target.url());
    urls.push(target.url());
    if (target.dialect === 'sqlite') expect(target.url()).toMatch(/^sqlite:\/.+\.db$/);
    else {
      const connection = await createConnection({ uri: target.url() });
      const [rows] = await connection.query('SELECT @@collation_database AS collation');
      const [tables] = await connection.query('SHOW TABLES');
      await connection.end();
      expect(rows).toEqual([{ collation: 'utf8mb4_bin' }]);
      expect(tables).toEqual([]);
    }
  });

  const early = caught(() => target.url());
  it('tells no address before its hooks run', () => {
    expect(early).toMatch('inside hooks and tests only');
  });
});

function caught(action: () => unknown): string {
  try {
    return `no error, but ${String(action())}`;
  } catch (error) {
    return String(error);
  }
}
