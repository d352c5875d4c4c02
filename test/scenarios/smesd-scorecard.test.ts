import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { smesdModels } from '../../bench/smesd/models';
import { describeWithPublicData } from '../support/public-data';

/** 4,028 firms, split by time: what relations and lawsuits say beyond a firm's capital and age. */
describeWithPublicData('smesd', 'scorecards of the SMEsD firms', (directory) => {
  let scratch: string;
  beforeAll(() => {
    scratch = mkdtempSync(path.join(tmpdir(), 'smesd-scorecard-'));
  });
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  it("tell firms that were observed later better by 0.10 with the gateway's own graph", async () => {
    const { alone, withGraph } = await smesdModels(directory, scratch);
    expect(alone.heldOutFirms).toBe(491);
    expect(alone.heldOut).toBeGreaterThan(0.6);
    expect(withGraph.heldOut - alone.heldOut).toBeGreaterThanOrEqual(0.1);
  }, 120_000);
});
