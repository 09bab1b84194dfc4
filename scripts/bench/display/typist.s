# The boot sector of typist.ts: SeaBIOS's screen until the first key; then 1920x1080, and a square in the corner of another colour with
# each key; with an N all of the screen changes from then on.
#   as --32 -o typist.o typist.s && ld -m elf_i386 -Ttext 0x7c00 --oformat binary -o typist.bin typist.o && xxd -p typist.bin
.code16
.intel_syntax noprefix
.globl _start
_start:
  cli
  xor ax, ax
  mov ds, ax
  mov ss, ax
  mov sp, 0x7c00
  sti
  cld
  mov ah, 0
  int 0x16
  mov si, OFFSET modes
  mov cx, 6
mode:
  mov dx, 0x1ce
  lodsw
  out dx, ax
  inc dx
  lodsw
  out dx, ax
  loop mode
  mov ax, 0xa000
  mov es, ax
  mov ebx, 0x00204060
key:
  mov ah, 0
  int 0x16
  cmp al, 'n'
  je noise
  xor ebx, 0x00ffffff
  xor di, di
  mov bp, 8
row:
  mov cx, 8
  mov eax, ebx
  rep stosd
  add di, 1920 * 4 - 8 * 4
  dec bp
  jnz row
  jmp key
# All of the screen in another colour, again and again, in pieces of 64 KiB.
noise:
  xor bp, bp
bank:
  mov dx, 0x1ce
  mov ax, 5
  out dx, ax
  inc dx
  mov ax, bp
  out dx, ax
  xor di, di
  mov cx, 0x4000
  add ebx, 0x00030507
  mov eax, ebx
  rep stosd
  inc bp
  cmp bp, 126
  jb bank
  jmp noise
# VBE's registers of bochs: off, width, height, depth, on, bank.
modes:
  .word 4, 0, 1, 1920, 2, 1080, 3, 32, 4, 0x41, 5, 0
