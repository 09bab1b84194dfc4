import { expect, test } from 'vitest';
import { renderLoaderFiles } from '../../../../image/host/boot.ts';
import { COMMAND_LINE } from '../../../../image/host/layout.ts';

test('neither boot loader waits, shows a menu or lets anybody edit the command line', () => {
  const files = renderLoaderFiles('root=x');
  expect(files['loader/loader.conf']).toMatch(/^timeout 0$/m);
  expect(files['loader/loader.conf']).toMatch(/^editor no$/m);
  expect(files['syslinux/syslinux.cfg']).toMatch(/^PROMPT 0$/m);
  expect(files['syslinux/syslinux.cfg']).toMatch(/^ALLOWOPTIONS 0$/m);
  expect(files['syslinux/syslinux.cfg']).toMatch(/^NOESCAPE 1$/m);
});

test('both boot loaders start the same kernel with the same command line', () => {
  const files = renderLoaderFiles('root=x quiet');
  expect(files['loader/entries/bezel.conf']).toMatch(/^options root=x quiet$/m);
  expect(files['syslinux/syslinux.cfg']).toMatch(/APPEND root=x quiet$/m);
});

test('no seat is a console of the kernel', () => {
  expect(COMMAND_LINE.match(/console=\S+/g)).toEqual(['console=tty12']);
});
