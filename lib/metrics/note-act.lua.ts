import { defineScript } from "@/lib/redis/script";

/**
 * Prepends one act to the list, dated by the store.
 *
 * KEYS  1 the list
 * ARGV  1 the entry as JSON, without its time   2 the most entries to store   3 their TTL, ms
 * Reply the store's time, ms. A repeat has the same request id, and is stored once.
 */
export const noteActScript = defineScript(`#!lua flags=allow-key-locking
local listKey, entry, most, lifeMs = KEYS[1], cjson.decode(ARGV[1]), tonumber(ARGV[2]), ARGV[3]

local time = redis.call("TIME")
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local last = redis.call("LINDEX", listKey, 0)
if last and cjson.decode(last).requestId == entry.requestId then return now end

entry.at = now
redis.call("LPUSH", listKey, cjson.encode(entry))
redis.call("LTRIM", listKey, 0, most - 1)
redis.call("PEXPIRE", listKey, lifeMs)
return now
`);
