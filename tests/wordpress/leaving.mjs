// Personal data, languages, and the end.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { post } from './owning.mjs';
import { root } from './site.mjs';

export function leaving(world) {
  test('personal data can be had and erased', () => {
    const { site } = world;
    const id = post(site, 'So does Britain, says somebody who wants their data.', {
      name: 'Private',
    });
    site.php(`wp_trash_comment( ${id} ); return null;`, { user: 'admin' });
    const tool = (filter, email) =>
      site.php(
        `return call_user_func( apply_filters( '${filter}', array() )['precheck']['callback'], '${email}', 1 );`,
      );
    const got = tool('wp_privacy_personal_data_exporters', 'Private@example.invalid');
    assert.equal(got.done, true);
    assert.match(JSON.stringify(got.data), /western-comparison/);
    assert.deepEqual(
      new Set(got.data.map(({ item_id: item }) => item.replace(/-\d+/g, ''))),
      new Set(['precheck-strike', 'precheck-finding']),
    );
    assert.equal(
      tool('wp_privacy_personal_data_erasers', 'private@example.invalid').items_removed,
      true,
    );
    assert.deepEqual(
      tool('wp_privacy_personal_data_exporters', 'private@example.invalid').data,
      [],
    );
    assert.deepEqual(
      site.sql(
        `SELECT COUNT(*) FROM wp_commentmeta WHERE comment_id = ${id} AND meta_key LIKE '\\_precheck%'`,
      ),
      [['0']],
    );
  });

  test('Chinese is complete, and the pages speak it', async () => {
    const plugin = join(root, 'web/integrations/wordpress');
    const sources = readdirSync(plugin, { recursive: true }).filter((name) =>
      name.endsWith('.php'),
    );
    const template = join(world.site.folder, 'precheck.pot');
    execFileSync(
      'xgettext',
      [
        '--language=PHP',
        '--from-code=UTF-8',
        '--keyword=__',
        '--keyword=_n:1,2',
        '--keyword=esc_html__',
        '--keyword=esc_attr__',
        '-o',
        template,
        ...sources,
      ],
      { cwd: plugin },
    );
    execFileSync('msgcmp', [join(plugin, 'languages/precheck-zh_CN.po'), template], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const { site, browser } = world;
    site.php(
      `update_user_meta( get_user_by( 'login', 'admin' )->ID, 'locale', 'zh_CN' ); return null;`,
    );
    const page = await browser.user('admin');
    await page.goto(`${site.address}/wp-admin/options-general.php?page=precheck`);
    assert.match(await page.textContent('.wrap'), /检查器/);
    await page.context().close();
    site.php(`delete_user_meta( get_user_by( 'login', 'admin' )->ID, 'locale' ); return null;`);
  });

  test('the zip holds no minified code without its source, and no test', () => {
    const names = execFileSync('python3', ['-m', 'zipfile', '-l', world.site.zip], {
      encoding: 'utf8',
    });
    for (const name of [
      'source/web/src/loader.ts',
      'source/wasm/engine.cpp',
      'source/core/src/check.cpp',
      'readme.txt',
      'LICENSE',
      'widget/precheck.wasm',
      'widget/precheck-json.wasm',
      'widget/precheck-full.wasm',
    ])
      assert.ok(names.includes(`precheck/${name}`), name);
    assert.ok(!/build\.sh|node_modules|\/tests\//.test(names));
    // Web servers that do not know .mjs send it as a download.
    const widget = join(world.site.www, 'wp-content/plugins/precheck/widget');
    for (const name of readdirSync(widget, { recursive: true }).filter((file) =>
      file.endsWith('.js'),
    )) {
      assert.ok(!/\.mjs/.test(readFileSync(join(widget, name), 'utf8')), name);
    }
  });

  test('nothing of ours is in the debug log', () => {
    const lines = world.site
      .debugLog()
      .split('\n')
      .filter(
        (line) =>
          /precheck/i.test(line) &&
          !/Deprecated: .*wp-includes|Cannot modify header/.test(
            line.replace(/\/tmp\/precheck-wp-\w+/g, ''),
          ),
      );
    assert.deepEqual(
      lines.filter((line) => /plugins\/precheck/.test(line)),
      [],
    );
  });

  test('deleted by its owner, it leaves nothing', async () => {
    const { site, admin } = world;
    await admin.goto(`${site.address}/wp-admin/plugins.php`);
    await admin.click('#deactivate-precheck');
    await admin.locator('[data-slug="precheck"].inactive').waitFor();
    admin.once('dialog', (dialog) => void dialog.accept());
    await admin.click('#delete-precheck');
    await admin.locator('[data-slug="precheck"]', { hasText: /deleted/ }).waitFor();
    assert.ok(!existsSync(join(site.www, 'wp-content/plugins/precheck')));
    const left = site.sql(`
      SELECT option_name FROM wp_options WHERE option_name LIKE '%precheck%';
      SELECT meta_key FROM wp_commentmeta WHERE meta_key LIKE '%precheck%';
      SELECT meta_key FROM wp_usermeta WHERE meta_key LIKE '%precheck%' OR meta_value LIKE '%precheck\\_%';
      SELECT table_name FROM information_schema.tables WHERE table_schema = 'wp' AND table_name LIKE '%precheck%';
      SELECT option_name FROM wp_options WHERE option_name = 'cron' AND option_value LIKE '%precheck%'`);
    assert.deepEqual(left, []);
    const page = await world.browser.guest();
    await page.goto(`${site.address}/?p=${site.posts.courts}`);
    assert.equal(await page.locator('[data-policy]').count(), 0);
    await page.context().close();
  });
}
