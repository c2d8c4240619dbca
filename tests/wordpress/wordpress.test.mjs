// The plugin in a real WordPress, as an owner, commenters, moderators and attackers meet it.
// node --test-reporter=spec tests/wordpress/wordpress.test.mjs; WORDPRESS_PICTURES=1 renews docs/wordpress/*.png;
// WORDPRESS_PARTS=attacks,leaving runs only these after the first.
import { after, before, describe } from 'node:test';
import { Browser } from './browser.mjs';
import { Site } from './site.mjs';
import { attacks } from './attacks.mjs';
import { bridges } from './bridges.mjs';
import { commenting } from './commenting.mjs';
import { disputing } from './disputing.mjs';
import { enforcing } from './enforcing.mjs';
import { moderating } from './moderating.mjs';
import { network } from './network.mjs';
import { owning } from './owning.mjs';
import { leaving } from './leaving.mjs';
import { trying } from './trying.mjs';

/** Filled before the first test. */
const world = { site: null, browser: null };

describe('WordPress', { concurrency: 1 }, () => {
  before(async () => {
    world.site = await Site.start();
    world.browser = await Browser.start(world.site);
  });
  after(async () => {
    await world.browser?.stop();
    await world.site?.stop();
  });

  // Each part leaves the site as the next one needs it, but only the first is needed by all.
  const parts = { commenting, enforcing, disputing, moderating, bridges, attacks, trying, leaving, network };
  const wanted = process.env.WORDPRESS_PARTS?.split(',') ?? Object.keys(parts);
  owning(world);
  for (const name of wanted) parts[name](world);
});
