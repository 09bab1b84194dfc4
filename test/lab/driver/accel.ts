import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';

/** How QEMU runs the box's processors. */
export type Accel = {
  kind: 'kvm' | 'tcg';
  /** Why this one: one sentence for people. */
  reason: string;
};

/** What was found out about the machine that runs the lab. */
export type AccelFacts = {
  /** /proc/cpuinfo names vmx or svm: without it KVM can't be nested, so the box would have no /dev/kvm. */
  cpuVirtualises: boolean;
  /** The kvm_intel or kvm_amd module's `nested` parameter; null when neither module is loaded. */
  nested: boolean | null;
  /** A probe ran firmware under KVM to its first message; null when it was not tried. */
  probeRan: boolean | null;
};

/** Decides for KVM only if the box's own guest can use KVM in turn. Pure. */
export function planAccel(facts: AccelFacts): Accel {
  if (!facts.cpuVirtualises)
    return {
      kind: 'tcg',
      reason: 'the processor offers neither vmx nor svm, so the box would have no KVM of its own',
    };
  if (facts.nested !== true)
    return { kind: 'tcg', reason: 'nested virtualisation is off in kvm_intel or kvm_amd' };
  if (facts.probeRan !== true) return { kind: 'tcg', reason: 'code does not run under /dev/kvm' };
  return { kind: 'kvm', reason: 'code runs under /dev/kvm and virtualisation can be nested' };
}

/** Whether the text of /proc/cpuinfo names a virtualisation extension. Pure. */
export function isVirtualisingCpu(cpuinfo: string): boolean {
  return /^flags\s*:.*\b(vmx|svm)\b/m.test(cpuinfo);
}

/** Looks at the machine and decides. Takes a second at most; cheap facts first. */
export async function readAccel(root = '/'): Promise<Accel> {
  const cpuinfo = await readFile(`${root}proc/cpuinfo`, 'utf8').catch(() => '');
  const facts: AccelFacts = {
    cpuVirtualises: isVirtualisingCpu(cpuinfo),
    nested: await readNested(root),
    probeRan: null,
  };
  if (facts.cpuVirtualises && facts.nested === true) facts.probeRan = await probeKvm();
  return planAccel(facts);
}

async function readNested(root: string): Promise<boolean | null> {
  for (const module of ['kvm_intel', 'kvm_amd']) {
    const value = await readFile(`${root}sys/module/${module}/parameters/nested`, 'utf8').catch(() => null);
    if (value !== null) return ['Y', '1'].includes(value.trim());
  }
  return null;
}

/** Runs SeaBIOS under KVM until it prints on its debug port: /dev/kvm may exist, open, and still run nothing. */
async function probeKvm(timeoutMs = 5000): Promise<boolean> {
  const child = spawn(
    'qemu-system-x86_64',
    [
      ['-accel', 'kvm', '-machine', 'pc', '-m', '64', '-nodefaults', '-no-user-config', '-display', 'none'],
      ['-chardev', 'stdio,id=debug', '-device', 'isa-debugcon,iobase=0x402,chardev=debug'],
    ].flat(),
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  try {
    return await new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => resolve(false), timeoutMs);
      const answer = (ran: boolean) => {
        clearTimeout(timer);
        resolve(ran);
      };
      child.once('error', () => answer(false));
      child.once('exit', () => answer(false));
      child.stdout.once('data', () => answer(true));
    });
  } finally {
    child.kill('SIGKILL');
  }
}
