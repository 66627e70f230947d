import { StoreFault, type StoreFaultReason } from "@/lib/store-fault";

/** Error codes that mean that the store cannot be used now. */
const reasonByCode: Record<string, StoreFaultReason> = {
  READONLY: "readonly",
  // The store cannot save to disk or has too few replicas, so it accepts no writes.
  MISCONF: "readonly",
  NOREPLICAS: "readonly",
  OOM: "out-of-memory",
  LOADING: "loading",
  BUSY: "unreachable",
  MASTERDOWN: "unreachable",
  CLUSTERDOWN: "unreachable",
  TRYAGAIN: "unreachable",
};

/** Codes that describe a command's error and contain none of its words. */
const plainCodes = new Set(
  "ERR WRONGTYPE NOAUTH WRONGPASS NOPERM NOSCRIPT EXECABORT CROSSSLOT NOPROTO".split(" "),
);

/** Converts any error of a wire to a StoreFault with its reason only. */
export function toStoreFault(error: unknown): StoreFault {
  if (error instanceof StoreFault) return error;
  if (!(error instanceof Error)) return new StoreFault("unreachable");
  if (error.name === "AbortError" || error.name === "TimeoutError")
    return new StoreFault("timeout");
  if (error.message === "Command timed out") return new StoreFault("timeout");
  const isReply = error.name === "ReplyError" || error.name === "UpstashError";
  return isReply ? replyFault(error.message) : new StoreFault("unreachable");
}

/** The fault for a server's error reply. */
export function replyFault(message: string): StoreFault {
  const code = /^-?([A-Z]{2,})\b/.exec(message)?.[1] ?? "";
  const reason = reasonByCode[code];
  if (reason) return new StoreFault(reason);
  // Upstash's text: the data has reached the size of the plan.
  if (/^ERR DB capacity\b/i.test(message)) return new StoreFault("out-of-memory");
  // One request, record or key exceeds a size limit. The store works but will refuse this one
  // again.
  if (/^ERR max\b.*\b(request|record|entry|key) size\b/i.test(message)) {
    return new StoreFault("refused", { tooLarge: true, cause: new Error("over a size limit") });
  }
  // A quota is used up, or there are too many connections.
  if (/^ERR max\b.*\b(limit|clients|connections)\b/i.test(message)) {
    return new StoreFault("unreachable");
  }
  // A message without a code is not from Redis but from a server in front of it.
  if (!code && !/^unauthorized/i.test(message)) return new StoreFault("unreachable");
  // @upstash/redis appends the whole command. It is cut off before anything is read.
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
 * Where and how a script failed, in the interpreter's own fixed phrases. They quote names from the
 * script's source, never a key or a value. Other messages are reduced to their line number.
 */
function luaComplaint(message: string): string | null {
  const line = /\buser_script:(\d+):/.exec(message)?.[1];
  if (!line) return null;
  const phrase = luaPhrases.map((pattern) => pattern.exec(message)?.[0]).find(Boolean);
  return `Lua, line ${line}${phrase ? `: ${phrase}` : ""}`;
}
