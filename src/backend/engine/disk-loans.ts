import type { WorkContext } from './work.ts';

/** A USB disk to write a file to, and the partition; the first that can be written to where none is named. */
export interface LoanWish {
  id: string;
  partition?: number | undefined;
}

/** USB disks of the box, for work of another part that has something to write there. */
export interface DiskLoans {
  /**
   * What people call the disk.
   * @throws OperatorError where it cannot be written to now
   */
  demand(wish: LoanWish): string;
  /**
   * Has the guest let go of a disk, runs `use` with the folder in which the host has it, and returns it, whatever `use` comes to; a disk that is lent
   * already stays so. Resolves to a sentence on who has it now. Rejects with what `use` rejects with; what `use` has done stays done where the return fails.
   */
  borrow(wish: LoanWish, work: WorkContext, use: (folder: string) => Promise<void>): Promise<string>;
}
