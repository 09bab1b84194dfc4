export * from './access.ts';
export * from './box.ts';
export * from './changes.ts';
export * from './config.ts';
export * from './console.ts';
export * from './console-log.ts';
export * from './display.ts';
export * from './drives.ts';
export * from './events.ts';
export * from './fact.ts';
export * from './file-taking.ts';
export * from './guest.ts';
export {
  type GuestHealth,
  guestHealth,
  type HealthReport,
  type HealthState,
  healthReport,
  healthState,
} from './guest-health.ts';
export * from './guest-side.ts';
export * from './inventory/index.ts';
export * from './key-combinations.ts';
export * from './log.ts';
export * from './media.ts';
export * from './most-thumbnail.ts';
export * from './network.ts';
export * from './operation.ts';
export * from './paths.ts';
export * from './power.ts';
export * from './private-link.ts';
export * from './problem.ts';
export * from './routes.ts';
export * from './screenshot.ts';
export * from './status.ts';
export * from './text.ts';
export * from './usb-class.ts';
export * from './usb-make.ts';
