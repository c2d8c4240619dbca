// What the widget reads from pages of different make.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import type { Post } from '../../src/types.js';
import { launch } from '../chromium.mjs';

const source = fileURLToPath(new URL('../../../src/post-context.ts', import.meta.url));
let browser: Browser;
let script = '';

before(async () => {
  const bundle = await build({
    entryPoints: [source],
    bundle: true,
    write: false,
    globalName: 'context',
  });
  script = bundle.outputFiles[0]?.text ?? '';
  browser = await launch();
});
after(() => browser.close());

async function read(html: string): Promise<Post> {
  const page: Page = await browser.newPage();
  await page.setContent(`<!doctype html><html lang="en"><head>${html}</html>`);
  await page.addScriptTag({ content: script });
  const post = await page.evaluate(() => {
    const { readPost } = Reflect.get(window, 'context') as { readPost(near: Element): Post };
    return readPost(document.querySelector('textarea') ?? document.body);
  });
  await page.close();
  return post;
}

function linked(data: unknown): string {
  return `<script type="application/ld+json">${JSON.stringify(data)}</script>`;
}

test('JSON-LD comes first, also inside a graph or a list', async () => {
  const article = {
    '@type': ['Thing', 'BlogPosting'],
    headline: 'Courts',
    articleBody: 'The body.',
    keywords: 'law, courts',
  };
  for (const data of [
    article,
    [article],
    { '@graph': [{ '@type': 'Person', name: 'x' }, article] },
  ]) {
    const post = await read(
      `<title>Blog</title><meta property="og:title" content="Other">${linked(data)}`,
    );
    assert.deepEqual(post, {
      title: 'Courts',
      text: 'The body.',
      tags: ['law', 'courts'],
      invites: [],
    });
  }
});

test('Open Graph, tag metas and tag links', async () => {
  const post =
    await read(`<meta property="og:title" content="Lifts"><meta property="article:tag" content="housing">
    <meta name="precheck:invites" content="comparison"></head><a rel="category tag">law</a><a rel="tag">housing</a>`);
  assert.deepEqual(post, {
    title: 'Lifts',
    text: '',
    tags: ['housing', 'law'],
    invites: ['comparison'],
  });
});

test('the article is prose: no scripts, menus, forms or comments of others', async () => {
  const { title, text } =
    await read(`<title>Blog</title></head><main><article><h1>The grid</h1><p>One</p><p>two <b>three</b></p>
    <nav>Next</nav><script>1</script><div class="comments">But America</div><form><textarea>typed</textarea></form></article></main>`);
  assert.equal(title, 'The grid');
  assert.equal(text, 'The grid\nOne\ntwo three');
});

test('a bare page gives its title; broken JSON-LD is passed over', async () => {
  const post = await read(
    '<title> Only a title </title><script type="application/ld+json">{oops</script>',
  );
  assert.deepEqual(post, { title: 'Only a title', text: '', tags: [], invites: [] });
});
