/** Style sheets are built in as text. */
declare module '*.css' {
  const text: string;
  export default text;
}

/** In a single file the engine is built in, as base64. */
declare module '*.wasm' {
  const base64: string;
  export default base64;
}
