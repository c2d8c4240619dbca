// The engine's side: answers what the page asks. Runs in a worker, or beside the page when a
// content policy forbids workers.
import { Trial } from '../archive/trial.js';
import { turn } from '../archive/turn.js';
import { loadEngine } from './load.js';
import { compile, type Policy } from './policies.js';
import type { Ask, Calls, Call, PolicyError, Reply, RuleTrial } from './protocol.js';
import type { Engine } from './studio-engine.mjs';

/** What a worker and a MessagePort have in common. */
export interface Port {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<unknown>) => void): void;
}

type Send = (reply: Reply) => void;

/** `sliceMs`: how long a trial may work before it lets others have a turn. */
export function serve(port: Port, sliceMs: number): void {
  const host = new Host(sliceMs);
  port.addEventListener('message', ({ data }) => {
    const ask = data as Ask;
    const send: Send = (reply) => {
      port.postMessage(reply);
    };
    host
      .answer(ask.call, ask.input, (progress) => {
        send({ id: ask.id, progress });
      })
      .then(
        (answer) => {
          send({ id: ask.id, answer });
        },
        (error: unknown) => {
          send({ id: ask.id, failure: error instanceof Error ? error.message : String(error) });
        },
      );
  });
}

class Host {
  #engine: Promise<Engine> | undefined;
  #policy: Policy | undefined;
  #trial: Trial | undefined;

  constructor(readonly sliceMs: number) {}

  async answer(
    call: Call,
    input: unknown,
    progress: (summary: Calls['trial']['out']) => void,
  ): Promise<unknown> {
    this.#engine ??= loadEngine();
    const engine = await this.#engine;
    switch (call) {
      case 'start':
        return null;
      case 'compile': {
        const { text } = input as Calls['compile']['in'];
        const policy = compile(engine, text);
        this.#policy?.delete();
        this.#policy = policy;
        return policy.compiled;
      }
      case 'check':
        return this.#policy?.check((input as Calls['check']['in']).request) ?? null;
      case 'explain':
        return this.#policy?.explain((input as Calls['explain']['in']).request) ?? null;
      case 'lint':
        return JSON.parse(engine.lint((input as Calls['lint']['in']).text)) as PolicyError[];
      case 'publish':
        return engine.publish((input as Calls['publish']['in']).text);
      case 'tryRule':
        return tryRule(engine, input as Calls['tryRule']['in']);
      case 'trial': {
        const { file, now, before } = input as Calls['trial']['in'];
        this.#trial?.delete();
        const policy = compile(engine, now);
        await turn();
        const old = before === now ? policy : compile(engine, before);
        this.#trial = new Trial(policy, old, this.sliceMs);
        return this.#trial.run(file, progress);
      }
      case 'cancelTrial':
        this.#trial?.cancel();
        return null;
      case 'rows': {
        const { filter, from, count } = input as Calls['rows']['in'];
        return this.#trial?.rows(filter, from, count) ?? { total: 0, rows: [] };
      }
    }
  }
}

function tryRule(engine: Engine, { text, requests }: Calls['tryRule']['in']): RuleTrial {
  const policy = compile(engine, text);
  const marks = requests.map((request) => {
    const finding = policy.check(request)?.findings[0];
    return finding ? finding.spans.map((span) => span.utf16) : null;
  });
  policy.delete();
  return { errors: policy.compiled.errors, marks };
}
