// Waline: one editor in the light DOM, no form, a button and Ctrl+Enter. The editor moves under
// the comment that is replied to.
import { closest, matches } from '../dom.js';
import { ButtonSubmission, buttonIn } from '../submission.js';
import { type Adapter, enclosingComment } from './adapter.js';

export const waline: Adapter = {
  name: 'Waline',
  recognise(field) {
    if (!matches(field, 'textarea.wl-editor') || !closest(field, '.wl-panel')) return null;
    return {
      field,
      submission: new ButtonSubmission(
        field,
        buttonIn(field, '.wl-panel', '.wl-btn.primary[type="submit"]'),
      ),
      mountAfter: field,
      parent: () => enclosingComment(field, '.wl-card', '.wl-content'),
    };
  },
};
