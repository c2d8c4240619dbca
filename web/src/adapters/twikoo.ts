// Twikoo: an editor and a send button in `.tk-submit`, no form; a reply's editor stands in the comment.
import { closest } from '../dom.js';
import { isTextArea } from '../field.js';
import { ButtonSubmission, buttonIn } from '../submission.js';
import { type Adapter, enclosingComment } from './adapter.js';

export const twikoo: Adapter = {
  name: 'Twikoo',
  recognise(field) {
    const input = closest(field, '.tk-submit .tk-input');
    if (!input || !isTextArea(field)) return null;
    return {
      field,
      submission: new ButtonSubmission(field, buttonIn(field, '.tk-submit', '.tk-send')),
      mountAfter: input,
      parent: () => enclosingComment(field, '.tk-comment', '.tk-content'),
    };
  },
};
