import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';
import { MailSourceError } from './check-compiled.ts';
import { createMailCompiler } from './mail-compiler.ts';

const compiler = createMailCompiler();
afterAll(() => compiler.close());

const mail = (body: string, head = '') =>
  `<mjml><mj-head>${head}</mj-head><mj-body><mj-section><mj-column>${body}</mj-column></mj-section></mj-body></mjml>`;

it('leaves placeholders in texts and links as they were', async () => {
  const html = await compiler.compile(
    mail('<mj-text>Dear {{name}}, {{#more}}more{{/more}}</mj-text><mj-button href="{{link}}">Go</mj-button>'),
  );
  expect(html).toContain('Dear {{name}}, {{#more}}more{{/more}}');
  expect(html).toContain('href="{{link}}"');
});

it('links no fonts and keeps no comments of ours', async () => {
  const html = await compiler.compile(mail('<!-- note --><mj-text font-family="Roboto">a</mj-text>'));
  expect(html).not.toMatch(/googleapis|<!-- note/);
});

it.each([
  ['an unknown tag', mail('<mj-nothing />')],
  ['a colour that is none', mail('<mj-text color="bluish">a</mj-text>')],
  ['no MJML at all', 'Hello'],
  ['nothing', ''],
  ['a script', mail('<mj-text><script>alert(1)</script></mj-text>')],
  ['an event handler', mail('<mj-text><b onclick="x()">a</b></mj-text>')],
  ['a javascript: link', mail('<mj-text><a href="javascript:x()">a</a></mj-text>')],
  ['a picture of another host', mail('<mj-image src="https://example.com/pixel.gif" />')],
  [
    'a font of another host',
    mail('<mj-text>a</mj-text>', '<mj-font name="X" href="https://example.com/x.css" />'),
  ],
  ['more than 95 kB of HTML', mail(`<mj-text>${'a'.repeat(96_000)}</mj-text>`)],
  ['more than 256 kB of source', mail(`<mj-text>${'a'.repeat(256_000)}</mj-text>`)],
])('refuses %s', async (_what, source) => {
  await expect(compiler.compile(source)).rejects.toBeInstanceOf(MailSourceError);
});

it('says of what people write everything that is wrong, by line', async () => {
  const source = `<mjml><mj-body><mj-section><mj-column>
<mj-nothing />
<mj-text colour="red">a</mj-text>
</mj-column></mj-section></mj-body></mjml>`;
  expect(await compiler.compileSource(source)).toEqual({
    errors: [
      { line: 2, tag: 'mj-nothing', message: expect.stringContaining('mj-nothing') },
      { line: 3, tag: 'mj-text', message: 'Attribute colour is illegal' },
    ],
  });
  expect(await compiler.compileSource('')).toEqual({
    errors: [{ line: null, tag: null, message: expect.stringMatching(/./) }],
  });
  const deep = '<mj-wrapper>'.repeat(101) + '</mj-wrapper>'.repeat(101);
  expect(await compiler.compileSource(mail(deep))).toEqual({
    errors: [{ line: null, tag: null, message: expect.stringContaining('100 deep') }],
  });
});

it('makes the text part of what people write, without the addresses of pictures', async () => {
  const compiled = await compiler.compileSource(
    mail(
      '<mj-text><h1>Hi {{name}}</h1><a href="https://a.example/?b=1&amp;c=2">Read</a></mj-text><mj-image src="/x.png" alt="A" />',
      '<mj-preview>Before</mj-preview>',
    ),
  );
  expect(compiled).toMatchObject({
    text: 'Before\n\nHi {{name}}\n\nRead <https://a.example/?b=1&c=2>',
  });
});

it('reads no file through an include', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'foyer-mjml-'));
  await writeFile(join(dir, 'secret.css'), '.secret { color: red }');
  const include = `<mj-include type="css" path="${dir}/secret.css" />`;
  const html = await compiler.compile(mail(`<mj-text>a</mj-text>${include}`, include)).catch(String);
  expect(html).not.toContain('secret {');
  await rm(dir, { recursive: true });
});

it('does not run what lies in the folder it was started from', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'foyer-mjml-'));
  const code = 'require("fs").writeFileSync(__dirname + "/ran", "")';
  await writeFile(join(dir, 'evil.js'), code);
  await writeFile(join(dir, '.mjmlconfig'), '{"packages":["./evil.js"]}');
  await writeFile(join(dir, '.mjmlconfig.js'), code);
  const program = `
    const { createMailCompiler } = await import(${JSON.stringify(new URL('./index.ts', import.meta.url).href)});
    const compiler = createMailCompiler();
    await compiler.compile(${JSON.stringify(mail('<mj-text>a</mj-text>'))});
    await compiler.close();
    console.log((await import('node:fs')).existsSync('ran') ? 'ran' : 'clean');`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], {
    cwd: dir,
  });
  expect(stdout.trim()).toBe('clean');
  await rm(dir, { recursive: true });
});

it('gives up on what takes too long or nests too deep, and compiles the next', async () => {
  const small = createMailCompiler({ compileSeconds: 0.3, idleSeconds: 0.05 });
  const slow = mail('<mj-text padding="1px">a</mj-text>'.repeat(2500));
  const deep = `<mjml><mj-body>${'<mj-wrapper>'.repeat(3000)}${'</mj-wrapper>'.repeat(3000)}</mj-body></mjml>`;
  const outcomes = await Promise.allSettled([
    small.compile(slow),
    small.compile(deep),
    small
      .compile(mail('<mj-text>fine</mj-text>'))
      .catch(() => small.compile(mail('<mj-text>fine</mj-text>'))),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
  await small.close();
  await expect(small.compile(mail('<mj-text>late</mj-text>'))).rejects.toBeInstanceOf(MailSourceError);
});
