// The widget in WebKit and in an engine of 2020: it does its work, or the form is as it was before.
// Needs Debian's webkit2gtk-driver, xvfb and python3-pyqt5.qtwebengine; script/soak engines gets them.
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { faults } from '../browser/faults.mjs';
import { until } from '../browser/programs.mjs';
import { QtWebEngine } from '../browser/qtwebengine.mjs';
import { WebKit } from '../browser/webkit.mjs';
import { command, root } from '../service/harness.mjs';

export const name =
  'WebKit and an engine of 2020: the widget works, and whatever breaks, the form posts';
export const onlyFull = true;

const deflection = 'But America does it too. What about the kids who disappear there?';
const types = {
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

/** Before any script of the page: keeps what the console is told and what became of each press. */
const notes = `
for (const level of ['warn', 'error']) {
  const tell = console[level];
  console[level] = (...all) => {
    sessionStorage.setItem('console', (sessionStorage.getItem('console') || '') + all.join(' ') + '\\n');
    tell.apply(console, all);
  };
}
addEventListener('submit', (event) => {
  sessionStorage.setItem('submits', (sessionStorage.getItem('submits') || '') + (event.defaultPrevented ? 'held ' : 'posted '));
});
`;

function page(attributes) {
  const policy = attributes?.startsWith('data-policy') ? '' : 'data-policy="/policy.json"';
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Post</title><script src="/before.js"></script></head>
<body><form action="/posted"><textarea id="comment" name="comment"></textarea><button id="send">Post</button></form>
<script src="/precheck/precheck.js" ${policy} ${attributes ?? ''} defer></script></body></html>`;
}

/** A blog of one page, with one fault. Each fault has its own, so that nothing is remembered. */
async function serve(shipped, { answer, script = '', attributes, headers, policy = shipped } = {}) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const say = (status, type, body, more = {}) =>
      response
        .writeHead(status, { 'content-type': type, 'cache-control': 'no-store', ...more })
        .end(body);
    if (answer && pathname.endsWith(answer.path)) {
      if (!answer.status) return request.socket.destroy();
      return say(answer.status, answer.type ?? 'text/plain', answer.body ?? '');
    }
    if (pathname === '/post') return say(200, 'text/html', page(attributes), headers);
    if (pathname === '/posted')
      return say(200, 'text/html', '<!doctype html><title>Posted</title>');
    if (pathname === '/before.js') return say(200, 'text/javascript', `${script}\n${notes}`);
    if (pathname === '/policy.json') return say(200, 'application/json', policy);
    const file = join(root, 'web/dist', pathname.replace(/^\/precheck\//, ''));
    if (!pathname.startsWith('/precheck/') || !existsSync(file)) return say(404, 'text/plain', '');
    return say(200, types[extname(file)] ?? 'text/plain', readFileSync(file));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `http://127.0.0.1:${server.address().port}`,
    close: () => (server.closeAllConnections(), server.close()),
  };
}

const comment = `document.querySelector('#comment')`;
const part = (which) =>
  `[...document.querySelectorAll('.precheck')].map((host) => host.shadowRoot && host.shadowRoot.querySelector('[part="${which}"]')).find((found) => found && found.offsetHeight > 0)`;
const noted = (what) => `sessionStorage.getItem('${what}') || ''`;

async function typeInto(engine, site, blind = false) {
  await engine.open(`${site.address}/post`);
  await (blind ? engine.tab() : engine.evaluate(`${comment}.focus()`));
  await engine.type(deflection);
}

const arrived = (engine) =>
  until('the form posts', () =>
    engine.evaluate(`location.pathname === '/posted'`).catch(() => false),
  );

/** The story of one comment: a finding while one types, held once, posted anyway. */
async function tellStory(engine, policy, check) {
  const site = await serve(policy);
  try {
    await typeInto(engine, site);
    await until('a finding shows', () => engine.evaluate(`!!(${part('finding')})`));
    check(`${engine.name}: the words are marked`, await engine.evaluate(`!!(${part('mark')})`));
    await engine.press(`document.querySelector('#send')`);
    await until('it is held once', () => engine.evaluate(`!!(${part('post-anyway')})`));
    check(
      `${engine.name}: the text is as it was`,
      (await engine.evaluate(`${comment}.value`)) === deflection,
    );
    await engine.press(part('post-anyway'));
    await arrived(engine);
    const complaints = await engine.evaluate(noted('console'));
    check(`${engine.name}: no complaint`, complaints === '', complaints);
  } finally {
    site.close();
  }
}

/** One press posts, one line says why. */
async function tryFault(engine, policy, fault, check) {
  const what = `${engine.name}: ${fault.name}`;
  const site = await serve(policy, fault);
  // Then it cannot be asked anything: the keyboard must do.
  const blind = engine.asksWithJson && fault.script?.includes('JSON.stringify');
  try {
    await typeInto(engine, site, blind);
    await sleep(700);
    if (blind) {
      await engine.tab();
      await engine.type(' ');
    } else {
      check(`${what}: no broken panel shows`, !(await engine.evaluate(`!!(${part('panel')})`)));
      await engine.press(`document.querySelector('#send')`);
    }
    await arrived(engine);
    const posted = await engine.evaluate(`new URLSearchParams(location.search).get('comment')`);
    check(`${what}: the text is as typed`, posted === deflection, posted);
    const submits = await engine.evaluate(noted('submits'));
    check(`${what}: the first press posts`, submits === 'posted ', submits);
    const complaints = await engine.evaluate(noted('console'));
    const ours = complaints.split('\n').filter((line) => line.startsWith('precheck: '));
    check(
      `${what}: one line says why`,
      ours.length === 1 && fault.remedy.test(ours[0]),
      complaints,
    );
  } catch (error) {
    check(`${what}: it ran to the end`, false, error.message);
  } finally {
    site.close();
  }
}

export async function run({ check, report }) {
  const policy = execFileSync(command, ['publish', join(root, 'policy.json')]);
  for (const kind of [WebKit, QtWebEngine]) {
    const engine = await kind.launch();
    try {
      await tellStory(engine, policy, check);
      for (const fault of faults) await tryFault(engine, policy, fault, check);
      report(`${engine.name}: the story, and ${faults.length} faults`);
    } finally {
      await engine.close();
    }
  }
}
