// The owner's Waline server, as docs/waline.md has it, with what a test needs around it: a port of
// its own, and an answer where Waline asks an outside host which log-ins there are.
'use strict';

const http = require('node:http');

const logins = http.createServer((_request, response) => {
  response.setHeader('content-type', 'application/json');
  response.end('{"services":[]}');
});
logins.listen(0, '127.0.0.1', () => {
  process.env.OAUTH_URL = `http://127.0.0.1:${logins.address().port}/`;
  const server = http.createServer(require(process.argv[2]));
  server.listen(0, '127.0.0.1', () => {
    console.log(`waline: listening on http://127.0.0.1:${server.address().port}`);
  });
});
