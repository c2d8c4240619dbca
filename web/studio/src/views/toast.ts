// One line at the bottom that says what was done, with a way back.
import { button, byId } from '../page.js';

const shownMs = 8_000;
let timer: number | undefined;

export function say(text: string, undo?: { label: string; work: () => void }): void {
  const toast = byId('toast');
  const parts: (Node | string)[] = [text];
  if (undo) {
    parts.push(
      button(undo.label, () => {
        hide();
        undo.work();
      }),
    );
  }
  toast.replaceChildren(...parts);
  toast.classList.add('shown');
  clearTimeout(timer);
  timer = window.setTimeout(hide, shownMs);
}

function hide(): void {
  byId('toast').classList.remove('shown');
  byId('toast').replaceChildren();
}
