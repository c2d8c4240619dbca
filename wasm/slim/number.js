// strtod.cpp's other half where Emscripten's glue is in use. Emscripten 3.1.6 drops an arrow function.
mergeInto(LibraryManager.library, {
  precheck_number: function (text, bytes) {
    return Number(UTF8ToString(text, bytes));
  },
});
