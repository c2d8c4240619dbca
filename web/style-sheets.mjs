// For esbuild: sheets are adopted by scripts, so they are strings, as small as they get.
import { readFileSync } from 'node:fs';
import { transformSync } from 'esbuild';

export const styleSheetsAsText = {
  name: 'style sheets as text',
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, ({ path }) => {
      const { code } = transformSync(readFileSync(path, 'utf8'), { loader: 'css', minify: true });
      return { contents: code.trim(), loader: 'text' };
    });
  },
};
