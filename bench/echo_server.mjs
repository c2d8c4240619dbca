// usage: node echo_server.mjs. The yardstick of bench/service.sh in Node: answers every POST with its
// own body. Prints its port.
import { createServer } from 'node:http';

const server = createServer((request, response) => {
  const parts = [];
  request.on('data', (part) => parts.push(part));
  request.on('end', () => {
    response.setHeader('Content-Type', 'application/json');
    response.end(Buffer.concat(parts));
  });
}).listen(0, '127.0.0.1', () => console.log(server.address().port));
