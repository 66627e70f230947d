import { cachePolicy, cadencePolicy, gatePolicy } from "@/lib/policy";
import { defineScript } from "@/lib/redis/script";

/**
 * Stores an answer unless a newer one exists, and deletes the failure noted before it. For a summary
 * it also stores the day's net GEX; the last value of a day wins. Tracks the size of all copies, and
 * returns those that must be dropped for this one: the longest unread. Notes in the same step what
 * the answer shows of its endpoint's cadence.
 *
 * The answer's times are based on the copy before it and on what was learned. When the store has
 * other ones, nothing is written, and the caller dates the answer again.
 *
 * KEYS  1 the entry (JSON: fetchedAtMs, snapshot)   2 the failure of the same job
 *       3 when copies were read (sorted set)   4 their sizes (hash, KB; the total under `sum`)
 *       5 what was learned (hash: JSON by endpoint)
 *       6 only for a summary: its trend (JSON: values as text, by day)
 * ARGV  1 the entry to write   2 its fetchedAtMs, store ms   3 its TTL, ms   4 the job's key
 *       5 fetchedAtMs of the copy that the times are based on; empty: none; "any": write anyway
 *       6 the endpoint; empty: nothing is learned of it   7 what was learned of it, as stored
 *       8 the kind of day that the answer shows (often, seldom, or empty)   9 that day
 *       10 the day whose probe this answer takes, or empty
 *       11 the day of the trend   12 the day's net GEX, text   13 the trend's TTL, ms
 * Reply the stored entry (ARGV 1, or the newer one), store ms, what happened (written; kept: there is
 *       a newer one; moved: not written), what was learned of the endpoint, and the key of each job
 *       whose copy must be dropped unless it is read meanwhile.
 *
 * An entry from the future was written before the store's clock went back, so it fences nothing.
 * An unreadable trend starts over. The answer is stored in any case.
 */
export const writeSnapshotScript = defineScript(`#!lua flags=allow-key-locking
local entryKey, failureKey, copiesKey, sizesKey = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local learnedKey, trendKey = KEYS[5], KEYS[6]
local entry, fetchedAtMs, lifeMs, jobKey = ARGV[1], tonumber(ARGV[2]), ARGV[3], ARGV[4]
local basis, endpoint, assumed = ARGV[5], ARGV[6], ARGV[7]
local signKind, signDay, probed = ARGV[8], ARGV[9], ARGV[10]
local day, figure, trendLifeMs = ARGV[11], ARGV[12], ARGV[13]
local time = redis.call("TIME")
local nowMs = time[1] * 1000 + math.floor(time[2] / 1000)
local moment = string.format("%.0f", nowMs)

local learned = ""
if endpoint ~= "" then
  local stored = redis.pcall("HGET", learnedKey, endpoint)
  if type(stored) == "string" then learned = stored end
  -- Anything but a hash is nothing learned.
  if type(stored) == "table" then redis.call("DEL", learnedKey) end
end

-- Anything but text is no entry, and is overwritten.
local kept = redis.pcall("GET", entryKey)
local keptMs
if type(kept) == "string" then
  local readable, old = pcall(cjson.decode, kept)
  keptMs = readable and type(old) == "table" and tonumber(old.fetchedAtMs)
  if keptMs and keptMs > nowMs + ${gatePolicy.clockToleranceMs} then keptMs = nil end
  if keptMs and keptMs > fetchedAtMs then return { kept, moment, "kept", learned } end
end
local found = keptMs and string.format("%.0f", keptMs) or ""
if basis ~= "any" and (found ~= basis or (endpoint ~= "" and learned ~= assumed)) then
  return { keptMs and kept or "", moment, "moved", learned }
end

redis.call("SET", entryKey, entry, "PX", lifeMs)
redis.call("DEL", failureKey)

local function learn()
  local readable, known = pcall(cjson.decode, learned)
  if not readable or type(known) ~= "table" then known = {} end
  local days = { often = {}, seldom = {} }
  for kind, list in pairs(days) do
    local found = {}
    local function note(noted)
      if type(noted) ~= "string" or found[noted] then return end
      found[noted] = true
      list[#list + 1] = noted
    end
    for _, noted in ipairs(type(known[kind]) == "table" and known[kind] or {}) do note(noted) end
    if kind == signKind then note(signDay) end
    table.sort(list)
    while #list > ${cadencePolicy.oftenSessions} do table.remove(list, 1) end
  end
  days.probed = type(known.probed) == "string" and known.probed or nil
  if probed ~= "" then days.probed = probed end
  learned = cjson.encode(days)
  redis.call("HSET", learnedKey, endpoint, learned)
  redis.call("PEXPIRE", learnedKey, "${cadencePolicy.learnedKeptMs}")
end
if endpoint ~= "" and (signKind ~= "" or probed ~= "") then learn() end

local reply = { entry, moment, "written", learned }
local most = ${cachePolicy.keptKilobytes}
local function count()
  -- One KB more for its keys and names.
  local kilobytes = math.ceil(#entry / 1024) + 1
  local before = redis.call("HMGET", sizesKey, jobKey, "sum")
  local sum = tonumber(before[2] or "")
  if not sum then
    sum = 0
    for _, size in ipairs(redis.call("HVALS", sizesKey)) do sum = sum + (tonumber(size) or 0) end
  end
  sum = sum - (tonumber(before[1] or "") or 0) + kilobytes
  redis.call("HSET", sizesKey, jobKey, kilobytes, "sum", sum)
  redis.call("ZADD", copiesKey, moment, jobKey)
  redis.call("PEXPIRE", sizesKey, lifeMs)
  redis.call("PEXPIRE", copiesKey, lifeMs)
  if sum <= most then return end
  local eldest = redis.call("ZRANGE", copiesKey, 0, ${cachePolicy.droppedAtOnce - 1})
  local sizes = redis.call("HMGET", sizesKey, unpack(eldest))
  for index, one in ipairs(eldest) do
    if sum <= most then break end
    if one ~= jobKey then
      reply[#reply + 1] = one
      sum = sum - (tonumber(sizes[index] or "") or 0)
    end
  end
end
-- Unreadable sizes are counted again.
if not pcall(count) then
  redis.call("DEL", copiesKey, sizesKey)
  count()
end

if trendKey then
  local figures, days = { [day] = figure }, { day }
  local readable, old = pcall(cjson.decode, redis.pcall("GET", trendKey))
  for oldDay, oldFigure in pairs(readable and type(old) == "table" and old or {}) do
    if oldDay ~= day and type(oldDay) == "string" and type(oldFigure) == "string" then
      figures[oldDay] = oldFigure
      days[#days + 1] = oldDay
    end
  end
  table.sort(days)
  for index = 1, #days - ${cachePolicy.trendFiguresKept} do
    figures[days[index]] = nil
  end
  redis.pcall("SET", trendKey, cjson.encode(figures), "PX", trendLifeMs)
end
return reply
`);
