// precheck-single.js: the script tag, the widget, its languages and its engine in one file.
import { attach } from '../attach.js';
import { safely } from '../complain.js';
import { ofDocument } from '../dom.js';
import { watchPage } from '../script-tag.js';

const tag = ofDocument('currentScript');

if (tag) {
  safely(watchPage)(tag, {
    load() {
      return Promise.resolve({ attach });
    },
  });
}
