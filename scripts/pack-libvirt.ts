import { join } from 'node:path';
import { packLibvirt } from './lib/pack-libvirt.ts';

const out = join(import.meta.dirname, '../build/libvirt');
await packLibvirt(join(import.meta.dirname, '..'), out);
console.log(`${out} is the package 'libvirt'; npm publish in there publishes it`);
