import { expect, test } from 'vitest';
import {
  DomainEventKind,
  DomainState,
  domainStateName,
  ErrorCode,
  errorCodeName,
  lifecycleDetailName,
  lifecycleEventName,
  ShutoffReason,
  StoppedDetail,
  stateReasonName,
} from '../../../../src/libvirt/index.ts';

test('numbers have names', () => {
  expect(domainStateName(DomainState.SHUTOFF)).toBe('shutoff');
  expect(stateReasonName(DomainState.SHUTOFF, ShutoffReason.FROM_SNAPSHOT)).toBe('from-snapshot');
  expect(lifecycleEventName(DomainEventKind.STOPPED)).toBe('stopped');
  expect(lifecycleDetailName(DomainEventKind.STOPPED, StoppedDetail.DESTROYED)).toBe('destroyed');
  expect(errorCodeName(ErrorCode.NO_DOMAIN)).toBe('no-domain');
});

test('the same detail means something else for another event', () => {
  expect(lifecycleDetailName(DomainEventKind.STARTED, 1)).toBe('migrated');
  expect(lifecycleDetailName(DomainEventKind.SHUTDOWN, 1)).toBe('guest');
});

test('numbers of a newer libvirt have a name too', () => {
  expect(domainStateName(99)).toBe('unknown-99');
  expect(stateReasonName(99, 3)).toBe('unknown-3');
  expect(lifecycleDetailName(99, 3)).toBe('unknown-3');
});
