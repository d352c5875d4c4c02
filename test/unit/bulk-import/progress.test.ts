import { Writable } from 'node:stream';
import { progressOn } from '../../../src/bulk-import/report/progress';

class Screen extends Writable {
  text = '';
  readonly columns = 120;
  constructor(readonly isTTY: boolean) {
    super();
  }
  override _write(chunk: Buffer, _: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
  // What cli-progress asks of a terminal.
  cursorTo = () => true;
  clearLine = () => true;
}

const at = {
  target: 'account',
  file: '/data/accounts.csv',
  inserted: 0,
  updated: 0,
  unchanged: 0,
  rejected: 0,
};
const done = { ...at, read: 200, rejected: 3, warnings: [] };

describe('the progress of an import', () => {
  it('is a bar with rows, rate and time left on a terminal', () => {
    const screen = new Screen(true);
    const progress = progressOn(screen);
    progress.update({ ...at, read: 100, bytesRead: 50, bytesTotal: 100 });
    progress.done(done);
    expect(screen.text).toMatch(/account +\S+ 50% \| 100 rows \| \d+ rows\/s \| .+ left/);
    expect(screen.text).toMatch(/account: 200 rows of accounts\.csv, 3 rejected\n$/);
  });

  it('is a plain line every five seconds elsewhere', () => {
    const screen = new Screen(false);
    let now = 0;
    const progress = progressOn(screen, () => now);
    for (now of [1000, 4000, 6000, 7000])
      progress.update({ ...at, read: now, bytesRead: now, bytesTotal: 10_000 });
    progress.done(done);
    expect(screen.text).toBe(
      'account: 6000 rows, 60 % of the file\naccount: 200 rows of accounts.csv, 3 rejected\n',
    );
  });
});
