declare module '*/tests/wordpress/payloads.mjs' {
  export const payloads: readonly string[];
}
