// The other side of engine.cpp: strings in, strings out.
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** @param {{ wasmBinary: BufferSource }} options the bytes of engine.wasm or another */
export default async function createEngine({ wasmBinary }) {
  const { instance } = await WebAssembly.instantiate(wasmBinary, {
    env: {
      // JavaScript rounds as the C library does; its strtod() would be 4 kB.
      precheck_number: (at, bytes) => Number(read(at, bytes)),
      emscripten_notify_memory_growth() {},
    },
    // Asked for by the C library at its start and its end; a page has no environment.
    wasi_snapshot_preview1: {
      environ_sizes_get: () => 1,
      environ_get: () => 1,
      proc_exit(code) {
        throw new Error(`precheck.wasm stopped (${code})`);
      },
    },
  });
  const {
    memory,
    room,
    said,
    said_bytes,
    compile,
    about,
    check,
    forget,
    _initialize,
  } = instance.exports;
  _initialize();

  // Memory may have grown since: no view of it is kept.
  function read(at, bytes) {
    return decoder.decode(new Uint8Array(memory.buffer, at, bytes));
  }

  /** Text is a string; or bytes, which may be no UTF-8. How many bytes were written. */
  function write(text) {
    const most = typeof text === "string" ? text.length * 3 : text.length;
    const at = room(most);
    const target = new Uint8Array(memory.buffer, at, most);
    if (typeof text === "string")
      return encoder.encodeInto(text, target).written;
    target.set(text);
    return most;
  }

  const answer = () => read(said(), said_bytes());

  return {
    Checker: {
      compile(policyText) {
        const policy = compile(write(policyText));
        const told = answer();
        return {
          errors: () => (policy ? "[]" : told),
          revision: () => (policy ? told : ""),
          about() {
            about(policy);
            return answer();
          },
          check(requestJson) {
            if (!policy)
              throw new Error("the policy does not compile; errors() says why");
            check(policy, write(requestJson));
            return answer();
          },
          delete: () => forget(policy),
        };
      },
    },
  };
}
