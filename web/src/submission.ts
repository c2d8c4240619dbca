// The two ways in which a comment leaves a page: a form's submit, or a button's click.
import { closest, isElement, listen, query, rootOf, tagOf } from './dom.js';
import { type Field, formOf } from './field.js';

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
    const form = formOf(this.field);
    listen(
      rootOf(form ?? this.field),
      'submit',
      (event) => {
        if (event.target !== formOf(this.field) || this.releasing || !shouldHold()) return;
        this.submitter = (event as SubmitEvent).submitter;
        stop(event);
      },
      { capture: true, signal },
    );
  }

  release(): void {
    const form = formOf(this.field);
    if (!form) return;
    this.releasing = true;
    try {
      submit(form, this.ownSubmitter(form));
    } finally {
      this.releasing = false;
    }
  }

  /** The button that was pressed, if it still belongs to the form. */
  private ownSubmitter(form: HTMLFormElement): HTMLElement | null {
    const button = this.submitter;
    const owner: unknown = button && 'form' in button ? button.form : null;
    return owner === form ? button : null;
  }
}

/** A script's button, which may also be reached by Ctrl+Enter or Cmd+Enter in the box. */
export class ButtonSubmission implements Submission {
  private releasing = false;

  constructor(
    private readonly field: Field,
    /** Asked anew each time: scripts redraw their buttons. */
    private readonly button: () => HTMLElement | null,
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
    this.releasing = true;
    try {
      this.button()?.click();
    } finally {
      this.releasing = false;
    }
  }

  private posts(event: Event): boolean {
    const [target] = event.composedPath();
    if (!isElement(target)) return false;
    if (event.type === 'keydown') {
      const { key, ctrlKey, metaKey, isComposing } = event as KeyboardEvent;
      const shortcut = key === 'Enter' && (ctrlKey || metaKey) && !isComposing;
      return shortcut && this.field.contains(target);
    }
    return this.button()?.contains(target) ?? false;
  }
}

/** Finds a button inside what encloses both the box and it. */
export function buttonIn(field: Field, panel: string, button: string): () => HTMLElement | null {
  return () => {
    const around = closest(field, panel);
    return around && (query(around, button) as HTMLElement | null);
  };
}

/** A box whose way out is not known: nothing is ever held. */
export const freeSubmission: Submission = {
  intercept: () => undefined,
  release: () => undefined,
};

/** As if the button had been pressed; `form.submit()` would go past the page's own scripts. */
function submit(form: HTMLFormElement, submitter: HTMLElement | null): void {
  const { requestSubmit } = HTMLFormElement.prototype as Partial<HTMLFormElement>;
  if (requestSubmit) requestSubmit.call(form, submitter);
  else (submitter ?? defaultButton(form))?.click();
}

function defaultButton(form: HTMLFormElement): HTMLElement | undefined {
  const elements = Reflect.get(
    HTMLFormElement.prototype,
    'elements',
    form,
  ) as HTMLFormControlsCollection;
  return [...elements].find(isSubmitButton) as HTMLElement | undefined;
}

function isSubmitButton(element: Element): boolean {
  const tag = tagOf(element);
  return (tag === 'button' || tag === 'input') && (element as HTMLInputElement).type === 'submit';
}

function stop(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}
