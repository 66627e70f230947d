import { gatePolicy, scanPolicy } from "@/lib/policy";
import { defineScript } from "@/lib/redis/script";

/**
 * Writes row events or a person's act, and returns what was written since the caller's last read.
 *
 * KEYS  1 the scan (hash: order, createdAt, rows (a letter each: w waiting, q in queue, c completed,
 *         f failed), state, acts, lookedAt, servedAt, kilobytes (largest size of
 *         its rows), bytes (size of its events))   2 its events (list)
 *       3 its caller's scans   4 all callers' (hashes: id -> "state lookedAt servedAt kilobytes caller";
 *         kilobytes: its largest size, and after its end its real size)
 * ARGV  1 JSON: id, request (8 characters, new for each), known (events the caller has), tag (of the
 *         last of them), most (events per reply), look (0, 1), act ('', pause, resume, retry,
 *         delete), changes: [row, letter]...   2... the event of each change, JSON
 * Reply 1 JSON: kind = missing | deleted | diverged (the caller's events differ), or synced:
 *         now, share (rows it may have in queue), more (0, 1), refused ('', or why the act was
 *         refused: ended, full), state, createdAt, lookedAt, and if no event was known, order and rows
 *       2... events after those known, each its request and JSON
 *
 * A replay changes nothing: a row ends only once, and an act is recognized by its request.
 */
export const syncScanScript = defineScript(`#!lua flags=allow-key-locking
local scanKey, eventsKey, callerKey, allKey = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local ask = cjson.decode(ARGV[1])
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local function whole(number) return string.format('%.0f', number) end

local kept = redis.call('HMGET', scanKey, 'order', 'createdAt', 'rows', 'state', 'acts', 'lookedAt', 'servedAt', 'kilobytes', 'bytes')
local order, createdAt, rows, state, acts = kept[1], kept[2], kept[3], kept[4], kept[5]
if not order then
  if ask.act == 'drop' then
    for _, key in ipairs({ callerKey, allKey }) do redis.call('HDEL', key, ask.id) end
  end
  return { cjson.encode({ kind = state == 'deleted' and 'deleted' or 'missing' }) }
end
local lookedAt, servedAt, kilobytes = tonumber(kept[6]), tonumber(kept[7]), tonumber(kept[8] or 0) or 0
local bytes = tonumber(kept[9] or '') or kilobytes * 1024

-- The last known event must still exist.
local events = redis.call('LRANGE', eventsKey, math.max(0, ask.known - 1), ask.known + ask.most - 1)
if ask.known > 0 then
  local last = table.remove(events, 1)
  if not last or string.sub(last, 1, #ask.tag) ~= ask.tag then return { cjson.encode({ kind = 'diverged' }) } end
end
local more = #events >= ask.most
local isFirst = ask.known == 0 and #events == 0

if ask.act == 'delete' or (ask.act == 'drop' and state == 'ended') then
  redis.call('DEL', scanKey, eventsKey)
  for _, key in ipairs({ callerKey, allKey }) do redis.call('HDEL', key, ask.id) end
  redis.call('HSET', scanKey, 'state', 'deleted')
  redis.call('PEXPIRE', scanKey, ${scanPolicy.keptMs})
  return { cjson.encode({ kind = 'deleted' }) }
end

local pushed, refused, isServed = {}, '', false
local function note(text)
  pushed[#pushed + 1] = ask.request .. text
  bytes = bytes + #ask.request + #text
end
for index, change in ipairs(ask.changes) do
  local at, to = change[1], change[2]
  local from = string.sub(rows, at, at)
  local isEnd = to ~= 'q' and (from == 'w' or from == 'q')
  if isEnd or (to == 'q' and from == 'w' and state == 'running') then
    rows = string.sub(rows, 1, at - 1) .. to .. string.sub(rows, at + 1)
    note(ARGV[index + 1])
    isServed = isServed or isEnd
  end
end

if ask.act ~= '' and not string.find(acts, ask.request, 1, true) then
  local isPause = ask.act == 'pause' and state == 'running'
  local isRetry = ask.act == 'retry' and string.find(rows, 'f', 1, true)
  -- A paused scan can always be resumed, so that one at its limit is never stuck.
  local eventsMost = ${scanPolicy.eventsBeside} + ${scanPolicy.eventsPerRow} * #rows
  if (isPause or isRetry) and redis.call('LLEN', eventsKey) >= eventsMost then refused = 'full'
  elseif isPause then
    state = 'paused'
    rows = string.gsub(rows, 'q', 'w')
    note('{"event":"paused"}')
  elseif ask.act == 'resume' and state == 'paused' then
    state = 'running'
    note('{"event":"resumed","retried":[]}')
  elseif isRetry then
    local retried = {}
    for at = 1, #rows do
      if string.sub(rows, at, at) == 'f' then retried[#retried + 1] = at end
    end
    state = 'running'
    rows = string.gsub(rows, 'f', 'w')
    note('{"event":"resumed","retried":' .. cjson.encode(retried) .. '}')
  elseif ask.act ~= 'retry' and state == 'ended' then refused = 'ended'
  end
  acts = string.sub(ask.request .. acts, 1, 4 * #ask.request)
end
if state ~= 'ended' and not string.find(rows, '[wq]') then
  state = 'ended'
  note('{"event":"end"}')
end

local isLooked = ask.look == 1 and math.abs(now - lookedAt) > ${scanPolicy.lookWrittenMs}
if isLooked then lookedAt = now end
if isServed then servedAt = now end
if #pushed > 0 then redis.call('RPUSH', eventsKey, unpack(pushed)) end
if #pushed > 0 or isLooked then
  redis.call('HSET', scanKey, 'rows', rows, 'state', state, 'acts', acts, 'lookedAt', whole(lookedAt),
    'servedAt', whole(servedAt), 'bytes', whole(bytes))
  local size = math.ceil(bytes / 1024)
  if state ~= 'ended' then size = math.max(size, kilobytes) end
  local kept = table.concat({ state, whole(lookedAt), whole(servedAt), whole(size), cjson.decode(order).caller }, ' ')
  for _, key in ipairs({ callerKey, allKey }) do redis.call('HSET', key, ask.id, kept) end
end
if isLooked or isFirst then
  for _, key in ipairs(KEYS) do redis.call('PEXPIRE', key, ${scanPolicy.keptMs}) end
end

-- A caller's watched scans share the lane. If they are too many, the longest unserved come first.
local others, before, mine = 0, 0, redis.call('HGETALL', callerKey)
for index = 1, #mine, 2 do
  local other, otherLooked, otherServed = string.match(mine[index + 1], '^(%a+) (%d+) (%d+)')
  if mine[index] ~= ask.id and other == 'running' and now - tonumber(otherLooked) < ${scanPolicy.lookedAtMs} then
    others, otherServed = others + 1, tonumber(otherServed)
    if otherServed < servedAt or (otherServed == servedAt and mine[index] < ask.id) then before = before + 1 end
  end
end
local lane = ${gatePolicy.ticketsPerCaller.batch}
local share = math.min(${scanPolicy.inQueue}, math.floor(lane / (others + 1)))
if share == 0 and before < lane then share = 1 end

local reply = { '' }
for _, event in ipairs(events) do reply[#reply + 1] = event end
if not more then
  for _, event in ipairs(pushed) do reply[#reply + 1] = event end
end
reply[1] = cjson.encode({
  kind = 'synced', now = now, share = share, more = more and 1 or 0, refused = refused,
  order = ask.known == 0 and order or '', rows = ask.known == 0 and rows or '',
  state = state, createdAt = tonumber(createdAt), lookedAt = lookedAt,
})
return reply
`);
