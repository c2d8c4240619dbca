// Waline: one editor in the light DOM, no form, a button and Ctrl+Enter.
import { closest, matches } from '../dom.js';
import { ButtonSubmission } from '../submission.js';
import type { Adapter } from './adapter.js';

export const waline: Adapter = {
  name: 'Waline',
  recognise(field) {
    if (!matches(field, 'textarea.wl-editor') || !closest(field, '.wl-panel')) return null;
    return {
      field,
      submission: new ButtonSubmission(field, {
        panel: '.wl-panel',
        button: '.wl-btn.primary[type="submit"]',
      }),
      mountAfter: field,
      parent: () =>
        closest(field, '.wl-card')?.querySelector('.wl-content')?.textContent.trim() || undefined,
    };
  },
};
