// Pages of our own making, on the blog's origin.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Page, Route } from 'playwright-core';
import { binary, type Site, type Visit, visit, type VisitOptions } from './site.js';

export const deflection = 'But America does it too. What about the kids who disappear there?';

export const tag = '<script src="/precheck/precheck.js" data-policy="/policy.json" defer></script>';

/** Policies of one rule, without a pattern and with one. */
export const plainPolicy = policyOf({ words: ['America'] });
export const policyWithPattern = policyOf({ pattern: 'Ameri[ck]a' });

function policyOf(match: object): string {
  const message = 'This is about somewhere else.';
  const rule = { id: 'elsewhere', category: 'off-topic', action: 'warn', message, match };
  return JSON.stringify({ format: 1, name: 'One rule', rules: [rule] });
}

/** What `precheck publish --compiled` makes of a policy. */
export function compiled(policy: string): Buffer {
  return execFileSync(binary, ['publish', '--compiled', '-'], { input: policy });
}

/** A tag with a policy of its own. */
export function tagFor(policy: string): string {
  return tag.replace('/policy.json', policy);
}

/** A tag with more attributes. */
export function tagWith(attributes: string): string {
  return tag.replace(' defer', ` ${attributes} defer`);
}

export interface Fixture {
  body: string;
  head?: string;
  /** A module that runs in the page, as text. */
  script?: string;
  /** A bundle of test/fixtures/, by name. */
  bundle?: string;
  headers?: Record<string, string>;
  options?: VisitOptions;
}

/** Opens a page; `/posted` is where its forms may lead. */
export async function open(site: Site, fixture: Fixture | string): Promise<Visit> {
  const { body, head, script, bundle, headers, options }: Fixture =
    typeof fixture === 'string' ? { body: fixture } : fixture;
  const scripts = [script !== undefined && 'fixture', bundle !== undefined && 'bundle']
    .filter(Boolean)
    .map((name) => `<script type="module" src="/${String(name)}.mjs"></script>`);
  const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Post</title>${head ?? ''}</head><body>${body}${scripts.join('')}</body></html>`;
  return visit(site, '/fixture', {
    ...options,
    prepare: async (fresh) => {
      await answer(fresh, '/fixture', 'text/html', page, headers);
      await answer(fresh, '/fixture.mjs', 'text/javascript', script ?? '');
      if (bundle) await answer(fresh, '/bundle.mjs', 'text/javascript', bundled(bundle));
      await answer(fresh, '/posted*', 'text/html', '<title>Posted</title>');
      await options?.prepare?.(fresh);
    },
  });
}

/** Answers one path of the page's origin. */
export function answer(
  page: Page,
  path: string,
  contentType: string,
  body: string,
  headers: Record<string, string> = {},
): Promise<void> {
  return page.route(`**${path}`, (route: Route) =>
    route.fulfill({ body, headers: { 'content-type': contentType, ...headers } }),
  );
}

function bundled(name: string): string {
  return readFileSync(new URL(`../fixtures/${name}.js`, import.meta.url), 'utf8');
}

export async function typeInto(page: Page, box: string, text = deflection): Promise<void> {
  await page.locator(box).focus();
  // A key, and the rest at once: on a slow machine each key would be a pause to judge half a comment in.
  await page.keyboard.type(text.slice(0, 1));
  await page.keyboard.insertText(text.slice(1));
}

/** Waits for a finding about the whole comment: a slow page first says that half of it is short. */
export async function seesFinding(page: Pick<Page, 'locator'>, within = ''): Promise<void> {
  const finding = `${within} [part="finding"]`;
  await page.locator(finding, { hasNotText: 'This is so short' }).first().waitFor();
}

/** True if nothing turns up in a while: for what must not happen. */
export async function seesNothing(page: Page): Promise<boolean> {
  await page.waitForTimeout(900);
  return (await page.locator('.precheck').count()) === 0;
}

/** Presses, is asked, and posts all the same. */
export async function postsAnyway(page: Page, press: () => Promise<unknown>): Promise<void> {
  await press();
  await page.locator('[part="post-anyway"]').click();
}

/** What the fixture's own script was given to post. */
export function posted(page: Page): Promise<string[]> {
  return page.evaluate(() => (Reflect.get(window, 'posted') as string[] | undefined) ?? []);
}
