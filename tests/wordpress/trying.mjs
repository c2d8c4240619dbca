// "Try the policy" on 20,000 past comments.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { picture } from './browser.mjs';

const count = 20_000;

export function trying(world) {
  test('20,000 past comments: a live bar, a closed tab, and a report', async (context) => {
    const { site, browser } = world;
    site.sql(`
      INSERT INTO wp_comments (comment_post_ID, comment_author, comment_author_email, comment_date, comment_date_gmt, comment_content, comment_approved, comment_type, comment_parent)
      SELECT ${site.posts.courts}, CONCAT('Reader ', seq % 500), CONCAT('reader', seq % 500, '@example.invalid'), NOW() - INTERVAL seq MINUTE, NOW() - INTERVAL seq MINUTE,
        CONCAT(ELT(seq % 8 + 1, 'But America does it too, ', 'You are an idiot, ', 'So does Britain, ', 'My own case took two days, ', 'The judge in Hangzhou was quick, ', 'Who pays for this system, ', 'The filing by phone failed twice, ', 'I asked the court about it, '), 'says comment number ', seq, '.'),
        ELT(seq % 5 + 1, '1', '1', '1', '0', 'trash'), 'comment', 0
      FROM seq_1_to_${count}`);
    const total = Number(
      site.sql(`SELECT COUNT(*) FROM wp_comments WHERE comment_type IN ('', 'comment')`)[0][0],
    );
    assert.ok(total >= count);
    const before = site.sql(
      'SELECT MD5(GROUP_CONCAT(comment_ID, comment_approved)) FROM wp_comments; SELECT COUNT(*) FROM wp_commentmeta',
    );

    const page = await browser.user('admin');
    context.after(() => page.context().close());
    const address = `${site.address}/wp-admin/edit-comments.php?page=precheck-trial`;
    await page.goto(address);
    await page.getByRole('button', { name: 'Start' }).click();
    const value = () => page.locator('#precheck-progress').evaluate((bar) => bar.value);
    await page.waitForFunction(
      () => document.querySelector('#precheck-progress')?.value > 0,
      null,
      { timeout: 60_000 },
    );
    const first = await value();
    await page.waitForFunction(
      (seen) => document.querySelector('#precheck-progress').value > seen,
      first,
      { timeout: 60_000 },
    );
    assert.match(await page.textContent('#precheck-progress-text'), /of 2\d,\d+ comments judged/);
    await page.close();

    // The tab is closed: what was done stays, and the scheduler goes on.
    const closed = state();
    assert.equal(closed.status, 'running');
    assert.ok(closed.done < total, 'it was over before the tab was closed');
    // The step that the tab had asked for may still be at work, and only one works at a time.
    let later = closed;
    while (later.status === 'running' && later.done <= closed.done + 500) later = runScheduled(0.2);
    assert.ok(later.done < total, 'it was over before the tab was opened again');

    const again = await page.context().newPage();
    await again.goto(address);
    assert.ok(
      (await again.locator('#precheck-progress').evaluate((bar) => bar.value)) > closed.done,
    );
    await again.getByRole('button', { name: 'Start' }).waitFor();
    const end = state();
    assert.deepEqual([end.status, end.done, end.total], ['done', total, total]);
    const sum = Object.values(end.actions).reduce((all, number) => all + number, 0);
    assert.equal(sum + end.unreadable, total);
    assert.ok(end.rules['personal-attack'].number >= count / 8, 'each once');
    const rule = end.rules['personal-attack'];
    assert.equal(rule.approved + rule.waiting + rule.removed, rule.number);
    assert.ok((await again.locator('.precheck-rules tbody tr').count()) >= 2);
    await picture(again.locator('.wrap'), 'trial');

    assert.deepEqual(
      site.sql(
        'SELECT MD5(GROUP_CONCAT(comment_ID, comment_approved)) FROM wp_comments; SELECT COUNT(*) FROM wp_commentmeta',
      ),
      before,
      'no comment is changed',
    );

    function state() {
      return site.php('return Precheck\\Trial::state();');
    }

    /** What the scheduler does, for so many seconds. */
    function runScheduled(seconds) {
      return site.php(`return Precheck\\Trial::work( ${seconds} );`);
    }
  });

  test('stopped, failed, gone on with', async () => {
    const { site } = world;
    const run = (code) => site.php(code, { user: 'admin' });
    run('Precheck\\Trial::start(); return Precheck\\Trial::work( 0 );');
    const stopped = run('Precheck\\Trial::stop(); return Precheck\\Trial::work( 0 );');
    assert.equal(stopped.status, 'stopped');
    assert.equal(stopped.done, 500);
    await site.stopService();
    const failed = run('Precheck\\Trial::resume(); return Precheck\\Trial::work( 0 );');
    assert.equal(failed.status, 'failed');
    assert.match(failed.error, /does not answer/);
    await site.startService();
    const resumed = run('Precheck\\Trial::resume(); return Precheck\\Trial::work( 0 );');
    assert.deepEqual([resumed.status, resumed.done], ['running', 1000]);
    run('Precheck\\Trial::stop(); return null;');
    site.sql(`DELETE FROM wp_comments WHERE comment_content LIKE '%says comment number%'`);
  });
}
