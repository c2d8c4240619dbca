// WordPress, block and classic themes. Themes may rename every id; the names of the text
// and of the hidden post id stay.
import { attribute, query, rootOf } from '../dom.js';
import { formOf, isInput } from '../field.js';
import { FormSubmission } from '../submission.js';
import type { Adapter } from './adapter.js';

export const wordpress: Adapter = {
  name: 'WordPress',
  recognise(field) {
    const form = formOf(field);
    if (attribute(field, 'name') !== 'comment' || !form) return null;
    if (!query(form, '[name="comment_post_ID"]')) return null;
    return {
      field,
      submission: new FormSubmission(field),
      mountAfter: field,
      parent: () => parentText(form),
    };
  },
};

function parentText(form: HTMLFormElement): string | undefined {
  const input = query(form, '[name="comment_parent"]');
  const id = isInput(input) ? Number(input.value) : 0;
  if (!Number.isInteger(id) || id <= 0) return undefined;
  const content = query(
    rootOf(form),
    `#comment-${id} :is(.comment-content, .wp-block-comment-content)`,
  );
  return content?.textContent.trim() || undefined;
}
