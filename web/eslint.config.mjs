import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

export default defineConfig(
  globalIgnores(['dist/', 'dist-studio/', 'build/']),
  tseslint.configs.strict,
  tseslint.configs.stylistic,
  {
    files: ['src/**/*.ts', 'studio/**/*.ts', 'test/**/*.ts'],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-extraneous-class': ['error', { allowEmpty: true }],
      '@typescript-eslint/no-floating-promises': [
        'error',
        { allowForKnownSafeCalls: [{ from: 'package', package: 'node:test', name: ['test'] }] },
      ],
      '@typescript-eslint/no-misused-promises': 'error',
    },
  },
  {
    // Waline is CommonJS.
    files: ['integrations/waline/*.js'],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  {
    // What a strict page forbids, the widget never does.
    files: ['src/**/*.ts', 'studio/**/*.ts'],
    rules: {
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-restricted-properties': [
        'error',
        ...['innerHTML', 'outerHTML', 'insertAdjacentHTML', 'write'].map((property) => ({
          property,
          message: 'Blocked by Trusted Types; build elements instead.',
        })),
        { property: 'localStorage', message: 'Nothing is stored.' },
        { property: 'sessionStorage', message: 'Nothing is stored.' },
      ],
    },
  },
);
