// Twikoo: an editor and a send button in `.tk-submit`, no form.
import { closest } from '../dom.js';
import { ButtonSubmission } from '../submission.js';
import type { Adapter } from './adapter.js';

export const twikoo: Adapter = {
  name: 'Twikoo',
  recognise(field) {
    const input = closest(field, '.tk-submit .tk-input');
    if (!input || !(field instanceof HTMLTextAreaElement)) return null;
    return {
      field,
      submission: new ButtonSubmission(field, { panel: '.tk-submit', button: '.tk-send' }),
      mountAfter: input,
    };
  },
};
