// usage: node sbom.mjs [--write | --check]; see script/sbom.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

// What a user of Precheck runs or loads, by the package that it is built with. All else that
// script/packages.txt names only builds or tests.
const SHIPPED = {
  'libboost-dev': { licence: 'BSL-1.0', what: 'Boost.Asio and Beast, headers', where: 'command' },
  'libcli11-dev': { licence: 'BSD-3-Clause', what: 'CLI11, headers', where: 'command' },
  'libexpat1-dev': { licence: 'MIT', what: 'expat, shared', where: 'command' },
  'libpq-dev': { licence: 'PostgreSQL', what: 'libpq, shared', where: 'command' },
  'libre2-dev': { licence: 'BSD-3-Clause', what: 'RE2, shared', where: 'command, library' },
  'libsqlite3-dev': { licence: 'blessing', what: 'SQLite, shared', where: 'command' },
  'libyaml-dev': { licence: 'MIT', what: 'libyaml, shared', where: 'command' },
  'nlohmann-json3-dev': { licence: 'MIT', what: 'JSON for Modern C++, headers', where: 'command, library, browser' },
  'python3-confusable-homoglyphs': { licence: 'MIT AND Unicode-DFS-2016', what: 'UTS #39 confusables, as tables', where: 'command, library, browser' },
  'unicode-data': { licence: 'Unicode-DFS-2016', what: 'Unicode data, as tables', where: 'command, library, browser' },
  'zlib1g-dev': { licence: 'Zlib', what: 'zlib, shared', where: 'command' },
  emscripten: { licence: 'MIT OR NCSA', what: 'C and C++ libraries of Emscripten, and its glue', where: 'browser' },
  'g++': { licence: 'GPL-3.0-or-later WITH GCC-exception-3.1', what: 'libstdc++, shared', where: 'command, library' },
};
const ALLOWED = /^(MIT|ISC|BSD-[23]-Clause|Apache-2\.0|BSL-1\.0|Zlib)$/; // in what is shipped

const read = (path) => readFileSync(path, 'utf8');

function debianPackages() {
  const names = read('script/packages.txt').split('\n').filter((line) => line && !line.startsWith('#'));
  // What is not installed is left out, and said on standard error.
  const said = spawnSync('dpkg-query', ['--show', '--showformat=${Package}\t${Version}\t${Architecture}\n', ...names], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  return said.stdout.trim().split('\n').map((line) => {
    const [name, version, arch] = line.split('\t');
    const shipped = SHIPPED[name];
    return {
      type: shipped ? 'library' : 'application', name, version, scope: shipped ? 'required' : 'excluded',
      ...(shipped && { licenses: [{ expression: shipped.licence }] }),
      purl: `pkg:deb/debian/${name}@${encodeURIComponent(version)}?arch=${arch}`,
    };
  });
}

// RE2 in the browser is built from source; script/lib/fetch-re2 holds its version and hash.
function re2Source() {
  const said = Object.fromEntries([...read('script/lib/fetch-re2').matchAll(/^readonly (\w+)='([^']+)'/gm)].map((each) => [each[1], each[2]]));
  return {
    type: 'library', name: 're2', version: said.version, scope: 'required',
    licenses: [{ expression: 'BSD-3-Clause' }], hashes: [{ alg: 'SHA-256', content: said.checksum }],
    purl: `pkg:deb/debian/re2@${encodeURIComponent(said.version)}?arch=source`,
  };
}

function* sources(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* sources(path);
    else if (/\.ts$/.test(entry.name)) yield path;
  }
}

// The packages that the sources of what is shipped import, and what those need.
function bundledPackages(packages) {
  const wanted = [];
  for (const folder of ['web/src', 'web/studio/src']) {
    for (const path of sources(folder)) {
      for (const [, name] of read(path).matchAll(/from '((?:@[\w-]+\/)?[a-z][\w-]*)[^']*'/g)) {
        if (!name.startsWith('node') && name !== 'precheck') wanted.push(name);
      }
    }
  }
  const found = new Set();
  while (wanted.length > 0) {
    const name = wanted.pop();
    const entry = packages[`node_modules/${name}`];
    if (!entry || found.has(name)) continue;
    found.add(name);
    wanted.push(...Object.keys(entry.dependencies ?? {}));
  }
  return found;
}

function npmPackages(folder, bundled) {
  const { packages } = JSON.parse(read(join(folder, 'package-lock.json')));
  const shipped = bundled ? bundledPackages(packages) : new Set();
  return Object.entries(packages).filter(([path]) => path !== '').map(([path, entry]) => {
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const hash = /^sha512-(.+)$/.exec(entry.integrity ?? '');
    return {
      type: 'library', name, version: entry.version,
      scope: shipped.has(name) && path === `node_modules/${name}` ? 'required' : 'excluded',
      ...(entry.license && { licenses: [{ expression: entry.license }] }),
      ...(hash && { hashes: [{ alg: 'SHA-512', content: Buffer.from(hash[1], 'base64').toString('hex') }] }),
      purl: `pkg:npm/${name.replace('@', '%40')}@${entry.version}`,
    };
  });
}

function components() {
  const all = [...debianPackages(), re2Source(), ...npmPackages('web', true), ...npmPackages('tests/waline', false)];
  const unique = new Map(all.map((each) => [each.purl, each]));
  for (const each of all) if (each.scope === 'required') unique.set(each.purl, each);
  return [...unique.values()].map((each) => ({ 'bom-ref': each.purl, ...each }));
}

function bom(parts) {
  const version = /VERSION (\d+\.\d+\.\d+)/.exec(read('CMakeLists.txt'))[1];
  // No time and no random number: the same tree on the same packages gives the same bytes.
  return {
    bomFormat: 'CycloneDX', specVersion: '1.5', version: 1,
    metadata: { component: { type: 'application', 'bom-ref': 'precheck', name: 'precheck', version, licenses: [{ expression: 'MIT' }] } },
    components: parts,
    dependencies: [{ ref: 'precheck', dependsOn: parts.filter((each) => each.scope === 'required').map((each) => each['bom-ref']) }],
  };
}

const licence = (part) => part.licenses?.[0].expression ?? 'unknown';

// Without versions of Debian's packages: those are the machine's.
function page(parts) {
  const native = Object.entries(SHIPPED).map(([name, { licence: its, what, where }]) => `| ${what} | \`${name}\` | ${where} | ${its} |`);
  const npm = parts.filter((each) => each.scope === 'required' && each.purl.startsWith('pkg:npm/'));
  const bundled = npm.map((each) => `| ${each.name} ${each.version} | npm | Studio | ${licence(each)} |`);
  const { version } = re2Source();
  return `# Licences

Written by \`script/sbom --write\`. Precheck is under the [MIT licence](../LICENSE). What else a user of it runs or loads:

| what | from | in | licence |
|---|---|---|---|
${[...native, `| RE2, compiled in | source package \`re2\` ${version} | browser | BSD-3-Clause |`, ...bundled.sort()].join('\n')}

The widget, the WordPress plugin and the Waline plugin hold no code of an npm package; only the Studio does. \`build/sbom.cdx.json\`, which \`script/build\` writes, lists all of this and all that only builds or tests, with versions and, where there are some, hashes.
`;
}

// All that is fetched has a version, and, where its source does not sign it, a hash.
function unpinned(parts) {
  const problems = [];
  for (const folder of ['web', 'tests/waline']) {
    const { packages } = JSON.parse(read(join(folder, 'package-lock.json')));
    for (const [path, entry] of Object.entries(packages)) {
      if (path !== '' && !entry.integrity?.startsWith('sha512-')) problems.push(`${folder}: ${path} has no hash`);
    }
    const { dependencies, devDependencies } = JSON.parse(read(join(folder, 'package.json')));
    for (const [name, range] of Object.entries({ ...dependencies, ...devDependencies })) {
      if (!/^\d/.test(range)) problems.push(`${folder}: ${name} is not pinned: ${range}`);
    }
  }
  if (!/^[0-9a-f]{64}$/.test(re2Source().hashes[0].content ?? '')) problems.push('RE2 has no SHA-256');
  for (const each of parts) {
    if (each.scope === 'required' && each.purl.startsWith('pkg:npm/') && !ALLOWED.test(licence(each))) {
      problems.push(`${each.name}: ${licence(each)} is not a licence that we ship`);
    }
  }
  return problems;
}

const parts = components();
const text = page(parts);
if (process.argv[2] === '--write') {
  writeFileSync('docs/licences.md', text);
} else if (process.argv[2] === '--check') {
  const problems = unpinned(parts);
  if (read('docs/licences.md') !== text) problems.push('docs/licences.md is out of date; script/sbom --write');
  for (const problem of problems) console.log(problem);
  console.log(`${parts.length - problems.length} passed, ${problems.length} failed`);
  process.exitCode = problems.length > 0 || parts.length === 0 ? 1 : 0;
} else {
  mkdirSync('build', { recursive: true });
  const json = `${JSON.stringify(bom(parts), null, 1)}\n`;
  writeFileSync('build/sbom.cdx.json', json);
  console.log(`build/sbom.cdx.json: ${parts.length} components, SHA-256 ${createHash('sha256').update(json).digest('hex').slice(0, 12)}…`);
}
