import { describeOnDatabases } from '../support/databases';
import { type RunningGateway, startGateway } from '../support/gateway';
import { askBureaus } from './personas/ask-bureaus';
import { behaviourOfPersonas } from './personas/behaviour';
import { flatCost } from './personas/flat-cost';
import { indicatorsOfPersonas, indicatorsOnceAsked } from './personas/indicators';
import { portraitsOfPersonas, portraitsOnceAsked } from './personas/portraits';
import { threeFlowsOfPersonas } from './personas/three-flows';

/** What is judged of the personas comes out as their stories say: all of it on one gateway, which takes long to start. */
describeOnDatabases('Of the personas', (target) => {
  let running: RunningGateway;
  beforeAll(async () => {
    // Nobody is to be late on a busy machine: what a bureau does not say in time is missing.
    const patience = Object.fromEntries(
      ['SHANGHAI_CREDIT', 'BAIHANG', 'NIFA'].map((bureau) => [`${bureau}_TIMEOUT_MS`, '60000']),
    );
    running = await startGateway({
      databaseUrl: target.url(),
      environment: { REQUEST_TIMEOUT_MS: '120000', ...patience },
    });
  }, 60_000);
  afterAll(() => running?.close());
  const gateway = () => running;

  describe('three flows', () => threeFlowsOfPersonas(gateway));
  describe('behaviour', () => behaviourOfPersonas(gateway));
  describe('indicators', () => indicatorsOfPersonas(gateway));
  describe('portraits', () => portraitsOfPersonas(gateway));

  describe('once the bureaus have been asked,', () => {
    beforeAll(() => askBureaus(running), 120_000);

    describe('indicators', () => indicatorsOnceAsked(gateway));
    describe('portraits', () => portraitsOnceAsked(gateway));
    // What is sent does not depend on the dialect.
    if (target.dialect === 'sqlite') describe('what is judged', () => flatCost(gateway));
  });
});
