import { PrecheckField } from './index.js';

PrecheckField.define();

declare global {
  interface HTMLElementTagNameMap {
    'precheck-field': PrecheckField;
  }
}
