import { scanPolicy } from "@/lib/policy";
import { defineScript } from "@/lib/redis/script";

/**
 * Keeps a new scan, unless its caller has too many.
 *
 * KEYS  1 the scan   2 its caller's scans (both as in sync-scan.lua.ts)
 * ARGV  1 its id   2 what it was asked to do, JSON   3 how many rows it has
 * Reply when it was made, store ms; 0: the caller has too many. Replayed it says so again.
 */
export const createScanScript = defineScript(`#!lua flags=allow-key-locking
local scanKey, callerKey = KEYS[1], KEYS[2]
local id, order, total = ARGV[1], ARGV[2], tonumber(ARGV[3])
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local moment = string.format('%.0f', now)

local createdAt = redis.call('HGET', scanKey, 'createdAt')
if createdAt then return createdAt end

local mine, count = redis.call('HGETALL', callerKey), 0
for index = 1, #mine, 2 do
  local lookedAt = string.match(mine[index + 1], '^%a+ (%d+)')
  if now - tonumber(lookedAt) > ${scanPolicy.keptMs} then redis.call('HDEL', callerKey, mine[index])
  else count = count + 1 end
end
if count >= ${scanPolicy.keptPerCaller} then return '0' end

redis.call('HSET', scanKey, 'order', order, 'createdAt', moment, 'rows', string.rep('w', total),
  'state', 'running', 'acts', '', 'lookedAt', moment, 'servedAt', '0')
redis.call('HSET', callerKey, id, 'running ' .. moment .. ' 0')
for _, key in ipairs(KEYS) do redis.call('PEXPIRE', key, ${scanPolicy.keptMs}) end
return moment
`);
