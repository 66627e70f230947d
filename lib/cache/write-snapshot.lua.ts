import { gatePolicy } from "@/lib/policy";
import { defineScript } from "@/lib/redis/script";

/**
 * Keeps a landed answer unless a newer one is there, and forgets the failure noted before it.
 *
 * KEYS  1 the entry (JSON: fetchedAtMs, snapshot)   2 the failure of the same job
 * ARGV  1 the entry to write   2 its fetchedAtMs, store time   3 its life, ms
 * Reply the entry kept: ARGV 1, or the newer one that was there.
 *
 * An entry from the future was written before the store's clock went back: it fences nothing.
 */
export const writeSnapshotScript = defineScript(`#!lua flags=allow-key-locking
local entryKey, failureKey = KEYS[1], KEYS[2]
local entry, fetchedAtMs, lifeMs = ARGV[1], tonumber(ARGV[2]), ARGV[3]

-- What is no text is no entry: it is written over.
local kept = redis.pcall("GET", entryKey)
if type(kept) == "string" then
  local time = redis.call("TIME")
  local nowMs = time[1] * 1000 + math.floor(time[2] / 1000)
  local readable, old = pcall(cjson.decode, kept)
  local oldMs = readable and type(old) == "table" and tonumber(old.fetchedAtMs)
  if oldMs and oldMs > fetchedAtMs and oldMs <= nowMs + ${gatePolicy.clockToleranceMs} then
    return kept
  end
end

redis.call("SET", entryKey, entry, "PX", lifeMs)
redis.call("DEL", failureKey)
return entry
`);
