import { metricsPolicy } from "@/lib/policy";
import { defineScript } from "@/lib/redis/script";

/**
 * Writes the sums of the log's first flushes and removes these from the log. Does nothing if another
 * process did so since they were read: the log then begins with a different flush.
 *
 * KEYS  1 the log   2... the buckets
 * ARGV  1 the beginning of the first flush, with its id   2 the number of flushes   then for each
 *       bucket its value and its TTL, ms
 * Reply the number of flushes removed: all of them, or 0.
 */
export const foldLogScript = defineScript(`#!lua flags=allow-key-locking
local logKey, beginning, count = KEYS[1], ARGV[1], tonumber(ARGV[2])

local first = redis.call("LINDEX", logKey, 0)
if not first or string.sub(first, 1, #beginning) ~= beginning then return 0 end

for index = 2, #KEYS do
  redis.call("SET", KEYS[index], ARGV[index * 2 - 1], "PX", ARGV[index * 2])
end
redis.call("LTRIM", logKey, count, -1)
redis.call("PEXPIRE", logKey, ${metricsPolicy.logKeptMs})
return count
`);
