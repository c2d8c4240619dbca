// The module that wasm/studio_bindings.cpp builds: strings in, strings out.

/** A compiled policy; `delete()` gives its memory back. */
export interface EnginePolicy {
  /** A JSON array of policy errors, "[]" when there are none. */
  errors(): string;
  revision(): string;
  /** Verdict JSON, or `{"id", "error"}`. */
  check(requestJson: string): string;
  /** Explanation JSON, or `{"id", "error"}`. */
  explain(requestJson: string): string;
  delete(): void;
}

export interface Engine {
  readonly Policy: { compile(policyJson: string): EnginePolicy };
  /** A JSON array of warnings. */
  lint(policyJson: string): string;
  /** The policy that a browser may see; "" when there is none. */
  publish(policyJson: string): string;
}

export interface EngineOptions {
  wasmBinary: ArrayBuffer | Uint8Array;
  print(line: string): void;
  printErr(line: string): void;
}

export default function createEngine(options: EngineOptions): Promise<Engine>;
