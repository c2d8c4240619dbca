// The server's final word, where no widget stands in between.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { typeComment } from './browser.mjs';
import { post, status } from './owning.mjs';

const refused = 'I will kill you, I know where you live.';

export function enforcing(world) {
  /** A REST call of a signed-in user. */
  async function rest(login, method, path, body) {
    const { site, browser } = world;
    world.rest ??= {};
    world.rest[login] ??= restSession(site, browser, login);
    const { cookie, nonce } = world.rest[login];
    const response = await fetch(`${site.address}/?rest_route=/wp/v2/${path}`, {
      method,
      headers: { cookie, 'x-wp-nonce': nonce, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: response.status, json: await response.json() };
  }

  test('REST: refused with the findings, held, published', async () => {
    const { courts } = world.site.posts;
    const bad = await rest('subscriber', 'POST', 'comments', { post: courts, content: refused });
    assert.equal(bad.status, 422);
    assert.equal(bad.json.code, 'precheck_refused');
    assert.equal(bad.json.data.findings[0].rule, 'threat');
    assert.ok(!/</.test(bad.json.message), 'a program gets plain text');
    assert.deepEqual(
      world.site.sql(`SELECT COUNT(*) FROM wp_comments WHERE comment_content = '${refused}'`),
      [['0']],
    );

    const held = await rest('subscriber', 'POST', 'comments', {
      post: courts,
      content: 'You are an idiot, over REST.',
    });
    assert.deepEqual([held.status, held.json.status], [201, 'hold']);
    const good = await rest('subscriber', 'POST', 'comments', {
      post: courts,
      content: 'I filed a case by phone in Hangzhou, and a backslash \\n is kept.',
    });
    assert.deepEqual([good.status, good.json.status], [201, 'approved']);
    assert.equal(record(good.json.id).action, 'allow');
  });

  test('a forged verdict, tag or title of the page changes nothing', async () => {
    const { site } = world;
    const forged = new URLSearchParams({
      comment: refused,
      author: 'Forger',
      email: 'forger@example.invalid',
      comment_post_ID: site.posts.courts,
      comment_parent: 0,
      verdict: '{"action":"allow"}',
      action: 'allow',
      precheck: 'passed',
      'post[tags][]': 'comparison',
      title: 'How do courts in China and America compare?',
    });
    const response = await fetch(`${site.address}/wp-comments-post.php`, {
      method: 'POST',
      body: forged,
      redirect: 'manual',
    });
    assert.equal(response.status, 422);
    forged.set('comment', 'But America does it too, forged.');
    await fetch(`${site.address}/wp-comments-post.php`, {
      method: 'POST',
      body: forged,
      redirect: 'manual',
    });
    const [[id]] = site.sql(
      `SELECT comment_ID FROM wp_comments WHERE comment_content LIKE '%forged.'`,
    );
    assert.equal(record(id).findings[0].rule, 'western-comparison');
  });

  test('a word hidden by markup or entities is found: what readers see is judged', () => {
    const { site } = world;
    for (const text of [
      'You are an idi<b></b>ot.',
      'You are an idi&#111;t.',
      'You are an <em>idi</em>ot!',
    ]) {
      assert.equal(status(site, post(site, text, { name: `Hider${text.length}` })), '0', text);
    }
    const quote = post(
      site,
      '<blockquote>You are an idiot.</blockquote> I would not say that to a judge in Hangzhou, because it helps nobody there.',
      { name: 'Quoter' },
    );
    assert.equal(status(site, quote), '1');
  });

  test('an edit that the policy refuses leaves the stored text as it was', async () => {
    const { site } = world;
    const id = post(site, 'The trains of China are on time, I took thirty of them last year.', {
      on: 'authors',
      name: 'Traveller',
    });
    assert.equal(status(site, id), '1');
    const answer = await rest('author', 'POST', `comments/${id}`, { content: refused });
    assert.deepEqual([answer.status, answer.json.code], [422, 'precheck_refused']);
    assert.match(text(id), /^The trains/);
    // On the admin screen the text that was typed is shown with the reason.
    const page = await world.browser.user('author');
    await page.goto(`${site.address}/wp-admin/comment.php?action=editcomment&c=${id}`);
    await page.fill('#content', refused);
    await page.click('#save');
    assert.match(await page.textContent('body'), /not accepted/);
    assert.equal(await page.locator('textarea').inputValue(), refused);
    assert.match(text(id), /^The trains/);
    // What a moderator should see waits again.
    await page.goto(`${site.address}/wp-admin/comment.php?action=editcomment&c=${id}`);
    await page.fill('#content', 'You are an idiot, edited.');
    await page.click('#save');
    await page.waitForURL(/edit-comments/);
    assert.equal(status(site, id), '0');
    assert.equal(record(id).findings[0].rule, 'personal-attack');
    await page.context().close();
  });

  test("a moderator's edit stands, and is judged for the record", async () => {
    const { site } = world;
    const id = post(
      site,
      'A comment that a moderator will rewrite, about the courts of Hangzhou.',
      { name: 'Rewritten' },
    );
    const answer = await rest('admin', 'POST', `comments/${id}`, {
      content: 'You are an idiot, says the moderator.',
    });
    assert.equal(answer.status, 200);
    assert.equal(status(site, id), '1');
    assert.equal(record(id).action, 'hold');
  });

  test('the service stops mid-way: the form works, the comment waits, nothing is lost', async () => {
    const { site, browser } = world;
    const page = await browser.guest();
    await typeComment(
      page,
      `${site.address}/?p=${site.posts.courts}`,
      'Cases by phone are faster, my own took two days.',
      { name: 'Unlucky' },
    );
    await site.stopService();
    await Promise.all([page.waitForURL(/unapproved=/), page.click('#submit')]);
    const [[id, approved]] = site.sql(
      `SELECT comment_ID, comment_approved FROM wp_comments WHERE comment_author = 'Unlucky'`,
    );
    assert.equal(approved, '0');
    assert.match(record(id).error, /does not answer/);
    const over = await rest('subscriber', 'POST', 'comments', {
      post: site.posts.courts,
      content: 'You are an idiot, while it was down.',
    });
    assert.deepEqual([over.status, over.json.status], [201, 'hold']);
    // A page that is opened now still warns: the site has kept the policy.
    await typeComment(page, `${site.address}/?p=${site.posts.courts}`, 'But America does it too');
    await page.locator('[part="finding"]:visible').first().waitFor();
    await page.context().close();

    await site.startService();
    site.php(`do_action( 'precheck_recheck' );`);
    assert.equal(status(site, id), '1', 'fine, so it appears');
    assert.equal(status(site, over.json.id), '0', 'flagged, so it waits');
    assert.equal(record(over.json.id).action, 'hold');
  });

  test('the ladder: removed comments count, then comments wait, then a user is refused', async () => {
    const { site } = world;
    const ids = [1, 2, 3, 4, 5].map((number) =>
      post(site, `So does Britain, strike ${number}.`, { user: 'subscriber', name: 'subscriber' }),
    );
    const remove = (id) => site.php(`wp_trash_comment( ${id} ); return null;`, { user: 'admin' });
    const next = (text) => post(site, text, { user: 'subscriber', name: 'subscriber' });
    ids.slice(0, 2).forEach(remove);
    assert.equal(status(site, next('My own case in Hangzhou took two days by phone.')), '1');
    remove(ids[2]);
    assert.equal(
      status(site, next('My second case in Hangzhou took three days by phone.')),
      '0',
      'the third strike',
    );
    ids.slice(3).forEach(remove);
    assert.equal(next('My third case in Hangzhou took four days by phone.'), 'precheck_refused');
    // Taken back: a moderator restores two.
    site.php(
      `foreach ( array( ${ids.slice(0, 3).join()} ) as $id ) { wp_untrash_comment( $id ); } return null;`,
      { user: 'admin' },
    );
    assert.equal(status(site, next('My fourth case in Hangzhou took five days by phone.')), '1');
    // Ids and addresses are not in the table.
    assert.ok(
      site
        .sql('SELECT account FROM wp_precheck_strikes')
        .every(([account]) => /^[0-9a-f]{64}$/.test(account)),
    );
  });

  test("a guest cannot collect strikes in a user's name, and is never shut out", () => {
    const { site } = world;
    const victim = { name: 'subscriber' };
    site.php(
      `foreach ( range( 1, 6 ) as $number ) {
        $id = wp_new_comment( array(
          'comment_post_ID' => ${site.posts.courts},
          'comment_content' => "So does Britain, in another's name $number.",
          'comment_author' => 'subscriber',
          'comment_author_email' => 'subscriber@example.invalid',
          'comment_author_url' => '',
          'user_id' => 0,
        ) );
        wp_trash_comment( $id );
      }
      return null;`,
      { user: 'admin' },
    );
    assert.equal(
      status(
        site,
        post(site, 'A guest after six strikes, with a case of my own from Hangzhou.', victim),
      ),
      '0',
    );
    assert.equal(
      status(
        site,
        post(site, 'The user is as free as before, after a case in Hangzhou.', {
          ...victim,
          user: 'subscriber',
        }),
      ),
      '1',
    );
  });

  test('counted at once, the step "delete" puts a comment into the trash', () => {
    const { site } = world;
    set(site, { strikes: 'posted' });
    const id = post(site, 'So does Britain, counted at once.', { name: 'Counted' });
    assert.equal(status(site, id), 'trash');
    set(site, { strikes: 'removed' });
  });

  function record(id) {
    return world.site.php(`return Precheck\\Findings::of( ${Number(id)} );`);
  }

  function text(id) {
    return world.site.sql(
      `SELECT comment_content FROM wp_comments WHERE comment_ID = ${Number(id)}`,
    )[0][0];
  }
}

/** Changes settings past the page, for tests of something else. */
export function set(site, changes) {
  site.php(
    `update_option( 'precheck_settings', ${phpArray(changes)} + Precheck\\Settings::all() ); Precheck\\Policy::forget(); Precheck\\Policy::refresh(); return null;`,
  );
}

function phpArray(object) {
  return `json_decode( base64_decode( '${Buffer.from(JSON.stringify(object)).toString('base64')}' ), true )`;
}

function restSession(site, browser, login) {
  const cookies = browser.cookies(login);
  const cookie = Object.entries(cookies)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('; ');
  const loggedIn = Object.entries(cookies).find(([name]) =>
    name.startsWith('wordpress_logged_in'),
  )[1];
  const nonce = nonceOf(site, login, loggedIn, 'wp_rest');
  return { cookie, nonce };
}

/** A nonce as a page of that session would hold it. */
export function nonceOf(site, login, loggedInCookie, action, ageInHours = 0) {
  return site.php(
    `$_COOKIE[ LOGGED_IN_COOKIE ] = '${loggedInCookie}';
    $token = wp_get_session_token();
    $tick = ceil( ( time() - ${ageInHours} * HOUR_IN_SECONDS ) / ( DAY_IN_SECONDS / 2 ) );
    return substr( wp_hash( $tick . '|${action}|' . get_current_user_id() . '|' . $token, 'nonce' ), -12, 10 );`,
    { user: login },
  );
}
