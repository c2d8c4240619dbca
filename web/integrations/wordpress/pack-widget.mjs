// node pack-widget.mjs DIST FOLDER: copies the widget so that any web server serves it right.
//
// Many servers do not know .mjs and send it as a download, which no browser runs. Here every
// module is a .js file; precheck.mjs would then have the loader's name and becomes
// precheck-module.js. Hashes of files that changed are renewed wherever they stand.
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const [dist, folder] = process.argv.slice(2);

/** After the files that it names: a hash can only be written when its file is done. */
const order = [/^i18n\//, /^precheck-engine\.mjs$/, /^precheck\.mjs$/, /^precheck\.js$/];

const names = readdirSync(dist, { recursive: true });
const renewed = new Map();
for (const pattern of order) {
  const found = names.filter((name) => pattern.test(name) && /\.m?js$/.test(name));
  if (found.length === 0) throw new Error(`pack-widget: nothing in ${dist} matches ${pattern}`);
  for (const name of found) {
    const before = readFileSync(join(dist, name), 'utf8');
    let after = renamed(before);
    for (const [old, fresh] of renewed) after = after.replaceAll(old, fresh);
    renewed.set(integrity(before), integrity(after));
    const target = join(folder, renamed(name));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, after);
  }
}
for (const name of ['precheck.wasm', 'precheck-json.wasm', 'precheck-full.wasm']) {
  cpSync(join(dist, name), join(folder, name));
}

function renamed(text) {
  return text.replaceAll('precheck.mjs', 'precheck-module.js').replaceAll('.mjs', '.js');
}

function integrity(text) {
  return `sha384-${createHash('sha384').update(text).digest('base64')}`;
}
