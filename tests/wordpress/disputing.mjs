// "This is a mistake": a commenter reports a finding, and nobody else can.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { finding, typeComment } from './browser.mjs';
import { nonceOf, set } from './enforcing.mjs';

export function disputing(world) {
  const disputed = () =>
    world.site.sql(
      `SELECT name, SUM(number) FROM wp_precheck_counts WHERE name LIKE 'mistake:%' GROUP BY name`,
    );
  const mistake = { rule: 'western-comparison', category: 'off-topic', revision: 'sha256:0' };

  /** What the page says where reports go, nonce and all. */
  async function addressOn(page) {
    await page.goto(`${world.site.address}/?p=${world.site.posts.courts}`);
    return page.locator('script[data-mistakes]').getAttribute('data-mistakes');
  }

  async function report(address, body, headers = {}) {
    const response = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    await response.arrayBuffer();
    return response.status;
  }

  test('pressed in the widget, it is counted once a day and person, without the comment', async () => {
    const { site, browser } = world;
    for (let time = 0; time < 2; time++) {
      const page = await browser.guest();
      const text = `So does Britain, says somebody for the ${time + 1}. time.`;
      await typeComment(page, `${site.address}/?p=${site.posts.courts}`, text, { name: 'Disputer' });
      await finding(page).waitFor();
      const [answer] = await Promise.all([
        page.waitForResponse((response) => /precheck\/v1\/mistake|v1%2Fmistake/.test(response.url())),
        page.locator('[part="mistake"]:visible').first().click(),
      ]);
      assert.equal(answer.status(), 204);
      assert.ok(!answer.request().postData().includes('Britain'));
      await page.context().close();
    }
    assert.deepEqual(disputed(), [['mistake:western-comparison', '1']]);
    assert.deepEqual(
      site.sql(`SELECT COUNT(*) FROM wp_options WHERE option_value LIKE '%127.0.0.1%' AND option_name LIKE '%precheck_mistake%'`),
      [['0']],
    );
  });

  test('without nonce, with a stale or foreign one, or where nobody may: 403, and nothing counts', async () => {
    const { site, browser } = world;
    const page = await browser.guest();
    const address = await addressOn(page);
    await page.context().close();
    const before = disputed();
    const other = (nonce) => {
      const url = new URL(address);
      if (nonce === null) url.searchParams.delete('_wpnonce');
      else url.searchParams.set('_wpnonce', nonce);
      return url.href;
    };
    const cookies = browser.cookies('subscriber');
    const cookie = Object.entries(cookies)
      .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
      .join('; ');
    const loggedIn = Object.entries(cookies).find(([name]) => /^wordpress_logged_in/.test(name))[1];
    const own = nonceOf(site, 'subscriber', loggedIn, 'wp_rest');
    const stale = nonceOf(site, 'subscriber', loggedIn, 'wp_rest', 30);
    for (const [what, url, headers] of [
      ['no nonce', other(null)],
      ['no nonce, signed in', other(null), { cookie }],
      ['a made-up one', other('0123456789')],
      ["a user's, signed out", other(own)],
      ["a guest's, signed in", address, { cookie }],
      ['a stale one', other(stale), { cookie }],
    ])
      assert.equal(await report(url, mistake, headers), 403, what);
    assert.notEqual((await fetch(address)).status, 204, 'by GET');

    set(site, { mode: 'log' });
    assert.equal(await report(address, mistake), 403, 'while it only logs');
    set(site, { mode: 'enforce' });
    site.php(`update_option( 'comment_registration', 1 ); return null;`);
    assert.equal(await report(address, mistake), 403, 'a guest where only members comment');
    site.php(`update_option( 'comment_registration', 0 ); return null;`);

    for (const body of [{}, { rule: 'no-such-rule' }, { rule: ['western-comparison'] }, { rule: 'x'.repeat(151) }])
      assert.equal(await report(address, body), 400, JSON.stringify(body));
    assert.deepEqual(disputed(), before);
    assert.equal(await report(other(own), { ...mistake, rule: 'slur' }, { cookie }), 204);
    assert.deepEqual(disputed(), [...before, ['mistake:slur', '1']].sort());
  });
}
