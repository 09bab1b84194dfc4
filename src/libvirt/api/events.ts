import { ClientBase } from '../client-base.ts';
import { ErrorCode } from '../constants/error-code.ts';
import { LibvirtError } from '../errors.ts';
import { EVENT_NAMES, type EventName } from '../events.ts';
import { eventMessages, eventProcedures as P } from '../procedures/events.ts';
import { qemuProcedures as Q } from '../procedures/qemu.ts';
import type { CallOptions } from '../rpc/connection.ts';

/** How the versions of libvirt say that they don't know an event. */
const UNKNOWN_EVENT: ReadonlySet<number> = new Set([
  ErrorCode.NO_SUPPORT,
  ErrorCode.INVALID_ARG,
  ErrorCode.INTERNAL_ERROR,
]);

/** Asking for events; they arrive as `event` on the connection, in libvirt's order. */
export abstract class EventClient extends ClientBase {
  readonly #callbacks = new Map<EventName, Promise<number>>();
  readonly #monitorCallbacks = new Map<string, Promise<number>>();

  /**
   * Subscribes to events of all domains; by default to every kind that there is. Gives those that the server knows.
   * Subscribing twice changes nothing. virConnectDomainEventRegisterAny.
   */
  async subscribe(names: readonly EventName[] = EVENT_NAMES, options?: CallOptions): Promise<EventName[]> {
    const accepted: EventName[] = [];
    for (const name of names) if (await this.#register(name, options)) accepted.push(name);
    return accepted;
  }

  /** virConnectDomainEventDeregisterAny. */
  async unsubscribe(names: readonly EventName[], options?: CallOptions): Promise<void> {
    for (const name of names) {
      const callback = await this.#callbacks.get(name);
      this.#callbacks.delete(name);
      if (callback !== undefined) await this.call(P.deregister, { callback }, options);
    }
  }

  /** Subscribes to events of QEMU's monitor by name (`SHUTDOWN`, …). virConnectDomainQemuMonitorEventRegister. */
  async subscribeMonitor(names: readonly string[], options?: CallOptions): Promise<void> {
    for (const event of names)
      await once(this.#monitorCallbacks, event, async () => {
        const { callback } = await this.call(
          Q.monitorEventRegister,
          { dom: undefined, event, flags: 0 },
          options,
        );
        return callback;
      });
  }

  /** virConnectDomainQemuMonitorEventDeregister. */
  async unsubscribeMonitor(names: readonly string[], options?: CallOptions): Promise<void> {
    for (const name of names) {
      const callback = await this.#monitorCallbacks.get(name);
      this.#monitorCallbacks.delete(name);
      if (callback !== undefined) await this.call(Q.monitorEventDeregister, { callback }, options);
    }
  }

  async #register(name: EventName, options: CallOptions | undefined): Promise<boolean> {
    try {
      await once(this.#callbacks, name, async () => {
        const { callback } = await this.call(
          P.register,
          { event: eventMessages[name].id, dom: undefined },
          options,
        );
        return callback;
      });
      return true;
    } catch (error) {
      if (error instanceof LibvirtError && UNKNOWN_EVENT.has(error.code)) return false;
      throw error;
    }
  }
}

/** Runs `make` unless its result is there or on its way; a failure is forgotten. */
async function once<K, V>(table: Map<K, Promise<V>>, key: K, make: () => Promise<V>): Promise<V> {
  const running = table.get(key) ?? make();
  table.set(key, running);
  try {
    return await running;
  } catch (error) {
    table.delete(key);
    throw error;
  }
}
