export * from './connection.ts';
export { isEnded } from './operation.ts';
export * from './selectors.ts';
export * from './store.ts';
