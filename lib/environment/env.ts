import "server-only";
import { hostname } from "node:os";
import type { Environment } from "./environment";
import { parseEnvironment } from "./parse-environment";

const KEY = Symbol.for("gammagate.environment");
const holder = globalThis as typeof globalThis & { [KEY]?: Environment };

/** The environment is invalid. The message names the variable and the rule, never the value. */
class EnvironmentError extends Error {
  override readonly name = "EnvironmentError";
}

/** Returns the environment, parsed once per process on first use. Throws EnvironmentError. */
export function environment(): Environment {
  const known = holder[KEY];
  if (known !== undefined) return known;
  const parsed = parseEnvironment(process.env, hostname());
  if (!parsed.ok) throw new EnvironmentError(`${parsed.variable} ${parsed.reason}`);
  holder[KEY] = parsed.environment;
  return parsed.environment;
}
