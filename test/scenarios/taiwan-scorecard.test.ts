import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { loadScorecard } from '../../src/risk';
import { scorecardCommand } from '../../src/risk/models/command/scorecard-command';
import { describeWithPublicData } from '../support/public-data';

/** 30,000 card holders with known outcomes: what a scorecard by default options is worth on data that nobody made up. */
describeWithPublicData('taiwan', 'a scorecard of the Taiwan card holders', (directory) => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'taiwan-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('has an AUC of 0.76 or more out of fold, by default options', async () => {
    const streams = { stdout: new PassThrough().resume(), stderr: new PassThrough().resume() };
    const out = path.join(folder, 'taiwan.json');
    const code = await scorecardCommand(
      [
        ...['fit', path.join(directory, 'UCI_Credit_Card.csv'), '--target', 'default.payment.next.month'],
        ...['--out', out, '--report', path.join(folder, 'taiwan.html')],
      ],
      streams,
    );
    expect(code).toBe(0);
    const { training } = loadScorecard(readFileSync(out, 'utf8')).file;
    expect(training).toMatchObject({ rows: 30_000, bad: 6_636 });
    expect(training.outOfFold.auc).toBeGreaterThanOrEqual(0.76);
    expect(training.outOfFold.ks).toBeGreaterThan(0.38);
  }, 60_000);
});
