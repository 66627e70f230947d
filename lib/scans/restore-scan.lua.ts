import { scanPolicy } from "@/lib/policy";
import { defineScript } from "@/lib/redis/script";

/**
 * Restores a scan that the store lost, or partly lost, from a process's copy. The new events follow
 * exactly where the store's end.
 *
 * KEYS  1 the scan   2 its events   3 its caller's scans   4 all callers' (all as in sync-scan.lua.ts)
 * ARGV  1 JSON: id, order (JSON text), createdAt, rows, state, kilobytes (largest size of its
 *         rows), length (events the store must have), last (the last of them, '' for none)
 *       2... the events after them
 * Reply restored | deleted | diverged (another process wrote meanwhile). A replay returns diverged,
 *         and the caller reads again.
 */
export const restoreScanScript = defineScript(`#!lua flags=allow-key-locking
local scanKey, eventsKey, callerKey, allKey = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local ask = cjson.decode(ARGV[1])
local time = redis.call('TIME')
local moment = string.format('%.0f', tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000))

if redis.call('HGET', scanKey, 'state') == 'deleted' then return 'deleted' end
local last = redis.call('LINDEX', eventsKey, -1) or ''
if redis.call('LLEN', eventsKey) ~= ask.length or last ~= ask.last then return 'diverged' end

local bytes = ask.length > 0 and tonumber(redis.call('HGET', scanKey, 'bytes')) or 0
for index = 2, #ARGV do
  redis.call('RPUSH', eventsKey, ARGV[index])
  bytes = bytes + #ARGV[index]
end
local size = math.ceil(bytes / 1024)
if ask.state ~= 'ended' then size = math.max(size, ask.kilobytes) end
redis.call('HSET', scanKey, 'order', ask.order, 'createdAt', string.format('%.0f', ask.createdAt), 'rows', ask.rows,
  'state', ask.state, 'acts', '', 'lookedAt', moment, 'servedAt', '0', 'kilobytes', ask.kilobytes,
  'bytes', string.format('%.0f', bytes))
local kept = table.concat({ ask.state, moment, '0', string.format('%.0f', size), cjson.decode(ask.order).caller }, ' ')
for _, key in ipairs({ callerKey, allKey }) do redis.call('HSET', key, ask.id, kept) end
for _, key in ipairs(KEYS) do redis.call('PEXPIRE', key, ${scanPolicy.keptMs}) end
return 'restored'
`);
