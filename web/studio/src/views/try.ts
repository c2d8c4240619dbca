// A post and a comment, and what the policy says of them while one types.
import { create } from '../../../src/dom.js';
import { isAboutWhole, markedWords, marksOf } from '../../../src/spans.js';
import type { CheckRequest, Finding, Post, Verdict } from '../../../src/types.js';
import { CommentEditor } from '../editor/comment-editor.js';
import { debounced, Latest } from '../latest.js';
import { button, byId, keepFocus, linesOf, listOf } from '../page.js';
import { addExample } from '../policy/document.js';
import type { Example, ExampleKind } from '../policy/shape.js';
import type { Studio } from '../studio.js';
import { WhyView } from './why.js';

const fieldIds = ['post-title', 'post-tags', 'post-text', 'post-invites', 'parent', 'earlier'];
const pauseMs = 60;

export class TryView {
  readonly comment: CommentEditor;
  readonly #why: WhyView;
  readonly #checks: Latest<CheckRequest>;
  readonly #answer = byId('answer-language', HTMLSelectElement);
  readonly #rule = byId('example-rule', HTMLSelectElement);
  #verdict: Verdict | null = null;
  #checked: CheckRequest = { comment: '' };

  constructor(readonly studio: Studio) {
    const check = debounced(pauseMs, () => {
      this.check();
    });
    this.comment = new CommentEditor(byId('comment-editor'), this.#commentWords(), check);
    this.#why = new WhyView(studio);
    this.#checks = new Latest((request) => this.#check(request));
    for (const id of [...fieldIds, 'strikes', 'trusted']) {
      byId(id).addEventListener('input', check);
    }
    this.#answer.addEventListener('change', check);
    byId('why').addEventListener('toggle', check);
    byId('keep-example').addEventListener('submit', (event) => {
      event.preventDefault();
      const kind = (event as SubmitEvent).submitter?.getAttribute('value') as ExampleKind;
      this.#keep(this.#rule.value, kind);
    });
  }

  /** After the policy or the language has changed. */
  refresh(): void {
    this.comment.setWords(this.#commentWords());
    this.#fillChoices();
    this.check();
  }

  check(): void {
    this.#checks.run(this.request());
  }

  request(): CheckRequest {
    const request: CheckRequest = { comment: this.comment.text };
    const post = this.post();
    if (Object.keys(post).length > 0) request.post = post;
    const parent = valueOf('parent');
    if (parent !== '') request.parent = parent;
    const earlier = linesOf(valueOf('earlier'));
    if (earlier.length > 0) request.earlier = earlier;
    const strikes = Number.parseInt(valueOf('strikes'), 10) || 0;
    const trusted = byId('trusted', HTMLInputElement).checked;
    if (strikes > 0 || trusted) request.author = { strikes, trusted };
    if (this.#answer.value !== '') request.language = this.#answer.value;
    return request;
  }

  post(): Post {
    const post: Post = {};
    const title = valueOf('post-title').trim();
    const text = valueOf('post-text').trim();
    const tags = listOf(valueOf('post-tags'));
    const invites = listOf(valueOf('post-invites'));
    if (title !== '') post.title = title;
    if (text !== '') post.text = text;
    if (tags.length > 0) post.tags = tags;
    if (invites.length > 0) post.invites = invites;
    return post;
  }

  fill({ comment, post, parent, earlier, author }: CheckRequest): void {
    this.comment.text = comment;
    setValue('post-title', post?.title ?? '');
    setValue('post-tags', (post?.tags ?? []).join(', '));
    setValue('post-text', post?.text ?? '');
    setValue('post-invites', (post?.invites ?? []).join(', '));
    setValue('parent', parent ?? '');
    setValue('earlier', (earlier ?? []).join('\n'));
    setValue('strikes', String(author?.strikes ?? 0));
    byId('trusted', HTMLInputElement).checked = author?.trusted ?? false;
    this.check();
  }

  async #check(request: CheckRequest): Promise<void> {
    const verdict = await this.studio.live.call('check', { request }).catch(() => null);
    if (request.comment !== this.comment.text) return;
    this.#verdict = verdict;
    this.#checked = request;
    keepFocus(() => {
      this.#draw();
    });
    const why = byId('why', HTMLDetailsElement);
    if (!why.open) return;
    const empty = request.comment.trim() === '' || !verdict;
    const explanation = empty
      ? null
      : await this.studio.live.call('explain', { request }).catch(() => null);
    if (request.comment === this.comment.text) this.#why.draw(explanation);
  }

  #draw(): void {
    const { words, state } = this.studio;
    const verdict = this.#verdict;
    const text = this.#checked.comment;
    const empty = text.trim() === '';
    const findings = empty || !verdict ? [] : verdict.findings;
    const outcome = byId('outcome');
    outcome.dataset['action'] = empty || !verdict ? 'none' : verdict.action;
    outcome.textContent = this.#outcome(empty, state.compiled !== null);
    // A remark on the whole comment would paint all of it.
    this.comment.mark(marksOf(findings.filter((finding) => !isAboutWhole(text, finding))));
    byId('findings').replaceChildren(...findings.map((finding) => this.#finding(finding)));
    byId('keep-example').hidden = empty || (state.policy.rules ?? []).length === 0;
    byId('try').lang = words.language;
  }

  #outcome(empty: boolean, compiled: boolean): string {
    const { words } = this.studio;
    const verdict = this.#verdict;
    if (!verdict) return compiled ? words.noPolicy : words.checking;
    if (empty) return words.nothingTyped;
    const outcome = words.outcome(verdict.action, verdict.points);
    const first = verdict.findings.length === 0 ? `${words.nothingFound} ${outcome}` : outcome;
    return verdict.next ? `${first} ${verdict.next}` : first;
  }

  #finding(finding: Finding): HTMLElement {
    const { words } = this.studio;
    const { rule, action, message, advice, quote } = finding;
    const text = this.#checked.comment;
    const found = isAboutWhole(text, finding)
      ? words.wholeComment
      : markedWords(text, finding).map(words.quoted).join(' ');
    return create(
      'li',
      { class: 'finding', 'data-action': action },
      create(
        'p',
        { class: 'finding-head' },
        create('span', { class: 'badge', 'data-action': action }, words.actions[action]),
        create('strong', {}, message),
      ),
      create('p', { class: 'found' }, found),
      ...(advice ? [create('p', {}, advice)] : []),
      ...(quote ? [create('blockquote', {}, quote)] : []),
      create(
        'div',
        { class: 'row' },
        button(
          words.rightFinding,
          () => {
            this.#keep(rule, 'flags');
          },
          { 'data-key': `right ${rule}` },
        ),
        button(
          words.wrongFinding,
          () => {
            this.#keep(rule, 'passes');
          },
          { 'data-key': `wrong ${rule}` },
        ),
        button(
          rule,
          () => {
            this.studio.showInFile(['rules', this.#indexOf(rule)]);
          },
          { class: 'plain code', title: words.showInFile },
        ),
      ),
    );
  }

  #keep(rule: string, kind: ExampleKind): void {
    const at = this.#indexOf(rule);
    if (at < 0) return;
    const { state, words } = this.studio;
    this.studio.change(addExample(state.text, at, kind, this.#example(at)), words.exampleAdded);
  }

  /** With the post and all, where the rule looks at them. */
  #example(at: number): Example {
    const request = this.request();
    delete request.language;
    const rule = JSON.stringify(this.studio.state.policy.rules?.[at]);
    const needsMore = /"(post|parent|topic|absent_from|repeats|author|matcher)"|\[post\]/.test(
      rule,
    );
    return needsMore && Object.keys(request).length > 1 ? request : request.comment;
  }

  #indexOf(rule: string): number {
    return (this.studio.state.policy.rules ?? []).findIndex(({ id }) => id === rule);
  }

  #fillChoices(): void {
    const { policy } = this.studio.state;
    refill(
      this.#rule,
      (policy.rules ?? []).map(({ id }) => id ?? ''),
    );
    refill(this.#answer, policy.languages ?? ['en']);
  }

  #commentWords(): { label: string; placeholder: string } {
    const { commentLabel, commentPlaceholder } = this.studio.words;
    return { label: commentLabel, placeholder: commentPlaceholder };
  }
}

function refill(select: HTMLSelectElement, values: readonly string[]): void {
  const now = [...select.options].map(({ value }) => value);
  if (now.join('\n') === values.join('\n')) return;
  const chosen = select.value;
  select.replaceChildren(...values.map((value) => create('option', { value }, value)));
  if (values.includes(chosen)) select.value = chosen;
}

function valueOf(id: string): string {
  return (byId(id) as HTMLInputElement | HTMLTextAreaElement).value;
}

function setValue(id: string, value: string): void {
  (byId(id) as HTMLInputElement | HTMLTextAreaElement).value = value;
}
