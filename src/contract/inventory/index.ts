export * from './board.ts';
export * from './cpu.ts';
export * from './inventory.ts';
export * from './memory.ts';
export * from './nic.ts';
export * from './pci.ts';
export * from './storage.ts';
export * from './usb.ts';
