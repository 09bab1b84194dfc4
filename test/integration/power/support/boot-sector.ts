/**
 * A guest of 512 bytes that ends in every way that there is. It says `B` on its serial line when it has booted, and does what it is told there by
 * one letter: `h` halts by ACPI, `r` resets by port 0xcf9, `t` makes a triple fault, `p` panics by pvpanic, `w` lets the watchdog ib700 bite at
 * once, `i` has it ignore the power button, which it halts at otherwise (and answers `I`).
 *
 * ```
 *         cli
 *         xor  ax, ax          ; ds = 0
 *         mov  ds, ax
 *         mov  dx, 0x602       ; PM1 enable: the power button
 *         mov  ax, 0x100
 *         out  dx, ax
 *         mov  dx, 0x3f8       ; "B"
 *         mov  al, 'B'
 *         out  dx, al
 *         mov  bl, 1           ; heeds the button
 * loop:   sti                  ; sleeps until the next tick of the BIOS's clock: a loop would keep a processor of the machine busy
 *         hlt
 *         mov  dx, 0x3fd       ; has the serial line a letter?
 *         in   al, dx
 *         test al, 1
 *         jz   button
 *         mov  dx, 0x3f8
 *         in   al, dx
 *         cmp  al, 'h'         ; … and so on for r, t, p, w
 *         je   halt
 *         …
 * button: mov  dx, 0x600       ; PM1 status
 *         in   ax, dx
 *         test ah, 1
 *         jz   loop
 *         out  dx, ax
 *         test bl, bl
 *         jz   loop
 * halt:   mov  dx, 0x604       ; PM1 control: S5
 *         mov  ax, 0x2000
 *         out  dx, ax
 *         jmp  loop
 * reset:  mov  dx, 0xcf9
 *         mov  al, 6
 *         out  dx, al
 *         jmp  loop
 * triple: lidt [zero]
 *         int3
 * panic:  mov  dx, 0x505
 *         mov  al, 1
 *         out  dx, al
 *         jmp  loop
 * bite:   mov  dx, 0x443
 *         mov  al, 0xf         ; after 0 s
 *         out  dx, al
 *         jmp  loop
 * ```
 */
const code = `
  fa 31 c0 8e d8 ba 02 06 b8 00 01 ef ba f8 03 b0 42 ee b3 01 fb f4 ba fd 03 ec a8 01 74 23 ba f8
  03 ec 3c 68 74 29 3c 72 74 2e 3c 74 74 32 3c 70 74 34 3c 77 74 38 3c 69 75 da 30 db b0 49 ee eb
  d3 ba 00 06 ed f6 c4 01 74 ca ef 84 db 74 c5 ba 04 06 b8 00 20 ef eb bc ba f9 0c b0 06 ee eb b4
  0f 01 1e 76 7c cc ba 05 05 b0 01 ee eb a6 ba 43 04 b0 0f ee eb 9e`;

/** A disk that boots it. */
export function bootDisk(): Buffer {
  const disk = Buffer.alloc(1024 * 1024);
  Buffer.from(code.replace(/\s/g, ''), 'hex').copy(disk);
  disk.writeUInt16LE(0xaa55, 510);
  return disk;
}
