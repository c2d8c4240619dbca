// The module that wasm/ builds: strings in, strings out.

/** A compiled policy; `delete()` gives its memory back. */
export interface EngineChecker {
  /** A JSON array of policy errors, "[]" when there are none. */
  errors(): string;
  /** Verdict JSON, or `{"id", "error"}` for a request that could not be read. */
  check(requestJson: string): string;
  revision(): string;
  /** JSON: `{"revision", "languages", "most_strikes", "examples"}`. Only where there are no errors. */
  about(): string;
  delete(): void;
}

export interface Engine {
  readonly Checker: { compile(policy: string | Uint8Array): EngineChecker };
}

export interface EngineOptions {
  wasmBinary: ArrayBuffer | Uint8Array;
}

export default function createEngine(options: EngineOptions): Promise<Engine>;
