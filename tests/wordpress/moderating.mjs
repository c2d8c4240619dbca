// What a moderator sees beside a comment, and can do about it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { picture } from './browser.mjs';
import { set } from './enforcing.mjs';
import { post, status } from './owning.mjs';

export function moderating(world) {
  const list = () =>
    world.admin.goto(`${world.site.address}/wp-admin/edit-comments.php?comment_status=all`);
  const row = (id) => world.admin.locator(`#comment-${id}`);

  test('"why was it held": the rule, the words and the policy\'s sentence', async () => {
    const { site, admin } = world;
    world.held = post(site, 'You are an idiot, why was it held?', { name: 'Held' });
    await list();
    const cell = row(world.held).locator('.column-precheck');
    assert.match(
      await cell.textContent(),
      /Held because of what the policy says.*This is about a person.*No personal attacks/s,
    );
    assert.equal(await cell.locator('mark').first().textContent(), 'You are an idiot');
    await cell.locator('summary').click();
    await picture(row(world.held), 'comment-list');
    await admin.goto(`${site.address}/wp-admin/comment.php?action=editcomment&c=${world.held}`);
    assert.match(await admin.locator('#precheck').textContent(), /This is about a person/);
  });

  test('"false alarm": the comment appears, the strike is taken back, the figure is kept', async () => {
    const { site, admin } = world;
    await list();
    await row(world.held).getByRole('button', { name: 'False alarm' }).click();
    await admin.waitForURL(/edit-comments/);
    assert.equal(status(site, world.held), '1');
    assert.match(
      await row(world.held).locator('.column-precheck').textContent(),
      /Marked as a false alarm/,
    );
    assert.deepEqual(
      site.sql(`SELECT SUM(number) FROM wp_precheck_counts WHERE name = 'false-alarm'`),
      [['1']],
    );
    // Removed later for another reason, it counts for nothing.
    site.php(`wp_trash_comment( ${world.held} ); return null;`, { user: 'admin' });
    assert.deepEqual(
      site.sql(`SELECT COUNT(*) FROM wp_precheck_strikes WHERE comment_id = ${world.held}`),
      [['0']],
    );
  });

  test('"pardon" takes back all strikes of a commenter', async () => {
    const { site, admin } = world;
    const first = post(site, 'So does Britain, to be pardoned.', { name: 'Pardoned' });
    const second = post(site, 'A case of mine in Hangzhou, by phone, after a strike.', {
      name: 'Pardoned',
    });
    site.php(`wp_trash_comment( ${first} ); return null;`, { user: 'admin' });
    await list();
    assert.match(await row(second).locator('.column-precheck').textContent(), /1 strike/);
    await row(second).getByRole('button', { name: 'Pardon' }).click();
    await admin.waitForURL(/edit-comments/);
    assert.ok(!/strike/.test(await row(second).locator('.column-precheck').textContent()));
  });

  test('a comment from before the plugin can be checked now', async () => {
    const { site, admin } = world;
    const id = site.php(
      `return wp_insert_comment( array( 'comment_post_ID' => ${site.posts.courts}, 'comment_content' => 'So does Britain, from before.', 'comment_author' => 'Old' ) );`,
    );
    await list();
    await row(id).getByRole('button', { name: 'Check now' }).click();
    await admin.waitForURL(/edit-comments/);
    assert.match(
      await row(id).locator('.column-precheck').textContent(),
      /warning.*This turns from China/s,
    );
  });

  test('the dashboard adds it up', async () => {
    const { site, admin } = world;
    await admin.goto(`${site.address}/wp-admin/index.php`);
    const box = admin.locator('#precheck');
    assert.match(await box.textContent(), /comments judged in 30 days.*western-comparison/s);
    assert.ok((await box.locator('svg.precheck-chart rect').count()) > 2);
    await picture(box, 'dashboard');
  });

  test('"log only": judged and shown, and nothing else happens, also when the checker is down', async () => {
    const { site, browser } = world;
    set(site, { mode: 'log' });
    const id = post(site, 'I will kill you, I know where you live, log.', { name: 'Logged' });
    assert.equal(status(site, id), '1');
    assert.equal(site.php(`return Precheck\\Findings::of( ${id} );`).action, 'reject');
    set(site, { mode: 'log', service_url: 'http://127.0.0.1:9' });
    assert.equal(
      status(site, post(site, 'Another, log, about the courts.', { name: 'Logged' })),
      '1',
    );
    set(site, { mode: 'enforce', service_url: site.service });
    site.php(`wp_trash_comment( ${id} ); return null;`, { user: 'admin' });
    assert.deepEqual(
      site.sql(`SELECT COUNT(*) FROM wp_precheck_strikes WHERE comment_id = ${id}`),
      [['0']],
      'the commenter was never warned',
    );
    void browser;
  });
}
