// The published policy: its text goes to the engine; from its JSON the panel takes examples.
import { isObject, type JsonObject, strings } from './json.js';
import { LoadError } from './load-error.js';

export interface LoadedPolicy {
  readonly json: string;
  readonly languages: readonly string[];
  /** Rule id → a comment that the rule lets pass. */
  readonly examples: ReadonlyMap<string, string>;
  /** The strikes at which the ladder ends; 0 without a ladder. */
  readonly mostStrikes: number;
}

export async function loadPolicy(address: string, base: string): Promise<LoadedPolicy> {
  const url = webUrl(address, base);
  if (!url) {
    throw new LoadError(`the policy's address ${address} is no http(s) link`, 'mend data-policy');
  }
  const response = await fetch(url).catch((error: unknown) => {
    throw new LoadError(
      `the policy ${url.href} did not load (${String(error)})`,
      "check data-policy, and allow the address in the page's connect-src",
    );
  });
  if (!response.ok) {
    throw new LoadError(`the policy ${url.href} answered ${response.status}`, 'check data-policy');
  }
  return readPolicy(await response.text());
}

export function readPolicy(json: string): LoadedPolicy {
  const policy = parsed(json);
  return {
    json,
    languages: strings(policy['languages']),
    examples: passingExamples(policy),
    mostStrikes: mostStrikes(policy['ladder']),
  };
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

function parsed(json: string): JsonObject {
  try {
    const value: unknown = JSON.parse(json);
    if (isObject(value)) return value;
  } catch {
    // Told below, together with JSON that is no object.
  }
  throw new LoadError('the policy is no JSON object', 'let `precheck lint` read the file');
}

function passingExamples(policy: JsonObject): Map<string, string> {
  const examples = new Map<string, string>();
  const rules = Array.isArray(policy['rules']) ? (policy['rules'] as unknown[]) : [];
  for (const rule of rules) {
    if (!isObject(rule) || typeof rule['id'] !== 'string') continue;
    const passing = firstPass(rule['examples']);
    if (passing) examples.set(rule['id'], passing);
  }
  return examples;
}

function mostStrikes(ladder: unknown): number {
  const steps =
    isObject(ladder) && Array.isArray(ladder['steps']) ? (ladder['steps'] as unknown[]) : [];
  const strikes = steps.map((step) => (isObject(step) ? Number(step['strikes']) : 0));
  return Math.max(0, ...strikes.filter(Number.isFinite));
}

function firstPass(examples: unknown): string | undefined {
  if (!isObject(examples) || !Array.isArray(examples['passes'])) return undefined;
  const first: unknown = examples['passes'][0];
  if (typeof first === 'string') return first;
  // An example with a context of its own would mislead under another post.
  return undefined;
}
