// Artalk: an editor and a send button in `.atk-main-editor`, no form.
import { matches } from '../dom.js';
import { ButtonSubmission } from '../submission.js';
import type { Adapter } from './adapter.js';

export const artalk: Adapter = {
  name: 'Artalk',
  recognise(field) {
    if (!matches(field, '.atk-main-editor textarea.atk-textarea')) return null;
    return {
      field,
      submission: new ButtonSubmission(field, {
        panel: '.atk-main-editor',
        button: '.atk-send-btn',
      }),
      mountAfter: field,
    };
  },
};
