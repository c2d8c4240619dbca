// A real Waline with the plugin, driven through Chromium and through its API.
import assert from 'node:assert/strict';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { injection } from './injection.mjs';
import { logIn, makeProject, postPath, startPages, startService, startWaline } from './site.mjs';
import { launch } from '../../web/test/chromium.mjs';

const fine = 'Thank you. The figures in the second paragraph match what I saw in Hangzhou.';
const warned = 'But America does it too.';
const held = 'You idiot, you are a moron and a fool.';
const refused = 'I will find you and kill you.';

const pictures = process.env.PRECHECK_PICTURES;
let project, pages, browser, service;
let inside; // the core inside Waline's process
let through; // the HTTP service
let admin;
let author;

before(async () => {
  project = makeProject();
  service = await startService(project);
  const posts = "posts: join(__dirname, 'posts.json')";
  [pages, browser, inside, through] = await Promise.all([
    startPages(project),
    launch(),
    startWaline(project, 'inside', `{ policy: join(__dirname, 'policy.json'), ${posts} }`),
    startWaline(project, 'through', `{ service: '${service.address}', token: '${service.token}', timeout: 5000, ${posts} }`),
  ]);
  admin = await logIn(inside, 'owner'); // the first account is the administrator
  author = await logIn(inside, 'reader');
});

after(async () => {
  await browser?.close();
  pages?.stop();
  await Promise.all([inside, through, service].map((each) => each?.stop()));
  project?.remove();
});

/** Opens the post; with a `user`, logged in. */
async function open(waline, user) {
  const page = await browser.newPage({ viewport: { width: 800, height: 900 } });
  page.setDefaultTimeout(60_000); // a busy machine is slow, not wrong
  page.alerts = [];
  page.errors = [];
  page.on('dialog', (dialog) => {
    page.alerts.push(dialog.message());
    void dialog.accept();
  });
  page.on('pageerror', (error) => page.errors.push(String(error)));
  if (user)
    await page.addInitScript((kept) => localStorage.setItem('WALINE_USER', kept), JSON.stringify(user));
  await page.goto(`${pages.address}${postPath}?server=${waline.address}`);
  await page.waitForSelector('textarea.wl-editor');
  return page;
}

const editor = 'textarea.wl-editor';
const send = '.wl-btn.primary[type=submit]';

/** Types as a person does, and waits for the widget when `remark` is given. */
async function type(page, text, remark) {
  await page.click(editor);
  await page.fill(editor, text);
  if (remark) await page.getByText(remark).first().waitFor();
}

async function until(what, condition) {
  for (let tries = 0; tries < 1200; tries++) {
    const found = await condition();
    if (found) return found;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`not within a minute: ${what}`);
}

const has = (waline, text) => async () => (await waline.stored()).find(({ comment }) => comment === text);
const picture = (page, name) =>
  pictures && page.screenshot({ path: join(pictures, name), clip: { x: 0, y: 0, width: 800, height: 900 } });
const post = (waline, comment, more, token) =>
  waline.api('POST', 'comment', { comment, url: postPath, nick: 'Reader', ...more }, token);

test('a warning is shown while one types', async () => {
  const page = await open(inside);
  await type(page, warned, 'This is a blog about China');
  await picture(page, 'waline-warning.png');
  assert.deepEqual(await inside.stored(), []);
  await page.close();
});

test('a warned comment is held once; edited, it is posted', async () => {
  const page = await open(inside);
  await type(page, warned, 'This is a blog about China');
  await page.click(send);
  await page.getByRole('button', { name: 'Post anyway' }).waitFor();
  await picture(page, 'waline-second-look.png');
  assert.equal(await page.inputValue(editor), warned);
  assert.equal(await has(inside, warned)(), undefined);
  await page.getByRole('button', { name: 'Edit' }).click();
  await type(page, fine);
  await page.click(send);
  const stored = await until('the comment is stored', has(inside, fine));
  assert.equal(stored.status, 'approved');
  await until('the box is empty', async () => (await page.inputValue(editor)) === '');
  assert.deepEqual([page.alerts, page.errors], [[], []]);
  await page.close();
});

test('“Post anyway” posts a warned comment', async () => {
  const page = await open(inside);
  const text = `${warned} Once.`;
  await type(page, text, 'This is a blog about China');
  await page.click(send);
  await page.getByRole('button', { name: 'Post anyway' }).click();
  assert.equal((await until('it is stored', has(inside, text))).status, 'approved');
  await page.locator('.wl-content', { hasText: 'Once.' }).waitFor();
  await page.close();
});

test('Ctrl+Enter is held once, too; the second time it posts', async () => {
  const page = await open(inside);
  const text = `${warned} Twice.`;
  await type(page, text, 'This is a blog about China');
  await page.focus(editor);
  await page.keyboard.press('Control+Enter');
  await page.getByRole('button', { name: 'Post anyway' }).waitFor();
  await new Promise((done) => setTimeout(done, 700)); // longer than a double click
  assert.equal(await has(inside, text)(), undefined);
  await page.focus(editor);
  await page.keyboard.press('Control+Enter');
  assert.equal((await until('it is stored', has(inside, text))).status, 'approved');
  await page.close();
});

test('a refusal says why, and the text stays in the box', async () => {
  const page = await open(inside);
  await type(page, refused, 'threat');
  await page.click(send);
  await page.getByRole('button', { name: 'Post anyway' }).click();
  const [words] = await until('an alert', () => page.alerts.length > 0 && page.alerts);
  assert.match(words, /threat/i);
  assert.equal(await page.inputValue(editor), refused);
  assert.equal(await has(inside, refused)(), undefined);
  await picture(page, 'waline-refusal.png');
  await page.reload();
  assert.equal(await page.inputValue(editor), refused, 'the draft outlives the page');
  await page.close();
});

test('a held comment waits for a moderator and is seen by nobody else', async () => {
  const page = await open(inside);
  await type(page, held, 'person');
  await page.click(send);
  await page.getByRole('button', { name: 'Post anyway' }).click();
  assert.equal((await until('it is stored', has(inside, held))).status, 'waiting');
  await page.locator('.wl-content', { hasText: 'moron' }).waitFor();
  if (pictures) await page.getByText('a moderator looks at it first').waitFor({ state: 'hidden' });
  await picture(page, 'waline-waiting.png');
  const { data } = await inside.api('GET', `comment?path=${postPath}&pageSize=50&page=1`);
  assert.ok(!JSON.stringify(data).includes('moron'));
  assert.deepEqual(page.alerts, []);
  await page.close();
});

test('a reply is checked with the comment it replies to', async () => {
  const parent = 'My cousin in Ohio waited a month for the lift, too; in America the owner must pay.';
  await post(inside, parent, {}, admin.token);
  const { id } = await has(inside, parent)();
  const page = await open(inside);
  await page.locator('.wl-card-item', { hasText: 'Ohio' }).locator('.wl-reply').first().click();
  await page.locator('.wl-reply-wrapper textarea.wl-editor').waitFor();
  const reply = 'In America the owner pays late, because the law gives him ninety days.';
  await type(page, reply);
  await page.click(`.wl-reply-wrapper ${send}`);
  const stored = await until('the reply is stored', has(inside, reply));
  assert.deepEqual([stored.pid, stored.status], [id, 'approved']);
  const rules = (text, more) => post(inside, text, more).then(() => inside.entries().at(-1).rules);
  assert.deepEqual(await rules('What about America?', { pid: id, rid: id }), []);
  assert.deepEqual(await rules('And what about America?'), ['western-comparison']);
  await page.close();
});

test('an author edits a comment: refused, held, fine', async () => {
  const texts = ['I saw it.', 'I saw it in May.'].map((text) => `${text} The street office closed at four each day.`);
  await post(inside, texts[0], {}, author.token);
  const { id } = await until('it is stored', has(inside, texts[0]));
  const page = await open(inside, author);
  const edit = async (text) => {
    const card = page.locator('.wl-card-item', { hasText: 'The street office closed' });
    await card.locator('.wl-edit').first().click();
    await card.locator(editor).waitFor();
    await type(page, text);
    await page.waitForTimeout(700);
    await page.locator(`.wl-card-item ${send}`).click();
    const anyway = page.getByRole('button', { name: 'Post anyway' });
    if (text !== texts[1]) await anyway.click();
  };
  await edit(texts[1]);
  await until('the edit is stored', has(inside, texts[1]));
  await page.reload();
  await edit(refused);
  await until('an alert', () => page.alerts.length > 0);
  assert.equal(await page.locator(`.wl-card-item ${editor}`).inputValue(), refused);
  assert.deepEqual(await inside.stored(`id = ${id}`), [{ id, comment: texts[1], status: 'approved', pid: null }]);
  await page.reload();
  await edit(held);
  await until('it waits', async () => (await inside.stored(`id = ${id}`))[0].status === 'waiting');
  await until('the edit is stored', has(inside, held));
  await page.close();
});

test('what a client says about its comment changes nothing', async () => {
  const forged = { status: 'approved', verdict: { action: 'allow' }, precheck: 'allow', trusted: true };
  const more = { ...forged, author: { trusted: true }, post: { invites: ['comparison'] }, user_id: admin.objectId };
  assert.notEqual((await post(inside, refused, more)).errno, 0);
  const text = `${held} Again.`;
  await post(inside, text, more);
  assert.equal((await has(inside, text)()).status, 'waiting');
  assert.notEqual((await post(inside, refused, { url: '/posts/unknown' })).errno, 0);
});

test('an edit that is no text is refused, a like is none of our business', async () => {
  const [{ id }] = await inside.stored("status = 'approved'");
  assert.notEqual((await inside.api('PUT', `comment/${id}`, { comment: { $ne: 1 } }, author.token)).errno, 0);
  assert.equal((await inside.api('PUT', `comment/${id}`, { like: true })).errno, 0);
});

test('the administrator is not checked, and lets a waiting comment through', async () => {
  const text = `${held} Said the owner.`;
  await post(inside, text, {}, admin.token);
  const { id, status } = await has(inside, text)();
  assert.equal(status, 'approved');
  await inside.api('PUT', `comment/${id}`, { status: 'waiting' }, admin.token);
  await inside.api('PUT', `comment/${id}`, { status: 'approved', comment: text }, admin.token);
  assert.equal((await has(inside, text)()).status, 'approved');
});

test('the post comes from the owner’s file, not from the page', async () => {
  const rules = (text, url) => post(inside, text, { url }).then(() => inside.entries().at(-1).rules);
  assert.deepEqual(await rules('But America does it too, said he.', '/posts/trains/'), []);
  assert.deepEqual(await rules('But America does it too, said she.', '/posts/lift/index.html'), ['western-comparison']);
});

test('a repeat is found among the account’s earlier comments', async () => {
  const text = 'I have said it before: this fund was never meant for lifts.';
  await post(inside, text, {}, author.token);
  await post(inside, text.replace('.', '!'), {}, author.token);
  assert.ok(inside.entries().at(-1).rules.includes('repeated-comment'));
});

test('the service gives the same verdicts', async () => {
  assert.match((await post(through, refused)).errmsg, /threat/i);
  await post(through, held);
  assert.equal((await has(through, held)()).status, 'waiting');
  await post(through, fine);
  assert.equal((await has(through, fine)()).status, 'approved');
  await post(through, 'Half a pair: \ud800.');
  assert.equal(through.entries().at(-1).event, 'checked');
});

test('the ledger counts what an account posts, and nothing else', async () => {
  await logIn(through, 'owner');
  const reader = await logIn(through, 'reader');
  const account = `waline:${reader.objectId}`;
  const say = (text) => post(through, text, {}, reader.token);
  assert.equal((await say(`${fine} Signed.`)).errno, 0);
  const refusal = await say(`${warned} Signed.`);
  assert.match(refusal.errmsg, /counts as a strike/); // the ladder's first step is "delete"
  assert.equal((await say(`${warned} Signed.`)).errmsg, refusal.errmsg);
  assert.equal((await service.account(account)).standing.strikes, 1, 'the same words count once');
  assert.equal((await post(through, `${warned} Unsigned.`)).errno, 0);
  assert.equal((await service.account(account)).standing.strikes, 1);
});

test('the service is stopped mid-way: the comment waits, nothing is lost', async () => {
  const page = await open(through);
  await type(page, `${fine} Still here.`);
  await service.stop();
  await page.click(send);
  assert.equal((await until('it is stored', has(through, `${fine} Still here.`))).status, 'waiting');
  await until('the box is empty', async () => (await page.inputValue(editor)) === '');
  assert.deepEqual([page.alerts, page.errors], [[], []]);
  assert.equal(through.entries().at(-1).event, 'failed');
  await page.close();
});

test('a changed policy is used at once; a broken one leaves the last good one', async () => {
  const file = join(project.project, 'policy.json');
  const before = readFileSync(file, 'utf8');
  const put = (text) => {
    writeFileSync(`${file}.new`, text);
    renameSync(`${file}.new`, file);
  };
  const policy = JSON.parse(before);
  policy.rules.push({ id: 'lamp', category: 'test', action: 'reject', message: 'No lamps.', match: { words: ['lamp'] } });
  put(JSON.stringify(policy));
  assert.equal((await post(inside, 'The lamp was out.')).errmsg, 'No lamps.');
  put('{"format":1,');
  assert.equal((await post(inside, 'The lamp is out.')).errmsg, 'No lamps.');
  assert.ok(inside.entries().some(({ event }) => event === 'failed'));
  put(before);
  assert.equal((await post(inside, 'The lamp was out, was it?')).errno, 0);
});

test('no comment text in the log', () => {
  for (const entry of [...inside.entries(), ...through.entries()])
    for (const text of [fine, warned, held, refused]) assert.ok(!JSON.stringify(entry).includes(text));
  assert.ok(inside.entries().length > 10);
});

injection(() => ({ project, pages, browser }));
