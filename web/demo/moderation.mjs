// The final word: the native service judges each comment that is really posted.
import { postContext } from './posts.mjs';

const patience = 2_000; // ms that a reader waits for the service before the comment is held

/**
 * @returns {Promise<{fate: 'publish' | 'hold' | 'refuse', findings: object[], next?: string}>}
 * A service that is down or slow holds the comment: it is never lost and never slips through.
 */
export async function judge(service, post, text, earlier) {
  try {
    const verdict = await ask(service, {
      comment: text,
      language: 'en',
      post: postContext(post),
      earlier,
    });
    return { fate: fateOf(verdict.action), findings: verdict.findings, next: verdict.next };
  } catch (error) {
    console.error(`demo: the service did not answer, the comment is held: ${error.message}`);
    return { fate: 'hold', findings: [] };
  }
}

async function ask(service, request) {
  const response = await fetch(new URL('/v1/check', service), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request, wellFormed),
    signal: AbortSignal.timeout(patience),
  });
  if (!response.ok) throw new Error(`it answered ${response.status}`);
  return response.json();
}

function fateOf(action) {
  if (action === 'reject') return 'refuse';
  return ['allow', 'advise', 'warn'].includes(action) ? 'publish' : 'hold';
}

function wellFormed(_key, value) {
  return typeof value === 'string' ? value.replace(/\p{Surrogate}/gu, '\ufffd') : value;
}
