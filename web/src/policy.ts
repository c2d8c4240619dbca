// Where a published policy comes from.
import type { PolicyText } from './checker.js';
import type { EngineFile } from './engine.js';
import { LoadError } from './load-error.js';

/** Compiled policies are named so, and need the smallest engine. */
const compiledName = /\.precheck$/;

/** The policy's address; throws where nothing may be fetched from it. */
export function policyUrl(address: string, base: string): URL {
  const url = webUrl(address, base);
  if (url) return url;
  throw new LoadError(`the policy's address ${address} is no http(s) link`, 'mend data-policy');
}

/** The engine that the policy needs, as far as its name tells. */
export function engineForName({ pathname }: URL): EngineFile {
  return compiledName.test(pathname) ? 'precheck.wasm' : 'precheck-json.wasm';
}

export async function fetchPolicy(url: URL): Promise<PolicyText> {
  const response = await fetch(url).catch((error: unknown) => {
    throw new LoadError(
      `the policy ${url.href} did not load (${String(error)})`,
      "check data-policy, and allow the address in the page's connect-src",
    );
  });
  if (!response.ok) {
    throw new LoadError(`the policy ${url.href} answered ${response.status}`, 'check data-policy');
  }
  return new Uint8Array(await response.arrayBuffer());
}

/** An http(s) URL, or null: no other scheme is ever fetched or linked to. */
export function webUrl(address: string, base?: string): URL | null {
  try {
    const url = new URL(address, base);
    return url.protocol === 'https:' || url.protocol === 'http:' ? url : null;
  } catch {
    return null;
  }
}
