import { defineScript } from "@/lib/redis/script";

/**
 * Empties a one-token bucket of @upstash/ratelimit as if its token had never been taken. A negative
 * rate would not do: it returns the token but keeps the old refill time, and two could then be taken
 * within one interval. `resetUsedTokens` scans the whole database, and takes a later token away too.
 *
 * KEYS  1 the bucket (hash: refilledAt, tokens)
 * ARGV  1 when the token was taken, store time, ms
 * Reply 1 when it was given back, 0 when the bucket has another token's time by now.
 */
export const giveBackScript = defineScript(`#!lua flags=allow-key-locking
local bucket, takenAt = KEYS[1], tonumber(ARGV[1])

local refilledAt = redis.call("HGET", bucket, "refilledAt")
if refilledAt and tonumber(refilledAt) == takenAt then
  return redis.call("DEL", bucket)
end
return 0
`);
