/**
 * The window, stamped at completion. A slot counts until `settledAt + window + tolerance` when its
 * call's response headers were read, and until `grantedAt + hold + window + tolerance` in every
 * other case: abort, time-out, reset, crash, silence. A grant is legal while fewer than `limit` count.
 *
 * Why it is exact: suppose limit + 1 arrivals fall in [x, x + window). Take the one granted last, at
 * g, before its own arrival, so g < x + window. Every other one arrived at or after x: if settled, it
 * was settled after it arrived, later than g - window; if not, it counts by hold, which no arrival
 * outlives. All of them counted at g: the last grant was not legal.
 *
 * A call charges the account's window and, where its class has one, that of its class as well.
 */
export const windowLua = `
local BATCH = 3
local function laneOf(priority)
  if priority <= 3 then return 1 end
  return priority < BATCH_FROM and 2 or BATCH
end

local function freesAt(slot)
  if slot[SLOT_SETTLED] > 0 then return slot[SLOT_SETTLED] + state.window + TOLERANCE end
  return slot[SLOT_GRANTED] + slot[SLOT_HOLD] + state.window + TOLERANCE
end

-- When it will most likely free: a call under way is taken to settle at the usual latency.
local function likelyFreesAt(slot)
  if slot[SLOT_SETTLED] ~= 0 then return freesAt(slot) end
  local settles = math.max(slot[SLOT_GRANTED] + state.latency, now)
  return math.min(settles, slot[SLOT_GRANTED] + slot[SLOT_HOLD]) + state.window + TOLERANCE
end

local function dropFreedSlots()
  for index = #state.slots, 1, -1 do
    if freesAt(state.slots[index]) <= now then table.remove(state.slots, index); dirty = true end
  end
end

local function findSlot(id)
  for index, slot in ipairs(state.slots) do
    if slot[SLOT_ID] == id then return slot, index end
  end
end

local function charges(slot, class)
  return class == ACCOUNT or slot[SLOT_CLASS] == class
end

function countSlots(class, since)
  local count = 0
  for _, slot in ipairs(state.slots) do
    if charges(slot, class) and slot[SLOT_GRANTED] >= since then count = count + 1 end
  end
  return count
end

-- When fewer than this many of a class will count; now when fewer count already.
local function fewerThanAt(class, limit)
  local frees = {}
  for _, slot in ipairs(state.slots) do
    if charges(slot, class) then frees[#frees + 1] = likelyFreesAt(slot) end
  end
  if #frees < limit then return now end
  table.sort(frees)
  return frees[#frees - limit + 1]
end

-- Slots that are not for batch, so that a click beside a scan goes at once.
local function reserved()
  return math.min(configuration.reserve, math.floor(limits[ACCOUNT] / 5))
end

local function pacing()
  return math.floor(state.window / (limits[ACCOUNT] - reserved()))
end

-- The earliest moments at which grants of a class could be legal, as things stand; now when legal now.
local function legalTimes(class)
  local any = math.max(now, state.fullUntil, state.lastGrantAt + math.floor(state.window * SPACING), breakerOpensAt(ACCOUNT))
  if class ~= ACCOUNT then any = math.max(any, breakerOpensAt(class), fewerThanAt(class, limits[class])) end
  local room = math.max(any, fewerThanAt(ACCOUNT, limits[ACCOUNT]))
  return {
    ordinary = room,
    batch = math.max(any, fewerThanAt(ACCOUNT, limits[ACCOUNT] - reserved()), state.lastBatchAt + pacing()),
    -- At most one overdue batch job per pacing step: they cannot void the reserve.
    overdue = math.max(room, state.lastOverdueAt + pacing()),
  }
end

-- When a job could go, and whether as one whose score has passed: exempt from reserve and pacing.
local function mayGoAt(lane, score, times)
  if lane < BATCH then return times.ordinary, false end
  local overdue = math.max(times.overdue, score)
  return math.min(times.batch, overdue), overdue < times.batch
end

-- When a call under way would be taken for dead, its job back in line; 0 without one.
local function nextDeathAt()
  local at = 0
  for _, job in ipairs(state.flights) do
    local slot = findSlot(job[JOB_GRANT])
    local dies = slot and slot[SLOT_GRANTED] + slot[SLOT_HOLD]
    if dies and (at == 0 or dies < at) then at = dies end
  end
  return at
end
`;
