/**
 * Returns one object for the whole process. Next loads a module several times (handlers, pages,
 * instrumentation), so module state is not shared; globalThis is.
 */
export function processWide<Shared>(name: string, make: () => Shared): Shared {
  const key = Symbol.for(`gammagate.${name}`);
  // The only cast. Each name is used by one file, which determines its type.
  const holder = globalThis as unknown as Record<symbol, Shared | undefined>;
  const existing = holder[key];
  if (existing !== undefined) return existing;
  const made = make();
  holder[key] = made;
  return made;
}
