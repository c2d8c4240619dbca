// The built Studio behind the strict content policy that a careful site serves it with.
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import { after, before } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launch } from '../chromium.mjs';

const folder = new URL('../../../dist-studio/', import.meta.url);
const types: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.json': 'application/json',
  '.mjs': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

export const contentPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
];

export interface Site {
  readonly address: string;
  readonly browser: Browser;
}

/** Serves the Studio for the tests of a file. */
export function useStudio(): Site {
  let server: Server | undefined;
  let browser: Browser | undefined;
  let address = '';

  before(async () => {
    server = createServer((request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://studio.invalid');
      const name = pathname.replace(/^\/studio\//, '') || 'index.html';
      const trusted = searchParams.has('no-worker')
        ? "trusted-types 'none'"
        : 'trusted-types precheck-studio';
      readFile(new URL(name, folder)).then(
        (body) => {
          response.writeHead(200, {
            'content-type': types[extname(name)] ?? 'application/octet-stream',
            'content-security-policy': [...contentPolicy, trusted].join('; '),
            'x-content-type-options': 'nosniff',
          });
          response.end(body);
        },
        () => {
          response.writeHead(404).end();
        },
      );
    });
    await new Promise<void>((done) => server?.listen(0, '127.0.0.1', done));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    server?.closeAllConnections();
    server?.close();
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

export interface Visit {
  readonly page: Page;
  /** Everything asked for, as paths. */
  readonly requests: string[];
  /** Console warnings and errors, policy violations and exceptions. */
  readonly complaints: string[];
}

export interface VisitOptions {
  readonly scheme?: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
  readonly path?: string;
  readonly prepare?: (page: Page) => Promise<unknown>;
}

/** Opens the Studio and waits until its first policy is compiled. */
export async function openStudio(site: Site, options: VisitOptions = {}): Promise<Visit> {
  const page = await site.browser.newPage({
    baseURL: site.address,
    colorScheme: options.scheme ?? 'light',
    viewport: { width: options.width ?? 1280, height: options.height ?? 900 },
  });
  page.setDefaultTimeout(60_000);
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => requests.push(new URL(request.url()).pathname));
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
  await page.goto(options.path ?? '/studio/');
  await worksAgain(page);
  return { page, requests, complaints };
}

/** The policy as it stands is compiled and has no problem. */
export async function worksAgain(page: Page): Promise<void> {
  await page.locator('#policy-state[data-state="works"]').waitFor();
}
