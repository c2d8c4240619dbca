// Work that lags behind typing: one run at a time, and of what waits only the newest.

export class Latest<Input> {
  #running = false;
  #next: { input: Input } | undefined;

  constructor(readonly work: (input: Input) => Promise<void>) {}

  run(input: Input): void {
    this.#next = { input };
    if (!this.#running) void this.#drain();
  }

  async #drain(): Promise<void> {
    this.#running = true;
    while (this.#next) {
      const { input } = this.#next;
      this.#next = undefined;
      await this.work(input);
    }
    this.#running = false;
  }
}

/** Runs when nothing has happened for a while. */
export function debounced(wait: number, work: () => void): () => void {
  let timer: number | undefined;
  return () => {
    clearTimeout(timer);
    timer = window.setTimeout(work, wait);
  };
}
