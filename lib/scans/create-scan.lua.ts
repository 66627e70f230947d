import { scanPolicy } from "@/lib/policy";
import { defineScript } from "@/lib/redis/script";

/**
 * Stores a new scan, unless its caller has too many, or all callers together have.
 *
 * KEYS  1 the scan   2 its caller's scans   3 all callers' (all as in sync-scan.lua.ts)
 * ARGV  1 its id   2 its request, JSON   3 its number of rows   4 their largest size, KB
 *       5 its caller
 * Reply made, store ms; the same when replayed.   full (its caller has too many) or crowded (all
 *         have), then each ended scan that may be dropped for it, with its caller. Drop them and try
 *         again. Without any, unfinished scans leave no room.
 */
export const createScanScript = defineScript(`#!lua flags=allow-key-locking
local scanKey, callerKey, allKey = KEYS[1], KEYS[2], KEYS[3]
local id, order, total, kilobytes, caller = ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4]), ARGV[5]
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local moment = string.format('%.0f', now)

local createdAt = redis.call('HGET', scanKey, 'createdAt')
if createdAt then return { 'made', createdAt } end

-- Scans to drop for the new one: ended scans, unwatched ones first. Among these, those of the caller
-- that stores most, the longest unread first.
local function roomIn(key, most, mostKilobytes, reply)
  local all, ended, held, count, sum = redis.call('HGETALL', key), {}, {}, 1, kilobytes
  for index = 1, #all, 2 do
    local state, lookedAt, size, whose = string.match(all[index + 1], '^(%a+) (%d+) %d+ ?(%d*) ?(.*)$')
    local one = { id = all[index], lookedAt = tonumber(lookedAt), size = tonumber(size) or 0, whose = whose }
    one.isLooked = now - one.lookedAt < ${scanPolicy.lookedAtMs}
    if now - one.lookedAt > ${scanPolicy.keptMs} then redis.call('HDEL', key, one.id)
    else
      count, sum = count + 1, sum + one.size
      held[whose] = (held[whose] or 0) + one.size
      if state == 'ended' then ended[#ended + 1] = one end
    end
  end
  table.sort(ended, function(one, other)
    if one.isLooked ~= other.isLooked then return other.isLooked end
    if held[one.whose] ~= held[other.whose] then return held[one.whose] > held[other.whose] end
    return one.lookedAt < other.lookedAt
  end)
  local function isTooMuch() return count > most or sum > mostKilobytes end
  if not isTooMuch() then return nil end
  for _, one in ipairs(ended) do
    if not isTooMuch() then break end
    count, sum = count - 1, sum - one.size
    reply[#reply + 1] = one.id
    reply[#reply + 1] = one.whose ~= '' and one.whose or caller
  end
  return isTooMuch() and { reply[1] } or reply
end
local none = roomIn(callerKey, ${scanPolicy.keptPerCaller}, ${scanPolicy.keptKilobytesPerCaller}, { 'full' })
  or roomIn(allKey, ${scanPolicy.keptInAll}, ${scanPolicy.keptKilobytesInAll}, { 'crowded' })
if none then return none end

redis.call('HSET', scanKey, 'order', order, 'createdAt', moment, 'rows', string.rep('w', total),
  'state', 'running', 'acts', '', 'lookedAt', moment, 'servedAt', '0', 'kilobytes', kilobytes, 'bytes', '0')
for _, key in ipairs({ callerKey, allKey }) do
  redis.call('HSET', key, id, 'running ' .. moment .. ' 0 ' .. kilobytes .. ' ' .. caller)
end
for _, key in ipairs(KEYS) do redis.call('PEXPIRE', key, ${scanPolicy.keptMs}) end
return { 'made', moment }
`);
