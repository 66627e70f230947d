import { scanPolicy } from "@/lib/policy";
import { defineScript } from "@/lib/redis/script";

/**
 * Writes a scan that the store has lost, or lost a part of, as a watcher knows it: its events go on
 * exactly where the store's end.
 *
 * KEYS  1 the scan   2 its events   3 its caller's scans   4 everybody's (all as in sync-scan.lua.ts)
 * ARGV  1 JSON: id, order (JSON text), createdAt, rows, state, kilobytes (its rows may be), length
 *         (events the store must have), last (the last of them, '' for none)   2... the events after
 *         them
 * Reply restored | deleted | diverged: somebody else wrote meanwhile. Replayed: diverged, which is
 *         looked at again.
 */
export const restoreScanScript = defineScript(`#!lua flags=allow-key-locking
local scanKey, eventsKey, callerKey, allKey = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local ask = cjson.decode(ARGV[1])
local time = redis.call('TIME')
local moment = string.format('%.0f', tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000))

if redis.call('HGET', scanKey, 'state') == 'deleted' then return 'deleted' end
local last = redis.call('LINDEX', eventsKey, -1) or ''
if redis.call('LLEN', eventsKey) ~= ask.length or last ~= ask.last then return 'diverged' end

for index = 2, #ARGV do redis.call('RPUSH', eventsKey, ARGV[index]) end
redis.call('HSET', scanKey, 'order', ask.order, 'createdAt', string.format('%.0f', ask.createdAt), 'rows', ask.rows,
  'state', ask.state, 'acts', '', 'lookedAt', moment, 'servedAt', '0', 'kilobytes', ask.kilobytes)
local kept = table.concat({ ask.state, moment, '0', ask.kilobytes, cjson.decode(ask.order).caller }, ' ')
for _, key in ipairs({ callerKey, allKey }) do redis.call('HSET', key, ask.id, kept) end
for _, key in ipairs(KEYS) do redis.call('PEXPIRE', key, ${scanPolicy.keptMs}) end
return 'restored'
`);
