import { createServer } from 'node:net';

// A mail server that takes everything and does as little as possible, in a process of its own: what is measured is the
// sender. Tells its parent the port, and every tenth of a second how many mails it took and when the last one came.

let taken = 0;
let lastAt = 0;

const server = createServer((socket) => {
  socket.setNoDelay(true);
  socket.on('error', () => undefined);
  let isInText = false;
  let rest = '';
  socket.write('220 sink ESMTP\r\n');
  socket.setEncoding('latin1').on('data', (chunk: string) => {
    rest += chunk;
    let answer = '';
    for (;;) {
      const end = rest.indexOf(isInText ? '\r\n.\r\n' : '\r\n');
      if (end < 0) break;
      const line = rest.slice(0, end);
      rest = rest.slice(end + (isInText ? 5 : 2));
      answer += isInText ? takeText() : answerTo(line);
    }
    // The end of a text may be cut in two.
    if (isInText && rest.length > 4) rest = rest.slice(-4);
    if (answer !== '') socket.write(answer);
    if (answer.startsWith('221')) socket.end();
  });

  function takeText(): string {
    isInText = false;
    taken += 1;
    lastAt = Date.now();
    return '250 taken\r\n';
  }

  function answerTo(line: string): string {
    const word = line.slice(0, 4).toUpperCase();
    if (word === 'EHLO') return '250-sink\r\n250-PIPELINING\r\n250 8BITMIME\r\n';
    if (word === 'DATA') {
      isInText = true;
      return '354 go on\r\n';
    }
    return word === 'QUIT' ? '221 bye\r\n' : '250 ok\r\n';
  }
});

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.({ port: typeof address === 'object' && address !== null ? address.port : 0 });
});
setInterval(() => process.send?.({ taken, lastAt }), 100);
process.on('disconnect', () => process.exit());
