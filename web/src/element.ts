// <precheck-field policy="policy.json"> around a text box. Only a skin over attach().
import { attach, type Attachment, type AttachOptions } from './attach.js';
import { fieldOf } from './field.js';

// Servers import this module too; there is no HTMLElement there.
const Base = globalThis.HTMLElement ?? class {};

export class PrecheckField extends Base {
  private attachments = new Map<EventTarget, Attachment>();

  /** Registers the tag, once. */
  static define(name = 'precheck-field'): void {
    const { customElements: registry } = globalThis;
    if (registry && !registry.get(name)) registry.define(name, PrecheckField);
  }

  connectedCallback(): void {
    this.addEventListener('focusin', this);
  }

  disconnectedCallback(): void {
    this.removeEventListener('focusin', this);
    for (const attachment of this.attachments.values()) attachment.detach();
    this.attachments.clear();
  }

  /** The box is looked for when it gets the focus: it may come late, or be replaced. */
  handleEvent(event: Event): void {
    const field = fieldOf(event);
    const policy = this.getAttribute('policy');
    if (!field || !policy || this.attachments.has(field)) return;
    const attachment = attach(field, {
      policy,
      ...this.options(),
    });
    this.attachments.set(field, attachment);
  }

  private options(): Omit<AttachOptions, 'policy'> {
    const given = (name: string): string | undefined => this.getAttribute(name) ?? undefined;
    return {
      post: given('post'),
      language: given('language'),
      author: given('author'),
      button: given('button'),
      mistakes: given('mistakes'),
      policyPage: given('policy-page'),
    };
  }
}
