// Isso: a box in `.isso-postbox`. Releases differ: an editable region or a textarea, a form or
// only a button.
import { matches } from '../dom.js';
import { formOf } from '../field.js';
import { ButtonSubmission, buttonIn, FormSubmission } from '../submission.js';
import { type Adapter, enclosingComment } from './adapter.js';

export const isso: Adapter = {
  name: 'Isso',
  recognise(field) {
    if (!matches(field, '.isso-postbox .isso-textarea')) return null;
    const submission = formOf(field)
      ? new FormSubmission(field)
      : new ButtonSubmission(field, buttonIn(field, '.isso-postbox', '[type="submit"]'));
    return {
      field,
      submission,
      mountAfter: field,
      parent: () => enclosingComment(field, '.isso-comment', '.isso-text'),
    };
  },
};
