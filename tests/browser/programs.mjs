// Starting and ending the programs that drive a browser.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';

export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** What `condition` gives, once it gives something. */
export async function until(what, condition, most = 20_000) {
  const deadline = Date.now() + most;
  for (;;) {
    const found = await condition();
    if (found) return found;
    if (Date.now() > deadline) throw new Error(`${what}: not within ${most / 1000} s`);
    await sleep(50);
  }
}

/** A program with all that it starts, on a screen that nobody sees. */
export function launch(file, args, env = {}) {
  const child = spawn('xvfb-run', ['--auto-servernum', file, ...args], {
    detached: true, // a group of its own, so that its children can be ended with it
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const exited = once(child, 'exit');
  return {
    input: child.stdin,
    output: child.stdout,
    async end() {
      try {
        process.kill(-child.pid, 'SIGTERM');
      } catch {
        return; // it is gone
      }
      await exited;
    },
  };
}
