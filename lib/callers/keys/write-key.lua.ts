import { defineScript } from "@/lib/redis/script";

/**
 * Writes a key's record if the limits allow it and nobody else changed it meanwhile.
 *
 * KEYS  1 all keys (hash: id -> "<share> <name>")  2 the key (hash: record, usedAt)
 * ARGV  1 id  2 the new record (JSON)  3 its "<share> <name>"  4 most that all shares add up to
 *       5 most keys  6 the record that it replaces, empty for a new key
 * Reply "written", "changed" (the record is another one by now, or gone), "full" or "shares".
 */
export const writeKeyScript = defineScript(`#!lua flags=allow-key-locking
local all, key = KEYS[1], KEYS[2]
local id, record, entry, sharesMost = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4])
local keysMost, expected = tonumber(ARGV[5]), ARGV[6]

local function shareOf(text)
  return tonumber(string.match(text or "", "^%d+") or "0")
end

local current = redis.call("HGET", key, "record") or ""
if current ~= expected then return "changed" end
if expected == "" and redis.call("HLEN", all) >= keysMost then return "full" end

local share, before, sum = shareOf(entry), 0, 0
local entries = redis.call("HGETALL", all)
for at = 1, #entries, 2 do
  local one = shareOf(entries[at + 1])
  if entries[at] == id then before = one else sum = sum + one end
end
-- A share that stays or shrinks is allowed even if the limit was lowered meanwhile.
if share > before and sum + share > sharesMost then return "shares" end

redis.call("HSET", all, id, entry)
redis.call("HSET", key, "record", record)
return "written"
`);

/**
 * Notes when a key was last used. A revoked key stays revoked.
 *
 * KEYS  1 the key (hash: record, usedAt)
 * ARGV  1 the time, ms
 * Reply 1 when noted, else 0.
 */
export const noteUseScript = defineScript(`#!lua flags=allow-key-locking
local key, usedAt = KEYS[1], ARGV[1]

if redis.call("HEXISTS", key, "record") == 0 then return 0 end
redis.call("HSET", key, "usedAt", usedAt)
return 1
`);
