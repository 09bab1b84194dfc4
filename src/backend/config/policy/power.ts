import * as z from 'zod';
import { ups } from './ups.ts';

const action = z.enum(['power-off', 'reboot', 'restart', 'leave-off']);

const rule = (when: string, defaults: { action: z.infer<typeof action>; delayS: number }) =>
  z
    .strictObject({
      action: action
        .default(defaults.action)
        .describe(
          'What the box does. `power-off`, `reboot`: the box itself. `restart`: a cold start of the guest with a newly rendered domain XML. `leave-off`: nothing.',
        ),
      delayS: z
        .int()
        .min(0)
        .max(3600)
        .default(defaults.delayS)
        .describe(
          'How long the box waits before it does so, in seconds: a countdown that can be called off.',
        ),
    })
    .prefault({})
    .describe(when);

export const power = z
  .strictObject({
    halted: rule('The guest has switched itself off.', { action: 'power-off', delayS: 10 }),
    rebooted: rule('The guest has rebooted.', { action: 'restart', delayS: 0 }),
    crashed: rule('The guest has reported that its kernel has crashed.', { action: 'restart', delayS: 0 }),
    watchdog: rule("The guest has not fed its watchdog, and the watchdog's action has ended it.", {
      action: 'restart',
      delayS: 0,
    }),
    stopped: rule('Somebody at the box asked the guest to stop, and it did.', {
      action: 'leave-off',
      delayS: 0,
    }),
    killed: rule("Somebody has cut the guest's power.", { action: 'leave-off', delayS: 0 }),
    qemuDied: rule('QEMU has ended without being told to.', { action: 'restart', delayS: 0 }),
    failedStart: rule('The guest could not be started, not with its last good configuration either.', {
      action: 'leave-off',
      delayS: 0,
    }),
    unknown: rule('The guest is off, and nothing tells why.', { action: 'restart', delayS: 5 }),
    backOff: z
      .strictObject({
        delaysS: z
          .array(z.int().min(0).max(86_400).meta({ title: 'delay', description: 'A delay, in seconds.' }))
          .min(1)
          .max(16)
          .default([1, 5, 30, 120, 600])
          .describe(
            'How long the first, second, … restart in a row waits, in seconds; the last one repeats.',
          ),
        giveUpAfter: z
          .int()
          .min(0)
          .max(1000)
          .default(10)
          .describe(
            'After so many restarts in a row the guest is left off until somebody starts it. 0: never.',
          ),
        calmS: z
          .int()
          .min(10)
          .max(86_400)
          .default(600)
          .describe('A guest that has run for so long ends the row, in seconds.'),
      })
      .prefault({})
      .describe('Restarts after crashes, the watchdog, the death of QEMU and reboots within a minute.'),
    dump: z
      .strictObject({
        keep: z
          .int()
          .min(0)
          .max(16)
          .default(0)
          .describe(
            'How many dumps are kept; each may be as large as the memory of the guest. 0: none is written.',
          ),
        directory: z
          .string()
          .regex(/^\/[^\0]*$/, 'an absolute path')
          .default('/var/lib/bezel/dumps')
          .describe('Where on the host they are kept. A dump for which there is no room is not written.'),
        limitS: z
          .int()
          .min(10)
          .max(7200)
          .default(600)
          .describe('What takes longer is given up, and the guest is started again.'),
      })
      .prefault({})
      .describe(
        "A dump of the guest's memory before it is started again: after its kernel has crashed, and after its watchdog if `guest.watchdog.action` is `pause`.",
      ),
    atStopLimit: z
      .enum(['ask', 'force-off', 'give-up'])
      .default('ask')
      .describe(
        'A guest that was asked to stop has not done so within `guest.stopTimeoutS`. `ask`: the seats ask what to do, and the guest goes on meanwhile. `force-off`: its power is cut. `give-up`: it goes on, and what was asked for is dropped. A host that goes down, and an UPS that is empty, do not wait: they cut.',
      ),
    button: z
      .enum(['stop', 'ignore'])
      .default('stop')
      .describe(
        "The box's power button. `stop`: the guest is asked to stop, then the box powers off. `ignore`: nothing, but the guest is told.",
      ),
    ctrlAltDel: z
      .enum(['ignore', 'guest', 'reboot', 'stop'])
      .default('ignore')
      .describe(
        "Ctrl-Alt-Del on the box's keyboard while the console is shown. `ignore`: nothing. `guest`: the guest gets it. `reboot`, `stop`: the guest is asked to stop, then the box reboots or powers off.",
      ),
    ups,
  })
  .describe('What the box does when the guest stops, and what stops the guest.');
