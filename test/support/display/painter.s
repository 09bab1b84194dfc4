# The boot sector of painter.ts. Each key that is pressed shows the next picture of the table, from the disk that it was
# loaded from. A picture: width, height, banks of 64 KiB (words), first sector (long); a width of 0 ends the table.
#   as --32 -o painter.o painter.s && ld -m elf_i386 -Ttext 0x7c00 --oformat binary -o painter.bin painter.o && xxd -p painter.bin
.code16
.intel_syntax noprefix
.globl _start
_start:
  cli
  xor ax, ax
  mov ds, ax
  mov es, ax
  mov ss, ax
  mov sp, 0x7c00
  sti
  cld
  mov byte ptr [drive], dl
  # A cursor that blinks would make each look at the screen another one.
  mov ah, 1
  mov cx, 0x2000
  int 0x10
  mov si, OFFSET table
next:
  mov ah, 0
  int 0x16
show:
  lodsw
  test ax, ax
  jz again
  mov bp, ax
  lodsw
  mov cx, ax
  lodsw
  mov di, ax
  lodsd
  mov dword ptr [sector], eax
  mov ax, 4
  xor bx, bx
  call vbe
  mov ax, 1
  mov bx, bp
  call vbe
  mov ax, 2
  mov bx, cx
  call vbe
  mov ax, 3
  mov bx, 32
  call vbe
  mov ax, 4
  mov bx, 0x41
  call vbe
  xor bp, bp
bank:
  mov ax, 5
  mov bx, bp
  call vbe
  push si
  push di
  xor di, di
half:
  mov si, OFFSET packet
  mov dl, byte ptr [drive]
  mov ah, 0x42
  int 0x13
  push ds
  mov ax, 0xa000
  mov es, ax
  mov ax, 0x1000
  mov ds, ax
  xor si, si
  mov cx, 0x2000
  rep movsd
  pop ds
  add dword ptr [sector], 64
  test di, di
  jnz half
  pop di
  pop si
  inc bp
  cmp bp, di
  jb bank
  jmp next
again:
  mov si, OFFSET table
  jmp show

# Bochs' registers of the screen: index in ax, value in bx.
vbe:
  mov dx, 0x1ce
  out dx, ax
  inc dx
  xchg ax, bx
  out dx, ax
  ret

# The disk is read 32 KiB at a time, to 1000:0000.
packet:
  .byte 16, 0
  .word 64, 0, 0x1000
sector:
  .long 0, 0
drive:
  .byte 0
table:
