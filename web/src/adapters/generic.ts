// Any other page: a textarea or an editor that looks like one for comments, in a form or beside a
// button that posts.
import { attribute, isShadowRoot, parentOf, query, queryAll, rootOf } from '../dom.js';
import { anchorOf, type Field, formOf, isTextArea, isTextControl } from '../field.js';
import {
  ButtonSubmission,
  FormSubmission,
  freeSubmission,
  type Submission,
} from '../submission.js';
import type { Adapter, CommentBox } from './adapter.js';

const commentWords =
  /comment|repl(?:y|ies)|respon[ds]|discuss|kommentar|antwort|commentaire|réponse|comentario|respuesta|评论|評論|留言|回复|回覆|コメント|返信|تعليق/i;
const postWords =
  /^\W*(?:post|send|submit|publish|(?:add |leave )?(?:a )?comment|reply|senden|absenden|kommentieren|antworten|publier|envoyer|répondre|publicar|enviar|responder|comentar|发布|发表|提交|送出|發表|回复|回覆|评论|投稿|送信|コメント|نشر|إرسال)/i;

/** How far around an editor its name and its button are looked for. */
const reach = 5;

export const generic: Adapter = {
  name: 'generic',
  recognise(field) {
    if (isTextControl(field) && !isTextArea(field)) return null;
    const form = formOf(field);
    if (form && query(form, '[type="password"], [type="search"]')) return null;
    if (!looksLikeComments(field, form)) return null;
    return form || guessButton(field) ? plainBox(field) : null;
  },
};

/** A box that its owner named: no guessing whether, only how it posts. */
export function plainBox(field: Field, button?: string): CommentBox {
  return { field, submission: submissionOf(field, button), mountAfter: anchorOf(field) };
}

function submissionOf(field: Field, button: string | undefined): Submission {
  if (button) {
    return new ButtonSubmission(field, () => query(document, button) as HTMLElement | null);
  }
  if (formOf(field)) return new FormSubmission(field);
  return guessButton(field)
    ? new ButtonSubmission(field, () => guessButton(field))
    : freeSubmission;
}

function looksLikeComments(field: Field, form: HTMLFormElement | null): boolean {
  const names = ['name', 'id', 'class', 'placeholder', 'aria-label', 'data-placeholder'];
  const hints = names.map((name) => attribute(field, name));
  if (isTextControl(field)) hints.push(...[...(field.labels ?? [])].map(textOf));
  for (const around of enclosing(anchorOf(field), form)) {
    hints.push(...['id', 'class', 'action', 'aria-label'].map((name) => attribute(around, name)));
  }
  return hints.some((hint) => hint !== null && commentWords.test(hint));
}

/** The form; without one, or for an editor with wrappers of its own, what is close around. */
function enclosing(field: Element, form: HTMLFormElement | null): Element[] {
  if (form && isTextControl(field)) return [form];
  const found: Element[] = [];
  let at = parentOf(field);
  while (at && found.length < reach && !at.matches('body')) {
    found.push(at);
    if (at === form) break;
    at = parentOf(at);
  }
  return found;
}

/** The nearest button that says it posts. */
function guessButton(field: Field): HTMLElement | null {
  const root = rootOf(anchorOf(field));
  for (const around of [
    ...enclosing(anchorOf(field), null),
    ...(isShadowRoot(root) ? [root] : []),
  ]) {
    const buttons = queryAll(around, 'button, [role="button"], [type="submit"], [type="button"]');
    const found = buttons.find((button) => postWords.test(labelOf(button)));
    if (found) return found as HTMLElement;
  }
  return null;
}

function labelOf(button: Element): string {
  const label = button.textContent.trim() || attribute(button, 'value');
  return label ?? attribute(button, 'aria-label') ?? '';
}

function textOf(element: Element): string {
  return element.textContent;
}
