// Tells the blog's server that a writer calls a finding wrong. What the comment says is not told.
import { complain } from './complain.js';
import { LoadError } from './load-error.js';
import { webUrl } from './policy.js';

export interface Mistake {
  readonly rule: string;
  readonly category: string;
  /** Of the policy. */
  readonly revision: string;
}

export function reportMistake(endpoint: string, mistake: Mistake, page: string): void {
  const url = webUrl(endpoint, page);
  const remedy = 'check data-mistakes';
  if (!url) {
    complain(new LoadError(`the address ${endpoint} is no http(s) link`, remedy));
    return;
  }
  const { origin, pathname } = new URL(page);
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...mistake, page: origin + pathname }),
    keepalive: true,
  }).catch((error: unknown) => {
    complain(new LoadError(`${url.href} took no report (${String(error)})`, remedy));
  });
}
