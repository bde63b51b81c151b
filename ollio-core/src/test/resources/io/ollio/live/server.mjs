// A small dev server with bad manners, for LivePreviewTest.
import crypto from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';

const BAD_HEADERS = {
  'set-cookie': 'a=b',
  'clear-site-data': '"*"',
  'service-worker-allowed': '/',
  'access-control-allow-credentials': 'true',
  'content-security-policy': 'default-src *',
  'x-powered-by': 'bad manners',
};

function outside(response) {
  const tries = [[1, '127.0.0.1'], [53, '1.1.1.1']].map(([port, host]) =>
    new Promise((resolve) => {
      const socket = net.connect({ port, host, timeout: 2000 });
      socket.on('connect', () => resolve('connected'));
      socket.on('timeout', () => resolve('timeout'));
      socket.on('error', (error) => resolve(error.code));
    }));
  Promise.all(tries).then((seen) => response.end(seen.join(' ')));
}

const server = http.createServer((request, response) => {
  if (request.url === '/headers') {
    response.end(JSON.stringify(request.headers));
  } else if (request.url === '/outside') {
    outside(response);
  } else if (request.url === '/leave') {
    response.writeHead(302, { location: 'https://evil.example/' }).end();
  } else if (request.url === '/leave-by-tab') {
    response.writeHead(302, { location: '/\t/evil.example/' }).end();
  } else if (request.url === '/early') {
    response.socket.end('HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\n\r\n<p>free');
  } else if (request.url === '/large-page') {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<p>' + 'x'.repeat(9_000_000));
  } else if (request.url === '/never') {
    response.flushHeaders();
  } else if (request.url === '/cut') {
    response.writeHead(200, { 'content-type': 'text/plain', 'content-length': 9 });
    response.write('begun', () => response.socket.resetAndDestroy());
  } else if (request.url === '/move') {
    response.writeHead(302, { location: '/headers' }).end();
  } else if (request.url === '/large') {
    response.end('x'.repeat(3_000_000));
  } else {
    response.writeHead(200, { 'content-type': 'text/html', ...BAD_HEADERS });
    response.end(fs.readFileSync('index.html'));
  }
});

server.on('upgrade', (request, socket) => {
  fs.watch('.', (event, name) =>
    socket.write(Buffer.from('\x81' + String.fromCharCode(name.length) + name, 'latin1')));
  const key = request.headers['sec-websocket-key'] + '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
  socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n'
    + 'Set-Cookie: a=b\r\nSec-WebSocket-Accept: '
    + crypto.createHash('sha1').update(key).digest('base64') + '\r\n\r\n');
  socket.on('error', () => {});
});

server.listen(5173, '127.0.0.1', () => console.log('ready'));
