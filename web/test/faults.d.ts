declare module '*/tests/browser/faults.mjs' {
  export interface Fault {
    readonly name: string;
    readonly remedy: RegExp;
    readonly answer?: {
      readonly path: string;
      readonly status?: number;
      readonly body?: string;
      readonly type?: string;
    };
    readonly policy?: string;
    readonly script?: string;
    readonly attributes?: string;
    readonly headers?: Record<string, string>;
  }
  export const faults: readonly Fault[];
}
