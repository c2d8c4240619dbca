// The real things under test: the native service, the demo blog in front of it, Chromium.
import { type ChildProcess, spawn } from 'node:child_process';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before } from 'node:test';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Browser, Page, Request } from 'playwright-core';
import { createBlog } from '../../demo/server.mjs';
import { launch } from '../chromium.mjs';

const repository = new URL('../../../../', import.meta.url);
export const binary =
  process.env['PRECHECK_BIN'] ?? fileURLToPath(new URL('build/precheck', repository));

export const comparisonPost = '/posts/who-mends-the-lift';
export const plainPost = '/posts/case-filing-window';

export interface Site {
  readonly address: string;
  readonly browser: Browser;
}

/** Starts everything before the tests of a file and stops it after them. */
export function useSite(): Site {
  let service: ChildProcess | undefined;
  let blog: Server | undefined;
  let browser: Browser | undefined;
  let address = '';

  before(async () => {
    const port = await freePort();
    service = startService(port);
    await answers(`http://127.0.0.1:${port}/healthz`);
    blog = createBlog({ service: `http://127.0.0.1:${port}` });
    address = await listening(blog);
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    blog?.closeAllConnections();
    blog?.close();
    service?.kill();
  });
  return {
    get address() {
      return address;
    },
    get browser() {
      if (!browser) throw new Error('the browser has not started');
      return browser;
    },
  };
}

function startService(port: number): ChildProcess {
  const policy =
    process.env['PRECHECK_POLICY'] ?? fileURLToPath(new URL('policy.json', repository));
  const listen = `127.0.0.1:${port}`;
  const service = spawn(binary, ['serve', '--listen', listen, '--policy', policy], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const lines: string[] = [];
  service.stderr.on('data', (chunk) => lines.push(String(chunk)));
  service.on('error', (error) => lines.push(String(error)));
  service.on('exit', (code) => {
    if (code) console.error(`the service ended with ${code}:\n${lines.join('')}`);
  });
  return service;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

async function listening(server: Server): Promise<string> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function answers(url: string): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    const response = await fetch(url).catch(() => null);
    if (response?.ok) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`${url} did not answer within a minute`);
}

/** A page and what happened on it. */
export interface Visit {
  readonly page: Page;
  readonly requests: string[];
  /** Console warnings and errors, policy violations and exceptions. */
  readonly complaints: string[];
}

export interface VisitOptions {
  scheme?: 'light' | 'dark';
  width?: number;
  /** Pixels of the screen to a pixel of the page. */
  density?: number;
  forcedColors?: 'active';
  reducedMotion?: 'reduce';
  touch?: boolean;
  /** Runs before the page is opened: routes, scripts. */
  prepare?: (page: Page) => Promise<unknown>;
}

export async function visit(site: Site, path: string, options: VisitOptions = {}): Promise<Visit> {
  const page = await site.browser.newPage({
    baseURL: site.address,
    colorScheme: options.scheme ?? 'light',
    viewport: { width: options.width ?? 1000, height: 900 },
    deviceScaleFactor: options.density ?? 1,
    forcedColors: options.forcedColors ?? null,
    reducedMotion: options.reducedMotion ?? null,
    hasTouch: options.touch ?? false,
  });
  page.setDefaultTimeout(20_000);
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request: Request) => requests.push(new URL(request.url()).pathname));
  page.on('console', (message) => {
    if (['warning', 'error'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => {
      console.error(`violation: ${event.violatedDirective} ${event.blockedURI}`);
    });
  });
  await options.prepare?.(page);
  await page.goto(path);
  return { page, requests, complaints };
}

/** Focuses the box and waits until the widget is at work. */
export async function enterBox(page: Page): Promise<void> {
  const ready = page.evaluate(
    () =>
      new Promise((done) => {
        document.addEventListener('precheck:ready', done, { once: true });
      }),
  );
  await page.focus('#comment');
  await ready;
}

export async function typeComment(page: Page, text: string): Promise<void> {
  await enterBox(page);
  await page.fill('#name', 'Reader');
  await page.focus('#comment');
  // A key, and the rest at once: on a slow machine each key would be a pause to judge half a comment in.
  await page.keyboard.type(text.slice(0, 1));
  await page.keyboard.insertText(text.slice(1));
}
