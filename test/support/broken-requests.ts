/** A message as a form sends it, which is held, since it brings no solution. */
export const message = 'name=Ada&phone=0201234567&topic=general&message=Hello';
export const host = 'Host: 127.0.0.1\r\nAccept: application/json\r\n';
const form = `${host}Content-Type: application/x-www-form-urlencoded\r\n`;
export const post = `POST /contact/messages HTTP/1.1\r\n${form}`;
export const good = `${post}Content-Length: ${message.length}\r\n\r\n${message}`;
export const livez = `GET /livez HTTP/1.1\r\n${host}\r\n`;
export const last = `GET /livez HTTP/1.1\r\n${host}Connection: close\r\n\r\n`;

/** Requests as bytes, each with the statuses of all that comes back before the server closes. */
export const brokenRequests: [title: string, bytes: string | Uint8Array, statuses: number[]][] = [
  ['nothing but line breaks and a request', `\r\n\r\n${last}`, [200]],
  ['words', 'hello, is anybody there?\r\n\r\n', [400]],
  ['zeros', new Uint8Array(1000), [400]],
  ['the start of TLS', Uint8Array.of(0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3), [400]],
  ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', [400]],
  ['HTTP/0.9', 'GET /livez\r\n\r\n', [200]],
  ['HTTP/9.9', `GET / HTTP/9.9\r\n${host}\r\n`, [400]],
  ['HTTP/1.0', `GET /livez HTTP/1.0\r\n\r\n`, [200]],
  ['an unknown method', `BREW / HTTP/1.1\r\n${host}\r\n`, [400]],
  ['a whole URL', `GET http://elsewhere.example/livez HTTP/1.1\r\n${host}Connection: close\r\n\r\n`, [200]],
  ['a URL without a path', `GET livez HTTP/1.1\r\n${host}\r\n`, [400]],
  ['a path with two slashes before it', `GET //livez HTTP/1.1\r\n${host}Connection: close\r\n\r\n`, [404]],
  ['a path with dots', `GET /widgets/../../secrets.json HTTP/1.1\r\n${host}Connection: close\r\n\r\n`, [404]],
  ['a path of Latin-1', `GET /\xe9 HTTP/1.1\r\n${host}Connection: close\r\n\r\n`, [400]],
  ['a path with NUL', `GET /\0 HTTP/1.1\r\n${host}\r\n`, [400]],
  ['a path with a fragment', `GET /livez#x HTTP/1.1\r\n${host}Connection: close\r\n\r\n`, [200]],
  ['a path of 12 kB', `GET /${'a'.repeat(12_000)} HTTP/1.1\r\n${host}Connection: close\r\n\r\n`, [404]],
  ['500 headers', `GET /livez HTTP/1.1\r\n${host}${'a:b\r\n'.repeat(500)}Connection: close\r\n\r\n`, [200]],
  ['no host', 'GET / HTTP/1.1\r\n\r\n', [400]],
  ['a header folded over two lines', `GET / HTTP/1.1\r\n${host}X: a\r\n b\r\n\r\n`, [400]],
  ['a header without a name', `GET / HTTP/1.1\r\n${host}: a\r\n\r\n`, [400]],
  ['a header with a blank before its colon', `GET / HTTP/1.1\r\n${host}X : a\r\n\r\n`, [400]],
  ['a header with NUL', `GET / HTTP/1.1\r\n${host}X: a\0b\r\n\r\n`, [400]],
  ['bare line feeds', 'GET /livez HTTP/1.1\nHost: x\nConnection: close\n\n', [400]],
  ['bare carriage returns', 'GET /livez HTTP/1.1\rHost: x\r\r', [400]],
  ['an asterisk', `OPTIONS * HTTP/1.1\r\n${host}Connection: close\r\n\r\n`, [404]],
  ['a tunnel', `CONNECT 127.0.0.1:22 HTTP/1.1\r\n${host}\r\n`, []],
  [
    'an upgrade to HTTP/2',
    `GET /livez HTTP/1.1\r\n${host}Connection: Upgrade, HTTP2-Settings, close\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n\r\n`,
    [200],
  ],
  [
    'an upgrade to a web socket',
    `GET / HTTP/1.1\r\n${host}Connection: Upgrade, close\r\nUpgrade: websocket\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n`,
    [200],
  ],

  ['two lengths', `${post}Content-Length: ${message.length}\r\nContent-Length: 0\r\n\r\n${message}`, [400]],
  [
    'the same length twice',
    `${post}Content-Length: ${message.length}\r\nContent-Length: ${message.length}\r\n\r\n${message}`,
    [400],
  ],
  [
    'two lengths in one',
    `${post}Content-Length: ${message.length}, ${message.length}\r\n\r\n${message}`,
    [400],
  ],
  ['a negative length', `${post}Content-Length: -1\r\n\r\n${message}`, [400]],
  ['a length with a sign', `${post}Content-Length: +${message.length}\r\n\r\n${message}`, [400]],
  ['a length in hexadecimal', `${post}Content-Length: 0x10\r\n\r\n${message}`, [400]],
  ['a length beyond 64 bits', `${post}Content-Length: 99999999999999999999\r\n\r\n${message}`, [400]],
  ['a length beyond reason', `${post}Content-Length: 9007199254740991\r\n\r\n${message}`, [413]],
  ['an empty length', `${post}Content-Length:\r\n\r\n${message}`, [400]],
  [
    'length and chunks',
    `${post}Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${last}`,
    [400],
  ],
  [
    'chunks and length',
    `${post}Transfer-Encoding: chunked\r\nContent-Length: 6\r\n\r\n0\r\n\r\n${last}`,
    [400],
  ],
  [
    'chunks, then something else',
    `${post}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n${last}`,
    [400],
  ],
  ['chunks in chunks', `${post}Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n${last}`, [400]],
  ['almost chunked', `${post}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${last}`, [400]],
  ['chunked behind a vertical tab', `${post}Transfer-Encoding: \x0bchunked\r\n\r\n0\r\n\r\n${last}`, [400]],
  [
    'chunked with a blank before the colon',
    `${post}Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n${last}`,
    [400],
  ],
  ['chunked in quotes', `${post}Transfer-Encoding: "chunked"\r\n\r\n0\r\n\r\n${last}`, [400]],
  [
    'chunks in HTTP/1.0',
    `POST /contact/messages HTTP/1.0\r\n${form}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n${last}`,
    [422],
  ],
  [
    'a GET with a hidden request in its body',
    `GET /livez HTTP/1.1\r\n${host}Content-Length: ${good.length}\r\n\r\n${good}${last}`,
    [200, 200],
  ],

  ['a chunk size that is no number', chunked('zz\r\nname\r\n0\r\n\r\n'), [400]],
  ['a negative chunk size', chunked('-1\r\nname\r\n0\r\n\r\n'), [400]],
  ['a chunk size with a prefix', chunked('0x4\r\nname\r\n0\r\n\r\n'), [400]],
  ['a chunk size beyond 64 bits', chunked('FFFFFFFFFFFFFFFFFF\r\nname\r\n0\r\n\r\n'), [400]],
  ['a chunk longer than its size', chunked('2\r\nname\r\n0\r\n\r\n'), [400]],
  ['chunk sizes behind bare line feeds', chunked('4\nname\n0\n\n'), [400]],
  [
    'one byte a chunk',
    chunked(
      `${message
        .split('')
        .map((letter) => `1\r\n${letter}\r\n`)
        .join('')}0\r\n\r\n${last}`,
    ),
    [201, 200],
  ],

  [
    'an expectation that is kept',
    `${post}Expect: 100-continue\r\nContent-Length: ${message.length}\r\n\r\n${message}${last}`,
    [100, 201, 200],
  ],
  [
    'an expectation before too large a body',
    `${post}Expect: 100-continue\r\nContent-Length: 10000000\r\n\r\n`,
    [413],
  ],
  [
    'an expectation that nobody keeps',
    `${post}Expect: 200-ok\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`,
    [417],
  ],
];

/** So much that the server stops reading; then the system may throw away what it had answered. */
export const bombs: [title: string, bytes: string, status: number][] = [
  ['a header of 1 MB', `GET / HTTP/1.1\r\n${host}X: ${'a'.repeat(1_000_000)}\r\n\r\n`, 431],
  ['50,000 headers', `GET / HTTP/1.1\r\n${host}${'a:b\r\n'.repeat(50_000)}\r\n`, 431],
  ['a chunk extension of 1 MB', chunked(`4;${'a'.repeat(1_000_000)}\r\nname\r\n0\r\n\r\n`), 413],
  ['trailers of 1 MB', chunked(`0\r\nX: ${'a'.repeat(1_000_000)}\r\n\r\n`), 431],
  ['a path of 100 kB', `GET /${'a'.repeat(100_000)} HTTP/1.1\r\n${host}\r\n`, 431],
  ['a body of 100 MB', `${post}Content-Length: 100000000\r\n\r\n${'a'.repeat(100_000_000)}`, 413],
  ['a chunk of 100 MB', chunked(`5F5E100\r\n${'a'.repeat(100_000_000)}\r\n0\r\n\r\n`), 413],
];

/** A message in chunks, with whatever stands in for them. */
export function chunked(body: string): string {
  return `${post}Transfer-Encoding: chunked\r\n\r\n${body}`;
}
