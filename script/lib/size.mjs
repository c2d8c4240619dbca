// usage: node size.mjs FOLDER. Raw, gzip -9 and brotli -q 11 sizes of what a page may load.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

// Files that are loaded together.
const TOGETHER = {
  'engine, compiled': ['precheck-engine.mjs', 'precheck.wasm'],
  'first check, compiled': ['precheck.js', 'precheck.mjs', 'precheck-engine.mjs', 'precheck.wasm'],
  'first check, JSON': ['precheck.js', 'precheck.mjs', 'precheck-engine.mjs', 'precheck-json.wasm'],
};

// In bytes, brotli.
const GATES = {
  'precheck.js': 8_000,
  'engine, compiled': 86_000,
  'first check, JSON': 125_000,
  'precheck-full.wasm': 150_000,
};

const folder = process.argv[2];
const loaded = readdirSync(folder).filter((name) => /\.(m?js|wasm)$/.test(name) && !/^(define|node)\.mjs$/.test(name));
const sizes = loaded.map((name) => {
  const bytes = readFileSync(join(folder, name));
  const brotli = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
  return { name, raw: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length, brotli: brotli.length };
});
const totals = Object.entries(TOGETHER).map(([name, files]) => {
  const parts = sizes.filter((size) => files.includes(size.name));
  const sum = (key) => parts.reduce((all, part) => all + part[key], 0);
  return { name, raw: sum('raw'), gzip: sum('gzip'), brotli: sum('brotli') };
});

const print = (...columns) => console.log(columns.map((text, i) => (i ? String(text).padStart(10) : text.padEnd(24))).join(''));
print('bytes', 'raw', 'gzip', 'brotli');
let passed = 0;
let failed = 0;
for (const size of [...sizes, ...totals]) {
  print(size.name, size.raw, size.gzip, size.brotli);
  const gate = GATES[size.name];
  if (gate === undefined) continue;
  if (size.brotli <= gate) {
    passed++;
  } else {
    failed++;
    console.log(`${size.name}: over the gate of ${gate} bytes`);
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
