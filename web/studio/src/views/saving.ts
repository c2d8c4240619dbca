// Files and links: where a policy comes from and where it goes.
import { byId } from '../page.js';
import { toFragment } from '../share.js';
import type { Studio } from '../studio.js';
import type { Post } from '../../../src/types.js';

/** Longer links are cut by messengers and mail programs. */
const comfortableLink = 8_000;

export function connectSaving(studio: Studio, tried: () => { comment: string; post: Post }): void {
  const dialog = byId('save-dialog', HTMLDialogElement);
  const note = byId('save-note');
  byId('save').addEventListener('click', () => {
    note.textContent = '';
    dialog.showModal();
  });
  byId('save-file').addEventListener('click', () => {
    download('policy.json', studio.editor.text);
    studio.saved();
    dialog.close();
  });
  byId('save-published').addEventListener('click', () => {
    void studio.background.call('publish', { text: studio.editor.text }).then((text) => {
      if (text === '') {
        note.textContent = studio.words.share.notPublished;
        return;
      }
      download('policy.published.json', text);
      dialog.close();
    });
  });
  byId('save-link').addEventListener('click', () => {
    void copyLink(studio, { policy: studio.editor.text, ...tried() }).then((said) => {
      note.textContent = said;
    });
  });
}

async function copyLink(
  { words: { share } }: Studio,
  shared: { policy: string; comment: string; post: Post },
): Promise<string> {
  const link = new URL(await toFragment(shared), location.href).href;
  const length =
    link.length > comfortableLink ? ` ${share.longLink(Math.ceil(link.length / 1000))}` : '';
  try {
    await navigator.clipboard.writeText(link);
    return share.copied + length;
  } catch {
    history.replaceState(null, '', link);
    return share.copyFailed + length;
  }
}

function download(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => {
    URL.revokeObjectURL(address);
  }, 10_000);
}
