// The one console line of a page where the widget cannot work. Commenters see nothing of it.
import { LoadError } from './load-error.js';

let complained = false;

export function complain(error: unknown): void {
  if (complained) return;
  complained = true;
  console.warn(`precheck: ${explain(error)}. Comments post as without it.`);
}

/** Whatever goes wrong inside stays inside: the page's own scripts must not notice. */
export function safely<Arguments extends unknown[]>(
  action: (...values: Arguments) => void,
): (...values: Arguments) => void {
  return (...values) => {
    try {
      action(...values);
    } catch (error) {
      complain(error);
    }
  };
}

function explain(error: unknown): string {
  if (error instanceof LoadError) return `${error.message}; to mend it, ${error.remedy}`;
  return `${String(error)}; to mend it, take a newer release or report this line`;
}
