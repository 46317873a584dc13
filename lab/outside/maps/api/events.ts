type Handler = (this: unknown, ...args: unknown[]) => void;
type Registration = { readonly source: object; readonly event: string; readonly handler: Handler };

const registrations = new Set<Registration>();

export const GEvent = {
  addListener(source: object, event: string, handler: Handler): Registration {
    const registration = { source, event, handler };
    registrations.add(registration);
    return registration;
  },
  addDomListener(source: EventTarget, event: string, handler: Handler): Registration {
    source.addEventListener(event, (...args) => {
      handler.apply(source, args);
    });
    return GEvent.addListener(source, event, handler);
  },
  bind(source: object, event: string, object: object, method: Handler): Registration {
    return GEvent.addListener(source, event, (...args) => {
      method.apply(object, args);
    });
  },
  removeListener(registration: Registration): void {
    registrations.delete(registration);
  },
  clearListeners(source: object, event?: string): void {
    for (const it of registrations) {
      if (it.source === source && (event === undefined || it.event === event)) registrations.delete(it);
    }
  },
  clearInstanceListeners(source: object): void {
    GEvent.clearListeners(source);
  },
  trigger(source: object, event: string, ...args: unknown[]): void {
    for (const it of [...registrations]) if (it.source === source && it.event === event) it.handler.apply(source, args);
  },
};

/** Called by pages when they are left, to prevent memory leaks in old browsers. */
export function GUnload(): void {
  registrations.clear();
}
