// A policy and what is being tried on it, in the address: behind the #, so it never reaches a server.
import { isObject } from '../../src/json.js';
import type { Post } from '../../src/types.js';

export interface Shared {
  readonly policy: string;
  readonly comment: string;
  readonly post: Post;
}

const key = 'studio=';
/** A policy may have 4 MiB; a link that unpacks to more was not made here. */
const maxUnpacked = 6 << 20;

export async function toFragment(shared: Shared): Promise<string> {
  const stream = new Blob([JSON.stringify(shared)]).stream();
  const packed = await new Response(
    stream.pipeThrough(new CompressionStream('deflate')),
  ).arrayBuffer();
  return `#${key}${toBase64Url(new Uint8Array(packed))}`;
}

/** null when there is nothing to read; throws when it cannot be read. */
export async function fromFragment(fragment: string): Promise<Shared | null> {
  if (!fragment.startsWith(`#${key}`)) return null;
  const packed = fromBase64Url(fragment.slice(key.length + 1));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate'));
  const value: unknown = JSON.parse(await readAll(stream));
  if (!isObject(value) || typeof value['policy'] !== 'string') throw new Error('no policy in it');
  const post = isObject(value['post']) ? (value['post'] as Post) : {};
  const comment = typeof value['comment'] === 'string' ? value['comment'] : '';
  return { policy: value['policy'], comment, post };
}

async function readAll(stream: ReadableStream<Uint8Array>): Promise<string> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    size += value?.length ?? 0;
    if (size > maxUnpacked) throw new Error('it is too large');
    text += decoder.decode(value, { stream: !done });
    if (done) return text;
  }
}

function toBase64Url(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += 0x8000) {
    binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  }
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
  return bytes;
}
