// Puts the widget on one comment box: the way for scripts, and what the tag and the loader use.
import type { CommentBox } from './adapters/adapter.js';
import type { Checker } from './checker.js';
import { complain } from './complain.js';
import { Controller, type Judgement } from './controller.js';
import { isConnected, listen, ofDocument } from './dom.js';
import { emit } from './events.js';
import { anchorOf, type Field } from './field.js';
import { boxOf } from './find-form.js';
import { Guard } from './guard.js';
import { loadWords } from './i18n/load.js';
import { bestLanguage, languageAround } from './language.js';
import { LoadError } from './load-error.js';
import { reportMistake } from './mistakes.js';
import { loadAuthor, loadPost, readPost } from './post-context.js';
import { sharedPolicy, type SharedPolicy } from './shared-policy.js';
import { SilentEdits } from './silent-edits.js';
import { Surface } from './surface.js';
import type { Author, CheckContext, Finding, Post, Verdict } from './types.js';
import { watchSurroundings } from './watcher.js';
import { within } from './within.js';

export interface AttachOptions {
  /** Address of the published policy, or the policy itself as `{ json }`. */
  policy: string | { json: string };
  /** The post; or its `data-post` source. Read from the page when left out. */
  post?: Post | string | undefined;
  /** Language of the findings; the page's when left out. */
  language?: string | undefined;
  /** What the server knows of the writer; or its `data-author` source. */
  author?: Author | string | undefined;
  /** Selector of the button that posts, for a box without a form. */
  button?: string | undefined;
  /** Where "This is a mistake" is reported; without it there is only the event. */
  mistakes?: string | undefined;
  /** Where the policy can be read, for findings that name no address of their own. */
  policyPage?: string | undefined;
  /** Told of each file before it is loaded; the script tag checks hashes so. */
  prepare?: ((file: string) => Promise<void>) | undefined;
}

export interface Attachment {
  readonly field: Field;
  /** The latest verdict; null before the first and for an empty box. */
  readonly verdict: Verdict | null;
  /** Takes every trace of the widget off the page. Happens by itself when the box is removed. */
  detach(): void;
}

/** Shared by all copies of this script on a page, so that a box is never checked twice. */
const attachedKey = Symbol.for('precheck.attached');

type Attachable = Field & { [attachedKey]?: Attachment };

/** After this long, in ms, something will not come any more. */
const patienceMs = 8_000;

/** Starts when the box gets the focus: nothing is loaded for people who only read. */
export function attach(field: Field, options: AttachOptions): Attachment {
  const known = (field as Attachable)[attachedKey];
  if (known) return known;
  const attachment = new LiveAttachment(field, options);
  (field as Attachable)[attachedKey] = attachment;
  return attachment;
}

interface Loaded extends SharedPolicy {
  post: Post;
  author: Author | undefined;
}

class LiveAttachment implements Attachment {
  private readonly stop = new AbortController();
  private readonly box: CommentBox;
  private started = false;
  private controller: Controller | null = null;
  private surface: Surface | null = null;
  private judgement: Judgement | null = null;
  private readonly silentEdits: SilentEdits;

  constructor(
    readonly field: Field,
    private readonly options: AttachOptions,
  ) {
    this.box = boxOf(field, options.button);
    this.silentEdits = new SilentEdits(field, () => this.controller?.lookAgain());
    const { signal } = this.stop;
    listen(
      field,
      'focus',
      () => {
        this.focused();
      },
      { signal },
    );
    watchSurroundings(
      field,
      () => {
        this.surroundingsChanged();
      },
      signal,
    );
    if (field.matches(':focus')) this.focused();
  }

  get verdict(): Verdict | null {
    return this.judgement?.verdict ?? null;
  }

  detach(): void {
    this.stop.abort();
    this.silentEdits.watch(false);
    this.controller?.dispose();
    this.surface?.dispose();
    this.judgement = null;
    Reflect.deleteProperty(this.field, attachedKey);
  }

  private focused(): void {
    this.surface?.mount();
    if (this.started) return;
    this.started = true;
    within(patienceMs, this.load())
      .then((loaded) => this.begin(loaded))
      .catch((error: unknown) => {
        this.fail(error);
      });
  }

  private surroundingsChanged(): void {
    if (isConnected(this.field)) this.surface?.mount();
    else this.detach();
  }

  private async load(): Promise<Loaded> {
    const base = ofDocument('baseURI');
    const [shared, post, author] = await Promise.all([
      sharedPolicy(this.options.policy, base),
      this.post(base),
      this.author(base),
    ]);
    return { ...shared, post, author };
  }

  private async begin({ policy, checker, post, author }: Loaded): Promise<void> {
    const { options, field } = this;
    const language = options.language ?? languageAround(anchorOf(field));
    const words = await loadWords(language, options.prepare);
    if (this.stop.signal.aborted) return;
    const { mostStrikes, examples } = policy;
    const soFar = author?.strikes;
    this.surface = new Surface(
      field,
      this.box.mountAfter,
      words,
      {
        examples,
        policyPage: this.absolute(options.policyPage),
        strikes: soFar !== undefined && mostStrikes > 0 ? { soFar, most: mostStrikes } : undefined,
      },
      {
        onEdit: () => {
          field.focus();
        },
        onPostAnyway: () => {
          guard.postAnyway();
        },
        onMistake: (finding) => {
          this.disputed(finding, checker);
        },
      },
    );
    const spoken = bestLanguage(language, policy.languages);
    const controller = this.watch(checker, () => ({
      ...(spoken && { language: spoken }),
      ...(author && { author }),
      ...parentOf(this.box),
      post,
    }));
    const guard = this.guard(controller);
    emit(field, 'precheck:ready', { revision: checker.revision });
    controller.checkNow();
  }

  private watch(checker: Checker, context: () => CheckContext): Controller {
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
      (judgement) => this.held(judgement),
      () => {
        this.leaving();
      },
      this.stop.signal,
    );
  }

  private judged(judgement: Judgement | null): void {
    this.judgement = judgement;
    this.silentEdits.watch(judgement !== null);
    this.surface?.show(judgement);
    emit(this.field, 'precheck:verdict', { verdict: judgement?.verdict ?? null });
  }

  private held(judgement: Judgement): boolean {
    const shown = this.surface?.showHeld(judgement) ?? false;
    if (shown) emit(this.field, 'precheck:held', { verdict: judgement.verdict });
    return shown;
  }

  private leaving(): void {
    this.surface?.showReleased();
    emit(this.field, 'precheck:posting', { verdict: this.verdict });
  }

  private disputed({ rule, category }: Finding, { revision }: Checker): void {
    const mistake = { rule, category, revision };
    emit(this.field, 'precheck:mistake', mistake);
    const { mistakes } = this.options;
    if (mistakes) reportMistake(mistakes, mistake, ofDocument('baseURI'));
  }

  /** The page is as before, and its owner is told why. */
  private fail(error: unknown): void {
    this.silentEdits.watch(false);
    this.controller?.dispose();
    this.surface?.dispose();
    this.controller = this.surface = null;
    complain(error);
    emit(this.field, 'precheck:failed', { message: String(error) });
  }

  private post(base: string): Promise<Post> {
    const { post } = this.options;
    if (typeof post === 'string') return loadPost(post, base);
    return Promise.resolve(post ?? readPost(anchorOf(this.field)));
  }

  private author(base: string): Promise<Author | undefined> {
    const { author } = this.options;
    if (typeof author === 'string') return loadAuthor(author, base);
    return Promise.resolve(author);
  }

  private absolute(address: string | undefined): string | undefined {
    if (!address) return undefined;
    try {
      return new URL(address, ofDocument('baseURI')).href;
    } catch {
      complain(new LoadError(`${address} is no address`, 'mend data-policy-page'));
      return undefined;
    }
  }
}

function parentOf(box: CommentBox): { parent?: string } {
  const parent = box.parent?.();
  return parent ? { parent } : {};
}
