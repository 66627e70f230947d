import { defineScript } from "@/lib/redis/script";

/**
 * Drops cached copies, except those read since ARGV[1].
 *
 * KEYS  1 when copies were read   2 their sizes (both as in write-snapshot.lua.ts)
 *       3... the entry of each copy
 * ARGV  1 time of the last read that saves a copy, store ms   2... the key of each copy's job
 * Reply the KB dropped.
 *
 * Deletes first: a full store refuses commands that may enlarge it until the script has written.
 */
export const dropCopiesScript = defineScript(`#!lua flags=allow-key-locking
local copiesKey, sizesKey, since, dropped = KEYS[1], KEYS[2], tonumber(ARGV[1]), 0
for index = 2, #ARGV do
  local jobKey = ARGV[index]
  -- An unreadable value saves no copy.
  local lookedAt, size = redis.pcall("ZSCORE", copiesKey, jobKey), redis.pcall("HGET", sizesKey, jobKey)
  if type(lookedAt) ~= "string" or tonumber(lookedAt) <= since then
    redis.call("DEL", KEYS[index + 1])
    redis.pcall("ZREM", copiesKey, jobKey)
    redis.pcall("HDEL", sizesKey, jobKey)
    dropped = dropped + (type(size) == "string" and tonumber(size) or 0)
  end
end
-- A sum that cannot be written is calculated again with the next copy.
if dropped > 0 and redis.pcall("HEXISTS", sizesKey, "sum") == 1 then
  local counted = redis.pcall("HINCRBY", sizesKey, "sum", -dropped)
  if type(counted) ~= "number" then redis.call("HDEL", sizesKey, "sum") end
end
return dropped
`);
