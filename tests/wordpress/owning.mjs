// From the zip file to the first answer of the checker, as docs/wordpress.md tells an owner.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { picture } from './browser.mjs';

export function owning(world) {
  test('an owner signs in, uploads the zip and activates it', async () => {
    const { site, browser } = world;
    const page = (world.admin = await browser.guest());
    await page.goto(`${site.address}/wp-login.php`);
    await page.fill('#user_login', 'admin');
    await page.fill('#user_pass', 'adminpass');
    await page.click('#wp-submit');
    await page.goto(`${site.address}/wp-admin/plugin-install.php?tab=upload`);
    await page.setInputFiles('#pluginzip', site.zip);
    await page.click('#install-plugin-submit');
    await page.getByRole('link', { name: 'Activate Plugin' }).click();
    await page.locator('[data-slug="precheck"].active').waitFor();
    await picture(page.locator('[data-slug="precheck"]').first(), 'plugin');
  });

  test('a new plugin only logs: the page has no widget, and nothing is held', () => {
    const { site } = world;
    assert.equal(site.php(`return Precheck\\Settings::get( 'mode' );`), 'log');
    const id = post(site, 'You are an idiot.');
    assert.equal(status(site, id), '1');
  });

  test('a wrong address is explained, and changes nothing', async () => {
    const { site, admin } = world;
    await admin.goto(`${site.address}/wp-admin/options-general.php?page=precheck`);
    await admin.fill('[name="service_url"]', 'ftp://127.0.0.1');
    await admin.click('#submit');
    assert.match(
      await admin.locator('.notice-error').first().textContent(),
      /has to begin with http/,
    );
    assert.equal(await admin.inputValue('[name="service_url"]'), 'http://127.0.0.1:8080');
  });

  test('with the right address the checker answers, and says which policy it has', async () => {
    const { site, admin } = world;
    await admin.fill('[name="service_url"]', site.service);
    await admin.click('#submit');
    assert.match(
      await admin.locator('.notice-success').textContent(),
      /policy "Comment policy of a blog about China"/,
    );
    await picture(admin, 'settings', { fullPage: true });
  });

  test('a sample comment shows what the policy says', async () => {
    const { admin } = world;
    await admin.fill('[name="sample"]', 'You are an idiot.');
    await admin.getByRole('button', { name: 'Ask the checker', exact: true }).click();
    const notice = admin.locator('.notice-success');
    assert.match(await notice.textContent(), /for a moderator.*This is about a person/s);
    assert.equal(await notice.locator('mark').first().textContent(), 'You are an idiot');
    await picture(notice, 'sample');
  });

  test('switched on', async () => {
    const { admin, site } = world;
    await admin.check('[name="mode"][value="enforce"]');
    await admin.click('#submit');
    await admin.locator('.notice-success').waitFor();
    assert.equal(site.php(`return Precheck\\Settings::get( 'mode' );`), 'enforce');
  });
}

/** Posts a comment in PHP, as the form would; returns its id, or the error. */
export function post(site, text, { on = 'courts', name = 'Poster', user = '', parent = 0 } = {}) {
  return site.php(
    `$user = wp_get_current_user();
    $id = wp_new_comment( wp_slash( array(
      'comment_post_ID' => ${site.posts[on]},
      'comment_parent' => ${parent},
      'comment_content' => ${JSON.stringify(text).replaceAll('$', '\\$')},
      'comment_author' => '${name}',
      'comment_author_email' => '${name.toLowerCase()}@example.invalid',
      'comment_author_url' => '',
      'user_id' => $user->ID,
    ) ), true );
    return is_wp_error( $id ) ? $id->get_error_code() : (int) $id;`,
    { user },
  );
}

/** '1', '0', 'spam' or 'trash'; undefined when it is not there. */
export function status(site, id) {
  return site.sql(
    `SELECT comment_approved FROM wp_comments WHERE comment_ID = ${Number(id)}`,
  )[0]?.[0];
}
