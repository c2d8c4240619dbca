// Chromium for tests that open many pages: the engine without windows and tabs of its own, which
// takes half the time. The examples and the parity of hosts are tried in the whole browser.
import { execFileSync } from 'node:child_process';
import { chromium } from 'playwright-core';

export function launch() {
  const found = execFileSync('sh', ['-c', 'command -v chromium-headless-shell'], {
    encoding: 'utf8',
  });
  return chromium.launch({
    executablePath: found.trim(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
