/**
 * An analyst works in the explorer: runs the examples, reads the risk graph of an answer as a picture, chooses a role.
 * One gateway, one browser and one loaded page for all stories: to load the editor is most of the time. Each story
 * leaves the page usable for the next; those that break it on purpose come last.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describeInBrowser } from '../../support/browser';
import { startGateway } from '../../support/gateway';
import { brokenAnswerStories } from './broken-answer-stories';
import { credentialStories } from './credential-stories';
import { demoStories } from './demo-stories';
import { editorStories } from './editor-stories';
import { exampleStories } from './example-stories';
import { STORY_TABS } from './picture-page';
import { pictureStories } from './picture-stories';
import { addTabs, bearerOfNextRequest, openExplorer, SCREENSHOTS, type World } from './world';

const ROOT = join(__dirname, '../../..');

describeInBrowser(
  'The explorer',
  (openPage) => {
    const world = {} as World;

    beforeAll(async () => {
      mkdirSync(SCREENSHOTS, { recursive: true });
      const gateway = await startGateway();
      const watched = await openPage();
      Object.assign(world, { gateway, watched, page: watched.page });
      await addTabs(world.page, STORY_TABS);
      world.loadedAs = await bearerOfNextRequest(world.page, () => openExplorer(world));
    });
    afterAll(() => world.gateway?.close());

    describe('as an editor', () => editorStories(world));
    describe('with its examples', () => exampleStories(world));
    describe('with the patterns of the demo', () => demoStories(world));
    describe('with the picture of the risk graph', () => pictureStories(world));
    describe('at the limits of a picture', () => brokenAnswerStories(world));
    describe('with credentials', () => credentialStories(world));
  },
  { builtFiles: [join(ROOT, 'dist/explorer/index.html')] },
);
