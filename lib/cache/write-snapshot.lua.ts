import { cachePolicy, gatePolicy } from "@/lib/policy";
import { defineScript } from "@/lib/redis/script";

/**
 * Keeps a landed answer unless a newer one is there, and forgets the failure noted before it. Of a
 * headline it notes the day's net GEX besides: the last figure of a day is the one that stays.
 *
 * KEYS  1 the entry (JSON: fetchedAtMs, snapshot)   2 the failure of the same job
 *       3 only of a headline: its trend (JSON: figures as text, by day)
 * ARGV  1 the entry to write   2 its fetchedAtMs, store time   3 its life, ms
 *       4 the day   5 the day's net GEX, text   6 the trend's life, ms
 * Reply the entry kept: ARGV 1, or the newer one that was there.
 *
 * An entry from the future was written before the store's clock went back: it fences nothing.
 * A trend that cannot be read begins anew; whatever becomes of it, the answer is kept.
 */
export const writeSnapshotScript = defineScript(`#!lua flags=allow-key-locking
local entryKey, failureKey, trendKey = KEYS[1], KEYS[2], KEYS[3]
local entry, fetchedAtMs, lifeMs = ARGV[1], tonumber(ARGV[2]), ARGV[3]
local day, figure, trendLifeMs = ARGV[4], ARGV[5], ARGV[6]

-- What is no text is no entry: it is written over.
local kept = redis.pcall("GET", entryKey)
if type(kept) == "string" then
  local time = redis.call("TIME")
  local nowMs = time[1] * 1000 + math.floor(time[2] / 1000)
  local readable, old = pcall(cjson.decode, kept)
  local oldMs = readable and type(old) == "table" and tonumber(old.fetchedAtMs)
  if oldMs and oldMs > fetchedAtMs and oldMs <= nowMs + ${gatePolicy.clockToleranceMs} then
    return kept
  end
end

redis.call("SET", entryKey, entry, "PX", lifeMs)
redis.call("DEL", failureKey)

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
return entry
`);
