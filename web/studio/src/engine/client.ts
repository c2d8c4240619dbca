// The page's side of the engine: asks, and hands out the answers.
import type { Ask, Call, Calls, Reply } from './protocol.js';
import type { Port } from './host.js';
import type { TrialSummary } from '../archive/trial.js';

interface Waiting {
  readonly resolve: (answer: never) => void;
  readonly reject: (error: Error) => void;
  readonly progress: ((summary: TrialSummary) => void) | undefined;
}

export class EngineClient {
  readonly #waiting = new Map<number, Waiting>();
  #last = 0;
  readonly #port: Promise<Port>;

  constructor() {
    this.#port = openPort((failure) => {
      this.#failAll(failure);
    }).then((port) => {
      port.addEventListener('message', ({ data }) => {
        this.#receive(data as Reply);
      });
      return port;
    });
  }

  async call<Name extends Call>(
    call: Name,
    input: Calls[Name]['in'],
    progress?: (summary: TrialSummary) => void,
  ): Promise<Calls[Name]['out']> {
    const port = await this.#port;
    const id = ++this.#last;
    const answer = new Promise<Calls[Name]['out']>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject, progress });
    });
    port.postMessage({ id, call, input } satisfies Ask);
    return answer;
  }

  #receive(reply: Reply): void {
    const waiting = this.#waiting.get(reply.id);
    if (!waiting) return;
    if ('progress' in reply) {
      waiting.progress?.(reply.progress);
      return;
    }
    this.#waiting.delete(reply.id);
    if ('failure' in reply) waiting.reject(new Error(reply.failure));
    else waiting.resolve(reply.answer as never);
  }

  #failAll(failure: string): void {
    for (const { reject } of this.#waiting.values()) reject(new Error(failure));
    this.#waiting.clear();
  }
}

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): { createScriptURL(url: string): unknown };
}

const workerUrl = new URL('./worker.mjs', import.meta.url).href;

async function openPort(fail: (failure: string) => void): Promise<Port> {
  try {
    const worker = new Worker(trusted(workerUrl) as string, { type: 'module' });
    worker.addEventListener('error', (event) => {
      fail(event.message || 'the worker did not start');
    });
    return worker;
  } catch {
    // A content policy without our Trusted Types policy: the engine works beside the page, in turns.
    const { serve } = await import('./host.js');
    const channel = new MessageChannel();
    serve(channel.port2, 12);
    channel.port1.start();
    channel.port2.start();
    return channel.port1;
  }
}

/** Under Trusted Types a worker's address must come from a policy; ours knows one address. */
function trusted(url: string): unknown {
  const types = Reflect.get(globalThis, 'trustedTypes') as TrustedTypes | undefined;
  if (!types) return url;
  trustedPolicy ??= types.createPolicy('precheck-studio', {
    createScriptURL: (asked) => {
      if (asked !== workerUrl) throw new TypeError('the Studio starts its own worker only');
      return asked;
    },
  });
  return trustedPolicy.createScriptURL(url);
}

let trustedPolicy: ReturnType<TrustedTypes['createPolicy']> | undefined;
