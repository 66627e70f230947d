import { metricsPolicy } from "@/lib/policy";
import { defineScript } from "@/lib/redis/script";

/**
 * Writes what the first flushes of the log came to, and takes them off it, unless somebody did so
 * since they were read: then the log begins with another one.
 *
 * KEYS  1 the log   2... what the flushes are counted in
 * ARGV  1 how the first flush begins, with its id   2 how many flushes   then for each key from the
 *       second on its value and its life, ms
 * Reply how many were taken off: all of them, or 0.
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
