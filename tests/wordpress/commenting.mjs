// What a commenter meets, in Chromium, on a block theme and on a classic one.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { edit, finding, picture, postAnyway, typeComment } from './browser.mjs';

const warned = 'But America does it too. What about the kids who disappear there?';
const refused = 'I will kill you, I know where you live.';
const fine =
  'I filed a case in Hangzhou by phone last year, and it took two days instead of three weeks.';

export function commenting(world) {
  for (const [kind, theme] of [
    ['block', 'twentytwentythree'],
    ['classic', 'twentytwentyone'],
  ]) {
    describe(`${kind} theme`, () => {
      const address = () => `${world.site.address}/?p=${world.site.posts.courts}`;

      test('nothing of the checker is loaded before the box has the focus', async () => {
        world.site.php(`switch_theme( '${theme}' );`);
        const page = (world.guest = await world.browser.guest());
        world.complaints = [];
        page.on(
          'console',
          (message) => message.type() === 'error' && world.complaints.push(message.text()),
        );
        page.on('pageerror', (error) => world.complaints.push(String(error)));
        const asked = [];
        page.on('request', (request) => asked.push(request.url()));
        await page.goto(address());
        const ours = () =>
          asked
            .filter((url) => /precheck/.test(url))
            .map((url) => /[\w.-]+(?=\?|$)/.exec(url.split('precheck').at(-1))?.[0]);
        assert.equal(ours().length, 1, ours().join());
        assert.ok(
          asked.every((url) => url.startsWith(world.site.address)),
          'an outside host is asked',
        );
      });

      test('a warning, edited away and posted', async () => {
        const page = world.guest;
        await typeComment(page, address(), warned, { name: `Editor ${kind}` });
        await finding(page).waitFor();
        if (kind === 'block') await picture(page.locator('#commentform'), 'warning');
        await page.click('#submit');
        await edit(page).waitFor();
        if (kind === 'block') await picture(page.locator('#commentform'), 'held');
        assert.equal(page.url(), address(), 'it was posted without asking');
        await edit(page).click();
        await page.fill('#comment', fine + kind);
        await page.locator('[part="ready"]:visible').waitFor();
        await Promise.all([page.waitForURL(/comment-page|#comment-/), page.click('#submit')]);
        assert.ok(await page.getByText(fine + kind).count());
        await page.waitForLoadState();
      });

      test('a warning, posted anyway', async () => {
        const page = world.guest;
        await typeComment(page, address(), `${warned} ${kind}`, { name: `Stubborn ${kind}` });
        await finding(page).waitFor();
        await page.click('#submit');
        await Promise.all([page.waitForURL(/#comment-/), postAnyway(page).click()]);
        assert.ok(await page.getByText(`${warned} ${kind}`).count());
      });

      test('a refusal keeps the text; mended, it is posted', async () => {
        const page = world.guest;
        await typeComment(page, address(), refused, { name: `Angry ${kind}` });
        await finding(page).waitFor();
        await page.click('#submit');
        const [response] = await Promise.all([
          page.waitForResponse((answer) => answer.url().endsWith('wp-comments-post.php')),
          postAnyway(page).click(),
        ]);
        assert.equal(response.status(), 422);
        await page.waitForLoadState();
        assert.equal(await page.inputValue('#comment'), refused);
        assert.match(await page.textContent('body'), /This threatens somebody/);
        if (kind === 'block') await picture(page.locator('body'), 'refusal');
        // The widget is here, too.
        await page.focus('#comment');
        await finding(page).waitFor();
        await page.fill('#comment', `${fine} Refused once, ${kind}.`);
        await page.locator('[part="ready"]:visible').waitFor();
        await Promise.all([
          page.waitForURL(/#comment-/),
          page.getByRole('button', { name: 'Post comment' }).click(),
        ]);
        assert.ok(await page.getByText(`Refused once, ${kind}.`).count());
      });

      test('what the policy wants a moderator to see waits', async () => {
        const page = world.guest;
        await typeComment(page, address(), `You are an idiot, ${kind}.`, { name: `Rude ${kind}` });
        await finding(page).waitFor();
        await page.click('#submit');
        await Promise.all([page.waitForURL(/unapproved=/), postAnyway(page).click()]);
        assert.match(await page.textContent('body'), /awaiting moderation/);
        const [row] = world.site.sql(
          `SELECT comment_approved FROM wp_comments WHERE comment_content = 'You are an idiot, ${kind}.'`,
        );
        assert.deepEqual(row, ['0']);
      });

      test('a reply: who is replied to may be named, others not', async () => {
        const page = world.guest;
        await page.goto(address());
        const parent = page.locator('.comment', { hasText: `${warned} ${kind}` }).last();
        await parent.locator('.comment-reply-link').first().click();
        await page.fill('#comment', 'So does Britain.');
        await finding(page).waitFor();
        // The parent speaks of America, so a reply may.
        await page.fill(
          '#comment',
          `America is not what the post is about, I think, because the court is in Hangzhou. ${kind}`,
        );
        await page.locator('[part="ready"]:visible').waitFor();
        await page.fill('#author', `Replier ${kind}`);
        await page.fill('#email', 'replier@example.invalid');
        await Promise.all([page.waitForURL(/#comment-/), page.click('#submit')]);
        const [row] = world.site.sql(
          `SELECT parent.comment_content FROM wp_comments reply JOIN wp_comments parent ON parent.comment_ID = reply.comment_parent WHERE reply.comment_author = 'Replier ${kind}'`,
        );
        assert.deepEqual(row, [`${warned} ${kind}`]);
      });

      test('a signed-in reader is warned, too', async () => {
        const page = await world.browser.user('subscriber');
        await typeComment(page, address(), `${warned} Signed in, ${kind}.`);
        await finding(page).waitFor();
        assert.deepEqual(JSON.parse(await page.locator('#precheck-author').textContent()), {
          strikes: 0,
          trusted: false,
        });
        await page.click('#submit');
        await Promise.all([page.waitForURL(/#comment-/), postAnyway(page).click()]);
        const [row] = world.site.sql(
          `SELECT user_id > 0 FROM wp_comments WHERE comment_content LIKE '%Signed in, ${kind}.'`,
        );
        assert.deepEqual(row, ['1']);
        await page.context().close();
      });

      test('under a post that invites comparison nothing is said', async () => {
        const page = world.guest;
        await typeComment(page, `${world.site.address}/?p=${world.site.posts.comparison}`, warned);
        await page.locator('[part="ready"]:visible').waitFor();
        assert.equal(await finding(page).count(), 0);
      });

      test('the console stays clean', async () => {
        // Chromium itself logs the refusal's status.
        assert.deepEqual(
          world.complaints.filter((text) => !/status of 422/.test(text)),
          [],
        );
        await world.guest.context().close();
      });
    });
  }
}
