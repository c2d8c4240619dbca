// Artalk: an editor and a send button in `.atk-main-editor`, no form. The one editor moves under
// the comment that is replied to.
import { matches } from '../dom.js';
import { ButtonSubmission, buttonIn } from '../submission.js';
import { type Adapter, enclosingComment } from './adapter.js';

export const artalk: Adapter = {
  name: 'Artalk',
  recognise(field) {
    if (!matches(field, '.atk-main-editor textarea.atk-textarea')) return null;
    return {
      field,
      submission: new ButtonSubmission(field, buttonIn(field, '.atk-main-editor', '.atk-send-btn')),
      mountAfter: field,
      parent: () => enclosingComment(field, '.atk-comment-wrap', '.atk-content'),
    };
  },
};
