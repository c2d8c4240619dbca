// The same requests through C, Python, PHP and Node.js: the same bytes as the command's, and the
// same exit status.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';

const scratch = process.env.SCRATCH;
const policy = join(scratch, 'prefix/share/precheck/policy.json');
const inExamples = (...names) => join(scratch, 'examples', ...names);

const programs = {
  C: [join(scratch, 'check')],
  Python: ['python3', inExamples('python/precheck.py')],
  PHP: ['php', inExamples('php/check.php')],
  'Node.js': ['node', inExamples('node/check.mjs')],
};
const requests = {
  allowed: { comment: 'Thank you. The figures in the second paragraph match what I saw in Hangzhou.' },
  advised: { comment: 'First!' },
  'warned, in Chinese': { id: '七', language: 'zh', comment: '可是美国不也一样吗？😀' },
  'with a post': { comment: 'But America does it too.', post: { title: 'Lifts in America and in China' } },
  refused: { comment: 'I will find you and kill you.' },
};
const noVerdict = { 'no comment': '{"id":1}', 'not JSON': '{"comment":', nothing: '' };

before(() => {
  const flags = execFileSync('pkg-config', ['--cflags', '--libs', 'precheck'], { encoding: 'utf8' });
  const warnings = ['-std=c11', '-Wall', '-Wextra', '-Werror'];
  execFileSync('cc', [...warnings, inExamples('c/check.c'), ...flags.trim().split(/\s+/), '-o', programs.C[0]]);
});

function run([program, ...args], policyFile, input) {
  return spawnSync(program, [...args, policyFile], { input, encoding: 'utf8', timeout: 300_000 });
}

for (const [language, program] of Object.entries(programs)) {
  test(`${language}: the command's verdicts and exit status`, () => {
    for (const [what, request] of Object.entries(requests)) {
      const input = JSON.stringify(request);
      const expected = spawnSync('precheck', ['check', '--jsonl', '--policy', policy], { input, encoding: 'utf8' });
      const { stdout, stderr, status } = run(program, policy, input);
      assert.equal(stdout, expected.stdout, `${what}: ${stderr}`);
      assert.equal(status, /"action":"(allow|advise)"/.test(stdout) ? 0 : 1, what);
    }
  });

  test(`${language}: what is no verdict does not look like one`, () => {
    for (const [what, input] of Object.entries(noVerdict)) assert.equal(run(program, policy, input).status, 2, what);
    const broken = join(scratch, 'broken.json');
    writeFileSync(broken, '{"format":1,"name":"n","rules":[],"colour":"red"}');
    const { status, stderr } = run(program, broken, '{"comment":""}');
    assert.equal(status, 2);
    assert.match(stderr, /colour/);
  });
}
