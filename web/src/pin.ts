// Holds a module to its hash. `import()` takes none, but a module that was preloaded with one is
// the module that gets imported: so the one hash in the page's script tag vouches for every file.
import { create, ofDocument } from './dom.js';

const pinned = new Map<string, Promise<void>>();

/** Rejects when the module is missing or of another release. Each address is fetched once. */
export function pin(address: string, integrity: string | undefined): Promise<void> {
  const known = pinned.get(address);
  if (known) return known;
  const loading = preload(address, integrity);
  pinned.set(address, loading);
  loading.catch(() => pinned.delete(address));
  return loading;
}

function preload(address: string, integrity: string | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const link = create('link', { rel: 'modulepreload', href: address });
    // Older browsers import without this check, as they always did.
    if (!integrity || !link.relList.supports('modulepreload')) {
      resolve();
      return;
    }
    link.integrity = integrity;
    link.addEventListener('load', () => {
      resolve();
    });
    link.addEventListener('error', () => {
      link.remove();
      reject(new Error(`${address} is missing, blocked or of another release`));
    });
    ofDocument('head').append(link);
  });
}
