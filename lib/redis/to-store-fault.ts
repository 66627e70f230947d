import { StoreFault, type StoreFaultReason } from "./store";

/** What a server says first, where it means that the store cannot be used now. */
const reasonByCode: Record<string, StoreFaultReason> = {
  READONLY: "readonly",
  // It cannot save to disk, or has too few replicas: it takes no writes either.
  MISCONF: "readonly",
  NOREPLICAS: "readonly",
  OOM: "out-of-memory",
  LOADING: "loading",
  BUSY: "unreachable",
  MASTERDOWN: "unreachable",
  CLUSTERDOWN: "unreachable",
  TRYAGAIN: "unreachable",
};

/** Codes that say what was wrong with a command, and nothing of its words. */
const plainCodes = new Set(
  "ERR WRONGTYPE NOAUTH WRONGPASS NOPERM NOSCRIPT EXECABORT CROSSSLOT NOPROTO".split(" "),
);

/** Names any error of a wire by its reason and leaves everything else of it behind. */
export function toStoreFault(error: unknown): StoreFault {
  if (error instanceof StoreFault) return error;
  if (!(error instanceof Error)) return new StoreFault("unreachable");
  if (error.name === "AbortError" || error.name === "TimeoutError")
    return new StoreFault("timeout");
  if (error.message === "Command timed out") return new StoreFault("timeout");
  const isReply = error.name === "ReplyError" || error.name === "UpstashError";
  return isReply ? replyFault(error.message) : new StoreFault("unreachable");
}

/** The fault that a server's error reply stands for. */
export function replyFault(message: string): StoreFault {
  const code = /^-?([A-Z]{2,})\b/.exec(message)?.[1] ?? "";
  const reason = reasonByCode[code];
  if (reason) return new StoreFault(reason);
  // Upstash's own: a quota used up, too many connections.
  if (/^ERR max\b.*\b(limit|clients|connections)\b/i.test(message)) {
    return new StoreFault("unreachable");
  }
  // Without a code it is no Redis that speaks, but something before it that has no better answer.
  if (!code && !/^unauthorized/i.test(message)) return new StoreFault("unreachable");
  // @upstash/redis adds the whole command: that is cut off before anything is read from it.
  const said = message.split(", command was:")[0] ?? "";
  const complaint = luaComplaint(said) ?? (plainCodes.has(code) ? code : null);
  return new StoreFault("refused", {
    unknownScript: code === "NOSCRIPT",
    ...(complaint ? { cause: new Error(complaint) } : {}),
  });
}

const luaPhrases = [
  /attempt to (?:call|index|concatenate|get length of|perform arithmetic on) (?:local|global|field|upvalue|method) '[\w?]+' \(a [a-z]+ value\)/,
  /attempt to compare (?:two [a-z]+ values|[a-z]+ with [a-z]+)/,
  /attempt to (?:call|index|concatenate|get length of|perform arithmetic on) a [a-z]+ value/,
  /bad argument #\d+ to '[\w.?]+'/,
  /unexpected symbol|Unknown Redis command|Wrong number of args/,
];

/**
 * Where and how a script broke, in the interpreter's own fixed phrases: they quote names from the
 * script's source, never a key or a value. Anything else is only its line.
 */
function luaComplaint(message: string): string | null {
  const line = /\buser_script:(\d+):/.exec(message)?.[1];
  if (!line) return null;
  const phrase = luaPhrases.map((pattern) => pattern.exec(message)?.[0]).find(Boolean);
  return `Lua, line ${line}${phrase ? `: ${phrase}` : ""}`;
}
