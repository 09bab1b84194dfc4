/** Our virtual terminal. */
export interface Vt {
  readonly number: number;
  /** Takes its screen and its keyboard away from the kernel. While it is in front, nobody else can switch from now on. */
  take(): void;
  /** Whether what we paint is on it, or the kernel's text. `take` begins with what we paint. */
  setGraphics(on: boolean): void;
  /** Gives both back to the kernel. */
  give(): void;
  /** Asks the kernel for another terminal in front; `watchActiveVt` tells when that is so. */
  activate(number: number): void;
  close(): void;
}
