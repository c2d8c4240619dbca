// Isso: a box in `.isso-postbox`; newer releases wrap it in a form, older ones have a button.
import { matches } from '../dom.js';
import { ButtonSubmission, FormSubmission } from '../submission.js';
import type { Adapter } from './adapter.js';

export const isso: Adapter = {
  name: 'Isso',
  recognise(field) {
    if (!matches(field, '.isso-postbox textarea.isso-textarea')) return null;
    const submission = field.form
      ? new FormSubmission(field)
      : new ButtonSubmission(field, { panel: '.isso-postbox', button: '[type="submit"]' });
    return { field, submission, mountAfter: field };
  },
};
