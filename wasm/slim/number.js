// strtod.cpp's other half where Emscripten's glue is in use.
mergeInto(LibraryManager.library, {
  precheck_number: (text, bytes) => Number(UTF8ToString(text, bytes)),
});
