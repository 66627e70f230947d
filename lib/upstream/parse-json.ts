/**
 * The value of a JSON text, or undefined when it is none or has a key that would reach for an
 * object's prototype.
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text, (key, value: unknown) => {
      if (key === "__proto__") throw new SyntaxError("forbidden key");
      return value;
    });
  } catch {
    return undefined;
  }
}
