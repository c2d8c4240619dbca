/** Something did not load; `remedy` tells the blog's owner what to do. */
export class LoadError extends Error {
  override readonly name = 'LoadError';

  constructor(
    message: string,
    readonly remedy: string,
  ) {
    super(message);
  }
}
