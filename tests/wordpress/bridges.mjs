// The three ways to the checker say the same, and each of them can fail.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { set } from './enforcing.mjs';

export function bridges(world) {

  /** The settings page's own button: it runs inside php-fpm, as on a live site. */
  async function ask(text) {
    const { site, admin } = world;
    await admin.goto(`${site.address}/wp-admin/options-general.php?page=precheck`);
    await admin.fill('[name="sample"]', text);
    await admin.getByRole('button', { name: 'Ask the checker', exact: true }).click();
    await admin.waitForLoadState();
    return (await admin.locator('.notice').first().textContent()).replace(
      /after \d+ ms/,
      'after N ms',
    );
  }

  async function upload(json) {
    const { site, admin } = world;
    const file = join(site.folder, 'upload.json');
    writeFileSync(file, json);
    await admin.goto(`${site.address}/wp-admin/options-general.php?page=precheck`);
    await admin.setInputFiles('[name="policy"]', file);
    await admin.click('#submit');
    return admin.locator('.wrap').textContent();
  }

  test('service, command and library answer alike', async () => {
    const { site } = world;
    const answers = {};
    for (const bridge of ['http', 'command', 'ffi']) {
      set(site, { bridge, command: site.command, policy_path: site.policy });
      answers[bridge] = await ask('You are an idiot. But America does it too.');
      assert.match(answers[bridge], /for a moderator/, bridge);
    }
    assert.equal(answers.command, answers.http);
    assert.equal(answers.ffi, answers.http);
  });

  for (const bridge of ['command', 'ffi']) {
    test(`${bridge}: a policy with an error is not taken, and the place is told`, async () => {
      set(world.site, { bridge, command: world.site.command, policy_path: '' });
      const said = await upload(
        '{"format":1,"name":"Broken","rules":[{"id":"ham","category":"food","action":"wrn","message":"No ham.","match":{"words":["ham"]}}]}',
      );
      assert.match(said, /1:\d+: \/rules\/0\/action: "wrn" is not allowed/);
      assert.match(said, /The old one stays/);
      assert.ok(!/Broken/.test(await ask('ham')));
    });

    test(`${bridge}: a good policy is in use at once`, async () => {
      const said = await upload(
        `{"format":1,"name":"Mine, by ${bridge}","rules":[{"id":"ham","category":"food","action":"hold","message":"No ham.","match":{"words":["ham"]}}]}`,
      );
      assert.match(said, /has no error and is in use/);
      assert.match(
        await ask('I like ham.'),
        new RegExp(`for a moderator.*Mine, by ${bridge}.*No ham\\.`, 's'),
      );
      const published = await fetch(`${world.site.address}/?rest_route=/precheck/v1/policy`);
      assert.equal((await published.json()).name, `Mine, by ${bridge}`);
    });
  }

  test('each failure is one sentence that says what to do', async () => {
    const { site } = world;
    set(site, { bridge: 'command', command: '/nowhere/precheck' });
    assert.match(await ask('a comment'), /no program at \/nowhere\/precheck/);
    set(site, { command: '/bin/false' });
    assert.match(await ask('a comment'), /\/bin\/false ended with status 1/);
    set(site, { command: site.command, policy_path: '/nowhere/policy.json' });
    assert.match(await ask('a comment'), /policy \/nowhere\/policy\.json cannot be read/);
    set(site, { bridge: 'http', service_url: site.address });
    assert.match(await ask('a comment'), /answered with status \d+. Is it "precheck serve"/);
    set(site, { bridge: 'http', service_url: site.service, policy_path: '' });
    assert.match(await ask('a comment about the courts of China'), /The checker says/);
  });

  test('a busy service is asked again when it says so, and only then', () => {
    // The service limits no caller on its own machine, so its answers are played here.
    const answers = (played) =>
      world.site.php(
        `$played = json_decode( '${JSON.stringify(played)}', true );
        add_filter( 'pre_http_request', static function () use ( &$played ) {
          [ $status, $wait ] = array_shift( $played );
          return array( 'response' => array( 'code' => $status ), 'headers' => array( 'retry-after' => $wait ), 'body' => '{"action":"allow"}' );
        } );
        try {
          return ( new Precheck\\Bridges\\Http( 'http://127.0.0.1:1' ) )->check( array( array( 'comment' => 'x' ) ) )[0]['action'];
        } catch ( Precheck\\Bridge_Failure $failure ) {
          return $failure->getMessage();
        }`,
      );
    const busy = [429, '1'];
    assert.equal(answers([busy, [503, '1'], [200, '']]), 'allow');
    assert.match(answers([busy, busy, busy, [200, '']]), /status 429/);
    assert.match(
      answers([
        [503, '60'],
        [200, ''],
      ]),
      /status 503/,
    );
    assert.match(
      answers([
        [503, ''],
        [200, ''],
      ]),
      /status 503/,
    );
  });

  test('a path cannot be a flag, a wrapper or a relative name; a site without file changes keeps its paths', () => {
    const cleaned = (form, before = '') =>
      world.site.php(
        `${before} return Precheck\\Settings::cleaned( json_decode( '${JSON.stringify(form)}', true ) );`,
        { user: 'admin' },
      );
    for (const path of [
      '--help',
      'precheck',
      'phar:///tmp/x.phar',
      '../precheck',
      'http://x/precheck',
    ]) {
      const { command: program, policy_path: policy } = cleaned({
        command: path,
        policy_path: path,
      });
      assert.deepEqual([program === path, policy === path], [false, false], path);
    }
    for (const url of ['javascript:alert(1)', 'file:///etc/passwd', 'gopher://x', '']) {
      assert.equal(cleaned({ service_url: url }).service_url, world.site.service, url);
    }
    assert.equal(
      cleaned({ command: '/tmp/evil' }, `define( 'DISALLOW_FILE_MODS', true );`).command,
      world.site.command,
    );
  });
}
