// Puts the widget on one comment box: the way for scripts, and what the tag and the loader use.
import type { CommentBox } from './adapters/adapter.js';
import { type Checker, compileChecker } from './checker.js';
import { complain } from './complain.js';
import { Controller, type Judgement } from './controller.js';
import { listen, ofDocument } from './dom.js';
import { loadEngine } from './engine.js';
import { emit } from './events.js';
import { type Field, textOf } from './field.js';
import { boxOf } from './find-form.js';
import { Guard } from './guard.js';
import { loadWords } from './i18n/load.js';
import { bestLanguage, languageAround } from './language.js';
import { type LoadedPolicy, loadPolicy, readPolicy } from './policy.js';
import { loadPost, readPost } from './post-context.js';
import { Surface } from './surface.js';
import type { Author, Post, Verdict } from './types.js';

export interface AttachOptions {
  /** Address of the published policy, or the policy itself as `{ json }`. */
  policy: string | { json: string };
  /** The post; or its `data-post` source. Read from the page when left out. */
  post?: Post | string | undefined;
  /** Language of the findings; the page's when left out. */
  language?: string | undefined;
  author?: Author | undefined;
}

export interface Attachment {
  readonly field: Field;
  /** The latest verdict; null before the first and for an empty box. */
  readonly verdict: Verdict | null;
  /** Takes every trace of the widget off the page. */
  detach(): void;
}

/** Shared by all copies of this script on a page, so that a box is never checked twice. */
const attachedKey = Symbol.for('precheck.attached');

type Attachable = Field & { [attachedKey]?: Attachment };

const attached = new Set<LiveAttachment>();

/** Starts when the box gets the focus: nothing is loaded for people who only read. */
export function attach(field: Field, options: AttachOptions): Attachment {
  detachRemoved();
  const known = (field as Attachable)[attachedKey];
  if (known) return known;
  const attachment = new LiveAttachment(field, options);
  attached.add(attachment);
  (field as Attachable)[attachedKey] = attachment;
  return attachment;
}

/** Pages that change without a reload throw boxes away and tell nobody. */
function detachRemoved(): void {
  for (const attachment of attached) {
    if (!attachment.field.isConnected) attachment.detach();
  }
}

interface Loaded {
  policy: LoadedPolicy;
  checker: Checker;
  post: Post;
}

class LiveAttachment implements Attachment {
  private readonly stop = new AbortController();
  private readonly box: CommentBox;
  private started = false;
  private controller: Controller | null = null;
  private surface: Surface | null = null;
  private checker: Checker | null = null;
  private judgement: Judgement | null = null;

  constructor(
    readonly field: Field,
    private readonly options: AttachOptions,
  ) {
    this.box = boxOf(field);
    listen(
      field,
      'focus',
      () => {
        this.focused();
      },
      { signal: this.stop.signal },
    );
    if (field.matches(':focus')) this.focused();
  }

  get verdict(): Verdict | null {
    return this.judgement?.verdict ?? null;
  }

  detach(): void {
    this.stop.abort();
    this.controller?.dispose();
    this.surface?.dispose();
    this.checker?.dispose();
    attached.delete(this);
    Reflect.deleteProperty(this.field, attachedKey);
  }

  private focused(): void {
    this.surface?.mount();
    if (this.started) return;
    this.started = true;
    this.load()
      .then((loaded) => this.begin(loaded))
      .catch((error: unknown) => {
        this.fail(error);
      });
  }

  private async load(): Promise<Loaded> {
    const [engine, policy, post] = await Promise.all([loadEngine(), this.policy(), this.post()]);
    return { policy, post, checker: compileChecker(engine, policy.json) };
  }

  private async begin({ policy, checker, post }: Loaded): Promise<void> {
    const language = this.options.language ?? languageAround(this.field);
    const words = await loadWords(language);
    if (this.stop.signal.aborted) {
      checker.dispose();
      return;
    }
    this.checker = checker;
    this.surface = new Surface(this.field, this.box.mountAfter, words, policy.examples, {
      onEdit: () => {
        this.field.focus();
      },
      onPostAnyway: () => {
        guard.postAnyway();
      },
    });
    const spoken = bestLanguage(language, policy.languages);
    const controller = this.watch(checker, () => ({
      ...(spoken && { language: spoken }),
      ...(this.options.author && { author: this.options.author }),
      ...parentOf(this.box),
      post,
    }));
    const guard = this.guard(controller);
    emit(this.field, 'precheck:ready', { revision: checker.revision });
    controller.checkNow();
  }

  private watch(
    checker: Checker,
    context: ConstructorParameters<typeof Controller>[2],
  ): Controller {
    this.controller = new Controller(this.field, checker, context, {
      onEdit: (text) => this.surface?.follow(text),
      onJudgement: (judgement) => {
        this.judged(judgement);
      },
      onFailure: complain,
    });
    return this.controller;
  }

  private guard(controller: Controller): Guard {
    return new Guard(
      this.box.submission,
      () => controller.checkNow(),
      (judgement) => {
        this.held(judgement);
      },
      () => {
        this.leaving();
      },
      this.stop.signal,
    );
  }

  private judged(judgement: Judgement | null): void {
    this.judgement = judgement;
    this.surface?.show(judgement);
    emit(this.field, 'precheck:verdict', { verdict: judgement?.verdict ?? null });
  }

  private held(judgement: Judgement): void {
    this.surface?.showHeld(judgement);
    emit(this.field, 'precheck:held', { verdict: judgement.verdict });
  }

  private leaving(): void {
    this.surface?.showReleased();
    emit(this.field, 'precheck:posting', { verdict: this.verdict });
    // A script that posts without leaving the page empties the box, and tells nobody.
    const sent = textOf(this.field);
    setTimeout(() => {
      if (textOf(this.field) !== sent) this.controller?.checkNow();
    }, 1500);
  }

  private fail(error: unknown): void {
    complain(error);
    emit(this.field, 'precheck:failed', { message: String(error) });
  }

  private policy(): Promise<LoadedPolicy> {
    const { policy } = this.options;
    if (typeof policy === 'string') return loadPolicy(policy, ofDocument('baseURI'));
    return Promise.resolve(readPolicy(policy.json));
  }

  private post(): Promise<Post> {
    const { post } = this.options;
    if (typeof post === 'string') return loadPost(post, ofDocument('baseURI'));
    return Promise.resolve(post ?? readPost(this.field));
  }
}

function parentOf(box: CommentBox): { parent?: string } {
  const parent = box.parent?.();
  return parent ? { parent } : {};
}
