// The two ways in which a comment leaves a page: a form's submit, or a button's click.
import { closest, listen, query, requestSubmit, rootOf } from './dom.js';
import { type Field, fieldOf } from './field.js';

export interface Submission {
  /** Asks before a comment leaves; on true it stays. Runs until the signal aborts. */
  intercept(shouldHold: () => boolean, signal: AbortSignal): void;
  /** Lets the comment that was held go its way. */
  release(): void;
}

/** A real form. It is listened to from above, so that no script of the page comes first. */
export class FormSubmission implements Submission {
  private submitter: HTMLElement | null = null;
  private releasing = false;

  constructor(private readonly field: Field) {}

  intercept(shouldHold: () => boolean, signal: AbortSignal): void {
    listen(
      rootOf(this.field),
      'submit',
      (event) => {
        if (event.target !== this.field.form || this.releasing || !shouldHold()) return;
        this.submitter = (event as SubmitEvent).submitter;
        stop(event);
      },
      { capture: true, signal },
    );
  }

  release(): void {
    const form = this.field.form;
    if (!form) return;
    this.releasing = true;
    try {
      requestSubmit(form, this.ownSubmitter(form));
    } finally {
      this.releasing = false;
    }
  }

  /** The button that was pressed, if it still belongs to the form. */
  private ownSubmitter(form: HTMLFormElement): HTMLElement | null {
    const button = this.submitter;
    if (button instanceof HTMLButtonElement || button instanceof HTMLInputElement) {
      return button.form === form ? button : null;
    }
    return null;
  }
}

export interface ButtonPlace {
  /** What encloses both the box and its button. */
  panel: string;
  button: string;
}

/** A script's button, which may also be reached by Ctrl+Enter or Cmd+Enter in the box. */
export class ButtonSubmission implements Submission {
  private releasing = false;

  constructor(
    private readonly field: Field,
    private readonly place: ButtonPlace,
  ) {}

  intercept(shouldHold: () => boolean, signal: AbortSignal): void {
    const guard = (event: Event): void => {
      if (!this.releasing && this.posts(event) && shouldHold()) stop(event);
    };
    const root = rootOf(this.field);
    listen(root, 'click', guard, { capture: true, signal });
    listen(root, 'keydown', guard, { capture: true, signal });
  }

  release(): void {
    const button = this.button();
    if (!button) return;
    this.releasing = true;
    try {
      button.click();
    } finally {
      this.releasing = false;
    }
  }

  private posts(event: Event): boolean {
    if (event instanceof KeyboardEvent) {
      const shortcut = event.key === 'Enter' && (event.ctrlKey || event.metaKey);
      return shortcut && !event.isComposing && fieldOf(event) === this.field;
    }
    const [target] = event.composedPath();
    return target instanceof Node && (this.button()?.contains(target) ?? false);
  }

  private button(): HTMLElement | null {
    const panel = closest(this.field, this.place.panel);
    const button = panel && query(panel, this.place.button);
    return button instanceof HTMLElement ? button : null;
  }
}

/** A box whose way out is not known: nothing is ever held. */
export const freeSubmission: Submission = {
  intercept: () => undefined,
  release: () => undefined,
};

function stop(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}
