// Scripts in every text that somebody else writes, and actions by whoever may not.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { nonceOf, set } from './enforcing.mjs';
import { hostilePolicy, payloads } from './payloads.mjs';

export function attacks(world) {
  /** A page that notices every script that gets to run. */
  async function watched(page) {
    await page.addInitScript(() => {
      window.ran = [];
      window.alert = (what) => window.ran.push(what);
    });
    return page;
  }

  /** Pieces of pages, 200 at a time. */
  async function showAll(page, pieces, where) {
    for (let at = 0; at < pieces.length; at += 200) {
      const html = pieces.slice(at, at + 200).join('<div>');
      await page.setContent(html, { waitUntil: 'domcontentloaded' });
      await nothingRan(page, where);
      assert.equal(await page.locator('script').count(), 0);
    }
  }

  async function nothingRan(page, where) {
    // Broken images and focus fire a little later.
    await page.waitForTimeout(300);
    for (const frame of page.frames())
      assert.deepEqual(await frame.evaluate(() => window.ran ?? []), [], where);
  }

  test('there are 1,000 payloads, and they do run where nobody escapes', async () => {
    assert.equal(payloads.length, 1000);
    assert.equal(new Set(payloads).size, 1000);
    const page = await watched(await world.browser.guest());
    await page.goto(`${world.site.address}/?p=${world.site.posts.courts}`);
    await page.setContent(payloads.slice(0, 400).join('\n'));
    await page.waitForTimeout(300);
    assert.ok((await page.evaluate(() => window.ran.length)) > 0);
    await page.context().close();
  });

  test('1,000 payloads as every setting and every notice: none runs', async () => {
    const { site } = world;
    const html = site.php(
      `$payloads = json_decode( base64_decode( '${Buffer.from(JSON.stringify(payloads)).toString('base64')}' ) );
      $keys = array_keys( Precheck\\Settings::all() );
      $hostile = static fn( $payload ) => array_fill_keys( $keys, $payload );
      $now = '';
      // As a form sends it: only what is allowed is taken.
      foreach ( $payloads as $payload ) {
        $taken = array_diff_key( Precheck\\Settings::cleaned( $hostile( $payload ) ), array( 'command' => 1, 'policy_path' => 1 ) );
        if ( in_array( $payload, $taken, true ) ) {
          throw new Exception( $payload );
        }
      }
      // As somebody with access to the database writes it.
      add_filter( 'pre_option_' . Precheck\\Settings::OPTION, static function () use ( &$now, $hostile ) { return $hostile( $now ); } );
      add_filter( 'pre_option_precheck_policy_facts', static function () use ( &$now ) { return array( 'name' => $now, 'revision' => $now, 'read' => time() ); } );
      add_filter( 'pre_transient_precheck_notices_' . get_current_user_id(), static function () use ( &$now ) {
        return array( 'sample' => $now, 'items' => array( array( 'type' => $now, 'text' => $now, 'lines' => array( $now ), 'findings' => array( array( 'rule' => $now, 'action' => $now, 'message' => $now, 'advice' => $now, 'quote' => $now, 'url' => $now, 'words' => array( $now ) ) ) ) ) );
      } );
      ob_start();
      foreach ( $payloads as $now ) {
        Precheck\\Admin\\Settings_Page::show();
      }
      $html = ob_get_clean();
      return $html;`,
      { user: 'admin' },
    );
    assert.ok(html.length > 1000 * 2000);
    const page = await watched(await world.browser.guest());
    await page.goto(`${site.address}/?p=${site.posts.courts}`);
    await showAll(page, html.split('<div class="wrap precheck">'), 'settings');
    await page.context().close();
  });

  test('1,000 payloads as a policy: comments, lists, dashboard, trial and widget run none', async (context) => {
    const { site, browser } = world;
    const policy = hostilePolicy((index) => (index % 2 ? 'warn' : 'hold'));
    const file = join(site.folder, 'hostile.json');
    writeFileSync(file, JSON.stringify(policy));
    set(site, { bridge: 'command', command: site.command, policy_path: file });
    world.marker = Number(site.sql('SELECT MAX(comment_ID) FROM wp_comments')[0][0]);
    context.after(() => {
      site.sql(
        `DELETE FROM wp_commentmeta WHERE comment_id > ${world.marker}; DELETE FROM wp_comments WHERE comment_ID > ${world.marker}; DELETE FROM wp_precheck_counts WHERE name LIKE '%alert%'`,
      );
      set(site, { bridge: 'http', on_hold: 'hold', policy_path: '' });
    });
    site.php(
      `$payloads = json_decode( base64_decode( '${Buffer.from(JSON.stringify(payloads)).toString('base64')}' ) );
      // One question for all: asking a thousand times is not what is tested here.
      $verdicts = Precheck\\Bridges::chosen()->check( array_map( static fn( $i ) => array( 'comment' => "trigger{$i}x " . $payloads[ $i ] ), array_keys( $payloads ) ) );
      wp_defer_comment_counting( true );
      foreach ( $payloads as $index => $payload ) {
        $text = "trigger{$index}x $payload";
        $id = wp_insert_comment( wp_filter_comment( wp_slash( array( 'comment_post_ID' => ${site.posts.courts}, 'comment_parent' => 0, 'comment_content' => $text, 'comment_author' => $payload, 'comment_author_email' => "p$index@example.invalid", 'comment_author_url' => $payload, 'comment_author_IP' => '127.0.0.1', 'comment_agent' => $payload, 'user_id' => 0, 'comment_type' => 'comment', 'comment_approved' => 1 ) ) ) );
        Precheck\\Findings::save( $id, new Precheck\\Decision( 'hold', 'verdict', $verdicts[ $index ], Precheck\\Judge::marked_words( $text, $verdicts[ $index ] ), $payload ), 1 );
        Precheck\\Counts::add( "rule:$payload", "action:$payload", "false-alarm:$payload", "mistake:$payload" );
      }
      return null;`,
    );
    site.sql(`UPDATE wp_options SET option_value = '0' WHERE option_name = 'page_comments'`);
    const cells = site.php(
      `ob_start();
      foreach ( get_comments( array( 'number' => 1000, 'fields' => 'ids', 'orderby' => 'comment_ID' ) ) as $id ) {
        echo '<div class="cell">';
        Precheck\\Admin\\Comment_List::show( 'precheck', (int) $id );
      }
      Precheck\\Admin\\Comment_List::print_forms();
      return ob_get_clean();`,
      { user: 'admin' },
    );

    const admin = await watched(await browser.user('admin'));
    await admin.goto(`${site.address}/?p=${site.posts.comparison}`);
    await showAll(admin, cells.split('<div class="cell">'), 'cells');
    for (const path of [
      'edit-comments.php?comment_status=all',
      'index.php',
      'edit-comments.php?page=precheck-trial',
      `comment.php?action=editcomment&c=${world.marker + 1}`,
    ]) {
      await admin.goto(`${site.address}/wp-admin/${path}`);
      await nothingRan(admin, path);
    }
    // The trial over them, with its samples.
    await admin.goto(`${site.address}/wp-admin/edit-comments.php?page=precheck-trial`);
    await admin.getByRole('button', { name: 'Start' }).click();
    await admin.locator('.precheck-rules tbody tr').nth(900).waitFor();
    await admin.getByRole('button', { name: 'Start' }).waitFor();
    await nothingRan(admin, 'trial');
    await admin.context().close();

    const page = await watched(await browser.guest());
    await page.goto(`${site.address}/?p=${site.posts.courts}`);
    await nothingRan(page, 'post');
    // All rules at once, in the widget and on the page that refuses.
    await page.fill('#comment', payloads.map((_, index) => `trigger${index}x`).join(' '));
    await page.locator('[part="finding"]:visible').nth(999).waitFor();
    await nothingRan(page, 'widget');
    assert.equal(
      await page
        .locator('.precheck script, .precheck img, [part="panel"] script, [part="panel"] img')
        .count(),
      0,
    );
    set(site, { on_hold: 'refuse' });
    await page.fill('#author', payloads[7]);
    await page.fill('#email', 'all@example.invalid');
    await page.click('#submit');
    await Promise.all([
      page.waitForResponse((answer) => answer.status() === 422),
      page.locator('[part="post-anyway"]:visible').click(),
    ]);
    await page.waitForLoadState();
    assert.match(await page.textContent('body'), /not accepted/);
    await nothingRan(page, 'refusal');
    await page.context().close();
  });

  test('each action without nonce, with a stale or foreign one, without capability: 403, and nothing changes', async () => {
    const { site, browser } = world;
    const comment = site.php(`
      $id = wp_insert_comment( array( 'comment_post_ID' => ${site.posts.courts}, 'comment_content' => 'You are an idiot, guarded.', 'comment_author' => 'Guarded', 'comment_author_email' => 'guarded@example.invalid', 'comment_approved' => 0 ) );
      Precheck\\Recheck::comment( $id );
      Precheck\\Strikes::record( new Precheck\\Commenter( 0, 'guarded@example.invalid' ), $id, 'rule', 'sha256:0' );
      return $id;`);
    const actions = site.php(
      `return array_keys( ( new ReflectionClass( 'Precheck\\Admin\\Actions' ) )->getConstant( 'TABLE' ) );`,
    );
    assert.ok(actions.length >= 9);
    const sessions = Object.fromEntries(
      ['admin', 'author', 'subscriber'].map((login) => [login, session(login)]),
    );
    const before = fingerprint();
    const tries = [];
    for (const action of actions) {
      const about = /false_alarm|check_again|pardon/.test(action) ? comment : 0;
      const named = `${action}-${about}`;
      for (const endpoint of ['admin-post.php', 'admin-ajax.php']) {
        tries.push(
          { action, about, endpoint, as: 'admin', nonce: '' },
          { action, about, endpoint, as: 'admin', nonce: 'stale', name: named },
          { action, about, endpoint, as: 'admin', nonce: 'other', name: `${action}-other` },
          { action, about, endpoint, as: 'author', nonce: 'own', name: named },
          { action, about, endpoint, as: 'subscriber', nonce: 'own', name: named },
          { action, about, endpoint, as: '', nonce: '' },
        );
      }
    }
    const nonces = site.php(
      `$out = array();
      foreach ( json_decode( '${JSON.stringify(tries.filter(({ name }) => name).map(({ as, name, nonce }) => ({ as, name, nonce })))}', true ) as $try ) {
        wp_set_current_user( get_user_by( 'login', $try['as'] )->ID );
        $_COOKIE[ LOGGED_IN_COOKIE ] = json_decode( '${JSON.stringify(Object.fromEntries(Object.entries(sessions).map(([login, { loggedIn }]) => [login, loggedIn])))}', true )[ $try['as'] ];
        $age = 'stale' === $try['nonce'] ? 30 * HOUR_IN_SECONDS : 0;
        $tick = ceil( ( time() - $age ) / ( DAY_IN_SECONDS / 2 ) );
        $out[] = substr( wp_hash( $tick . '|' . $try['name'] . '|' . get_current_user_id() . '|' . wp_get_session_token(), 'nonce' ), -12, 10 );
      }
      return $out;`,
    );
    tries.filter(({ name }) => name).forEach((one, index) => (one.value = nonces[index]));
    const answers = [];
    for (let at = 0; at < tries.length; at += 6) {
      answers.push(
        ...(await Promise.all(
          tries.slice(at, at + 6).map((one) => send(one, sessions[one.as]?.cookie)),
        )),
      );
    }
    const wrong = tries.filter((_, index) => answers[index] !== 403);
    assert.deepEqual(
      wrong.map(({ action, endpoint, as, nonce }, index) => [
        action,
        endpoint,
        as,
        nonce,
        answers[index],
      ]),
      [],
    );
    assert.deepEqual(fingerprint(), before);
    // The same nonces are good where they belong: a fresh one of the admin works.
    const fresh = nonceOf(site, 'admin', sessions.admin.loggedIn, `precheck_pardon-${comment}`);
    assert.equal(
      await send(
        { action: 'precheck_pardon', about: comment, endpoint: 'admin-post.php', value: fresh },
        sessions.admin.cookie,
      ),
      302,
    );
    assert.notDeepEqual(fingerprint(), before);
    // By GET, with a good nonce: no link can do it.
    const step = nonceOf(site, 'admin', sessions.admin.loggedIn, 'precheck_trial_start-0');
    const byGet = await fetch(
      `${site.address}/wp-admin/admin-post.php?action=precheck_trial_start&_wpnonce=${step}`,
      { headers: { cookie: sessions.admin.cookie }, redirect: 'manual' },
    );
    assert.equal(byGet.status, 403);
    for (const page of [
      'options-general.php?page=precheck',
      'edit-comments.php?page=precheck-trial',
    ]) {
      const answer = await fetch(`${site.address}/wp-admin/${page}`, {
        headers: { cookie: sessions.subscriber.cookie },
        redirect: 'manual',
      });
      assert.equal(answer.status, 403, page);
    }
    console.log(`${tries.length} tries, each answered 403`);

    function session(login) {
      const cookies = browser.cookies(login);
      return {
        cookie: Object.entries(cookies)
          .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
          .join('; '),
        loggedIn: Object.entries(cookies).find(([name]) =>
          name.startsWith('wordpress_logged_in'),
        )[1],
      };
    }

    async function send({ action, about, endpoint, value }, cookie) {
      const body = new URLSearchParams({
        action,
        comment: about,
        mode: 'log',
        strikes: 'off',
        sample: 'x',
      });
      if (value) body.set('_wpnonce', value);
      const response = await fetch(`${site.address}/wp-admin/${endpoint}`, {
        method: 'POST',
        body,
        headers: cookie ? { cookie } : {},
        redirect: 'manual',
      });
      await response.arrayBuffer();
      return response.status;
    }

    function fingerprint() {
      return site.sql(`
        SELECT MD5(GROUP_CONCAT(option_name, '=', option_value ORDER BY option_name)) FROM wp_options
          WHERE option_name LIKE 'precheck%' OR option_name LIKE '%transient_precheck%';
        SELECT GROUP_CONCAT(comment_ID, comment_approved ORDER BY comment_ID) FROM wp_comments;
        SELECT MD5(GROUP_CONCAT(meta_value ORDER BY meta_id)) FROM wp_commentmeta;
        SELECT GROUP_CONCAT(id, account) FROM wp_precheck_strikes;
        SELECT MD5(GROUP_CONCAT(name, number ORDER BY name)) FROM wp_precheck_counts`);
    }
  });
}
