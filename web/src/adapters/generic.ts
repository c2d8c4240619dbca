// Any other page: a textarea in a form that looks like one for comments.
import { attribute, query } from '../dom.js';
import type { Field } from '../field.js';
import { freeSubmission, FormSubmission } from '../submission.js';
import type { Adapter, CommentBox } from './adapter.js';

const commentWords =
  /comment|repl(?:y|ies)|respon[ds]|discuss|kommentar|antwort|commentaire|réponse|comentario|respuesta|评论|評論|留言|回复|回覆|コメント|返信|تعليق/i;

export const generic: Adapter = {
  name: 'generic',
  recognise(field) {
    const form = field.form;
    if (!(field instanceof HTMLTextAreaElement) || !form) return null;
    if (query(form, '[type="password"], [type="search"]')) return null;
    return looksLikeComments(field, form) ? plainBox(field) : null;
  },
};

/** A box that its owner named: no guessing. */
export function plainBox(field: Field): CommentBox {
  const submission = field.form ? new FormSubmission(field) : freeSubmission;
  return { field, submission, mountAfter: field };
}

function looksLikeComments(field: HTMLTextAreaElement, form: HTMLFormElement): boolean {
  const labels = [...field.labels].map((label) => label.textContent);
  const hints = [
    ...['name', 'id', 'class', 'placeholder', 'aria-label'].map((name) => attribute(field, name)),
    ...['id', 'class', 'action', 'aria-label'].map((name) => attribute(form, name)),
    ...labels,
  ];
  return hints.some((hint) => hint !== null && commentWords.test(hint));
}
