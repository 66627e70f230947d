import { defineScript } from "@/lib/redis/script";

/**
 * Deletes a one-token bucket of @upstash/ratelimit, as if its token had never been taken. A negative
 * rate would return the token but keep the old refill time, so that two could be taken within one
 * interval. `resetUsedTokens` scans the whole database, and would return a later token too.
 *
 * KEYS  1 the bucket (hash: refilledAt, tokens)
 * ARGV  1 when the token was taken, store time, ms
 * Reply 1 when the token was returned, 0 when the bucket has a later token.
 */
export const giveBackScript = defineScript(`#!lua flags=allow-key-locking
local bucket, takenAt = KEYS[1], tonumber(ARGV[1])

local refilledAt = redis.call("HGET", bucket, "refilledAt")
if refilledAt and tonumber(refilledAt) == takenAt then
  return redis.call("DEL", bucket)
end
return 0
`);
