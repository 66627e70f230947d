import { scanPolicy } from "@/lib/policy";
import { defineScript } from "@/lib/redis/script";

/**
 * Keeps a new scan, unless its caller has too many.
 *
 * KEYS  1 the scan   2 its caller's scans (both as in sync-scan.lua.ts)
 * ARGV  1 its id   2 what it was asked to do, JSON   3 how many rows it has   4 kilobytes they may be
 * Reply made, store ms; replayed it says so again.   full, ids: with these out of the way it may be
 *         asked for again; without ids: what has not ended leaves no room.
 */
export const createScanScript = defineScript(`#!lua flags=allow-key-locking
local scanKey, callerKey = KEYS[1], KEYS[2]
local id, order, total, kilobytes = ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local moment = string.format('%.0f', now)

local createdAt = redis.call('HGET', scanKey, 'createdAt')
if createdAt then return { 'made', createdAt } end

local mine, ended, count, sum = redis.call('HGETALL', callerKey), {}, 1, kilobytes
for index = 1, #mine, 2 do
  local state, lookedAt, size = string.match(mine[index + 1], '^(%a+) (%d+) %d+ ?(%d*)$')
  local one = { id = mine[index], lookedAt = tonumber(lookedAt), size = tonumber(size) or 0 }
  if now - one.lookedAt > ${scanPolicy.keptMs} then redis.call('HDEL', callerKey, one.id)
  else
    count, sum = count + 1, sum + one.size
    if state == 'ended' then ended[#ended + 1] = one end
  end
end

-- Those that ended make room, the longest unlooked first.
local full = { 'full' }
table.sort(ended, function(one, other) return one.lookedAt < other.lookedAt end)
local function isTooMuch() return count > ${scanPolicy.keptPerCaller} or sum > ${scanPolicy.keptKilobytesPerCaller} end
for _, one in ipairs(ended) do
  if not isTooMuch() then break end
  count, sum = count - 1, sum - one.size
  full[#full + 1] = one.id
end
if isTooMuch() then return { 'full' } end
if #full > 1 then return full end

redis.call('HSET', scanKey, 'order', order, 'createdAt', moment, 'rows', string.rep('w', total),
  'state', 'running', 'acts', '', 'lookedAt', moment, 'servedAt', '0', 'kilobytes', kilobytes)
redis.call('HSET', callerKey, id, 'running ' .. moment .. ' 0 ' .. kilobytes)
for _, key in ipairs(KEYS) do redis.call('PEXPIRE', key, ${scanPolicy.keptMs}) end
return { 'made', moment }
`);
