// The final word on a comment, in this process.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createChecker } from 'precheck';

const wasm = readFileSync(createRequire(import.meta.url).resolve('precheck/precheck-full.wasm'));

/** Rejects when the policy does not compile: better no server than one that checks nothing. */
export async function openJudge(policyFile) {
  const checker = await createChecker({ policy: readFileSync(policyFile, 'utf8'), wasm });

  /** @returns {{fate: 'publish' | 'hold' | 'refuse', findings: object[]}} */
  return (request) => {
    try {
      const { action, findings } = checker.check(request);
      if (action === 'reject') return { fate: 'refuse', findings };
      return { fate: ['allow', 'advise', 'warn'].includes(action) ? 'publish' : 'hold', findings };
    } catch (error) {
      console.error(`no verdict, the comment waits: ${error.message}`);
      return { fate: 'hold', findings: [] };
    }
  };
}
