// A real WordPress on this machine: MariaDB, php-fpm with the preloaded library, nginx, and the
// checker's service. Everything lives in one scratch folder and ends with stop().
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '../browser/programs.mjs';

const here = dirname(fileURLToPath(import.meta.url));
export const root = join(here, '../..');
const pluginSource = join(root, 'web/integrations/wordpress');
const asRoot = process.getuid() === 0;

export class Site {
  #processes = [];

  static async start() {
    const site = new Site();
    for (const signal of ['SIGINT', 'SIGTERM'])
      process.once(signal, () => void site.stop().finally(() => process.exit(1)));
    try {
      await site.#start();
    } catch (error) {
      await site.stop().catch(() => {});
      throw error;
    }
    return site;
  }

  async #start() {
    this.folder = realpathSync(mkdtempSync(join(tmpdir(), 'precheck-wp-')));
    chmodSync(this.folder, 0o755);
    this.www = join(this.folder, 'www');
    this.port = await freePort();
    this.address = `http://127.0.0.1:${this.port}`;
    this.policy = join(this.folder, 'policy.json');
    copyFileSync(join(root, 'policy.json'), this.policy);
    execFileSync(join(pluginSource, 'build.sh'));
    this.command = join(this.folder, 'precheck');
    this.zip = join(root, 'build/precheck-wordpress.zip');
    const parts = [this.#startDatabase(), this.#copyWordPress(), this.startService()];
    // All have come to an end before one that failed is told.
    await Promise.allSettled(parts);
    await Promise.all(parts);
    this.posts = JSON.parse(this.#php([join(here, 'install.php'), this.www, this.address]));
    if (asRoot) execFileSync('chown', ['-R', 'www-data:', this.www]);
    await this.#startWeb();
  }

  async #startDatabase() {
    const data = join(this.folder, 'db');
    const socket = join(data, 'socket');
    mkdirSync(data);
    const user = asRoot ? ['--user=mysql'] : [];
    if (asRoot) execFileSync('chown', ['mysql:', data]);
    execFileSync(
      'mariadb-install-db',
      [
        '--no-defaults',
        ...user,
        `--datadir=${data}`,
        '--auth-root-authentication-method=normal',
        '--skip-test-db',
      ],
      { stdio: 'ignore' },
    );
    this.#run('mariadbd', [
      '--no-defaults',
      ...user,
      `--datadir=${data}`,
      '--skip-networking',
      `--socket=${socket}`,
      `--pid-file=${join(data, 'pid')}`,
      '--innodb-flush-log-at-trx-commit=0',
    ]);
    this.socket = socket;
    await until('MariaDB answers', () => this.sql('SELECT 1', 'mysql'));
    this.sql('CREATE DATABASE wp CHARACTER SET utf8mb4', 'mysql');
  }

  async #copyWordPress() {
    const files = execFileSync('dpkg', ['-L', 'wordpress'], { encoding: 'utf8' }).split('\n');
    const source = dirname(files.find((file) => file.endsWith('/wp-load.php')));
    // -L: Debian's tree is full of links.
    await finished(spawn('cp', ['-rL', `${source}/.`, `${this.www}/`]));
    mkdirSync(join(this.www, 'wp-content/mu-plugins'), { recursive: true });
    copyFileSync(join(here, 'mu-plugin.php'), join(this.www, 'wp-content/mu-plugins/test.php'));
    rmSync(join(this.www, 'wp-config.php'), { force: true });
    const config = readFileSync(join(here, 'wp-config.php'), 'utf8')
      .replaceAll('{socket}', join(this.folder, 'db/socket'))
      .replaceAll('{address}', this.address);
    writeFileSync(join(this.www, 'wp-config.php'), config);
  }

  async #startWeb() {
    // A copy, because the web server's user may not read the folder that the project stands in.
    copyFileSync(join(root, 'build/precheck'), this.command);
    const ffi = join(this.folder, 'ffi');
    cpSync(join(pluginSource, 'ffi'), ffi, { recursive: true });
    // Not installed here, so the library is named with its whole path.
    const header = join(ffi, 'precheck-ffi.h');
    const library = join(root, 'build/libprecheck.so.0');
    const declarations = readFileSync(join(root, 'build/precheck-ffi.h'), 'utf8');
    writeFileSync(header, declarations.replace(/libprecheck\.so\.\d+/, library));
    const fill = (name) =>
      writeFileSync(
        join(this.folder, name),
        readFileSync(join(here, name), 'utf8')
          .replaceAll('{folder}', this.folder)
          .replaceAll('{port}', String(this.port))
          .replace('{nginx user}', asRoot ? 'user www-data;' : '')
          .replace(
            '{fpm user}',
            asRoot ? 'user = www-data\ngroup = www-data\nlisten.owner = www-data' : '',
          ),
      );
    fill('nginx.conf');
    fill('php-fpm.conf');
    const fpm = join(
      '/usr/sbin',
      readdirSync('/usr/sbin').find((name) => name.startsWith('php-fpm')),
    );
    this.#run(fpm, [
      '--nodaemonize',
      '--fpm-config',
      join(this.folder, 'php-fpm.conf'),
      // The lines that docs/wordpress.md gives for php.ini.
      '-d',
      'ffi.enable=preload',
      '-d',
      `ffi.preload=${header}`,
      '-d',
      `opcache.preload=${join(ffi, 'preload.php')}`,
      ...(asRoot ? ['-d', 'opcache.preload_user=www-data'] : []),
      '-d',
      'upload_max_filesize=16M',
      '-d',
      'post_max_size=16M',
    ]);
    this.#run('nginx', [
      '-c',
      join(this.folder, 'nginx.conf'),
      '-g',
      'daemon off;',
      '-e',
      join(this.folder, 'nginx.log'),
    ]);
    await until('WordPress answers', async () => {
      const dead = this.#processes.find((child) => child.exitCode !== null);
      if (dead) throw new Error(`${dead.spawnfile} ended: ${dead.log()}`);
      const response = await fetch(this.address, { redirect: 'manual' });
      if (response.status !== 200) throw new Error(`status ${response.status}`);
    });
  }

  /** The checker, at the address it had before if there was one. */
  async startService() {
    const listen = this.service ? new URL(this.service).host : '127.0.0.1:0';
    const child = this.#run(join(root, 'build/precheck'), [
      'serve',
      '--listen',
      listen,
      '--policy',
      this.policy,
    ]);
    this.serviceProcess = child;
    let said = '';
    for await (const chunk of child.stdout) {
      said += chunk;
      const found = /http:\/\/[\d.:]+/.exec(said);
      if (found) {
        this.service = found[0];
        child.stdout.resume();
        return;
      }
    }
    throw new Error(`the service did not start: ${said}${child.log()}`);
  }

  async stopService() {
    this.serviceProcess.kill('SIGKILL');
    await once(this.serviceProcess, 'exit');
  }

  /** Runs a statement; rows come back as arrays of strings. */
  sql(statement, database = 'wp') {
    const out = execFileSync(
      'mariadb',
      ['--no-defaults', '-uroot', '-S', this.socket, '-N', '-B', database],
      {
        input: statement,
        encoding: 'utf8',
        stdio: ['pipe', 'pipe', 'pipe'],
        maxBuffer: 64 << 20,
      },
    );
    return out
      .split('\n')
      .slice(0, -1)
      .map((line) => line.split('\t'));
  }

  /** Runs PHP inside WordPress and returns what it returns, by way of JSON. */
  php(code, { user = '', path = '/' } = {}) {
    return JSON.parse(this.#php([join(here, 'run.php'), this.www, user, path], code));
  }

  /** WordPress is compiled once, not at each of a hundred calls. */
  #phpFlags() {
    const cache = join(this.folder, 'opcache');
    mkdirSync(cache, { recursive: true });
    return [
      'display_errors=stderr',
      'memory_limit=512M',
      'opcache.enable_cli=1',
      'opcache.file_cache_only=1',
      `opcache.file_cache=${cache}`,
    ].flatMap((setting) => ['-d', setting]);
  }

  #php(args, input = '') {
    try {
      return execFileSync(
        'php',
        [...this.#phpFlags(), ...args],
        {
          input,
          encoding: 'utf8',
          stdio: ['pipe', 'pipe', 'pipe'],
          maxBuffer: 64 << 20,
          timeout: 600_000,
        },
      );
    } catch (error) {
      throw new Error(`php: ${error.stderr}\n${this.debugLog()}\n${error.stdout.slice(0, 2000)}`);
    }
  }

  #run(command, args) {
    const log = [];
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stderr.on('data', (chunk) => log.push(chunk));
    child.log = () => Buffer.concat(log).toString();
    child.on('error', (error) => log.push(Buffer.from(String(error))));
    if (command !== join(root, 'build/precheck')) child.stdout.resume();
    this.#processes.push(child);
    return child;
  }

  /** What WordPress and PHP complained about. */
  debugLog() {
    const file = join(this.www, 'wp-content/debug.log');
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  }

  log() {
    return this.#processes.map((child) => child.log()).join('\n');
  }

  async stop() {
    for (const child of this.#processes.reverse()) {
      if (child.exitCode !== null || child.signalCode !== null || !child.pid) continue;
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await Promise.race([gone, sleep(10_000, null, { ref: false })]);
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    }
    if (this.folder) rmSync(this.folder, { recursive: true, force: true });
  }
}

async function finished(child) {
  const [status] = await once(child, 'exit');
  if (status !== 0) throw new Error(`${child.spawnfile} ended with ${status}`);
}

async function until(what, attempt) {
  const deadline = Date.now() + 60_000;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > deadline || /ended: /.test(error.message))
        throw new Error(`${what}: never (${error})`);
    }
    await sleep(100);
  }
}
