declare module '*/demo/server.mjs' {
  import type { Server } from 'node:http';

  export function createBlog(options: { service: string; policyFile?: string }): Server;
}
