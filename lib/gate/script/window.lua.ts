/**
 * The window, stamped at completion. A slot counts until `settledAt + window + tolerance` when its
 * call's response headers were read, and until `grantedAt + hold + window + tolerance` in every
 * other case: abort, time-out, reset, crash, silence. A grant is legal while fewer than `limit` count.
 *
 * Why it is exact: suppose limit + 1 arrivals fall in [x, x + window). Take the one granted last, at
 * g, before its own arrival, so g < x + window. Every other one arrived at or after x: if settled, it
 * was settled after it arrived, later than g - window; if not, it counts by hold, which no arrival
 * outlives. All of them counted at g: the last grant was not legal.
 */
export const windowLua = `
local function laneOf(priority)
  if priority <= 3 then return 1 end
  if priority <= 6 then return 2 end
  return 3
end

local function freesAt(slot)
  if slot[SLOT_SETTLED] > 0 then return slot[SLOT_SETTLED] + state.window + TOLERANCE end
  return slot[SLOT_GRANTED] + slot[SLOT_HOLD] + state.window + TOLERANCE
end

-- When it will most likely free: a call under way is taken to settle at the usual latency.
local function likelyFreesAt(slot)
  if slot[SLOT_SETTLED] > 0 then return freesAt(slot) end
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

-- When fewer than this many will count; now when fewer count already.
local function fewerThanAt(limit)
  local over = #state.slots - limit
  if over < 0 then return now end
  local frees = {}
  for _, slot in ipairs(state.slots) do frees[#frees + 1] = likelyFreesAt(slot) end
  table.sort(frees)
  return frees[over + 1]
end

-- Slots that are not for batch, so that a click beside a scan goes at once.
local function reserved()
  return math.min(configuration.reserve, math.floor(state.limit / 5))
end

local function pacing()
  return math.floor(state.window / (state.limit - reserved()))
end

-- The earliest moments at which grants could be legal, as things stand; now when legal now.
local function legalTimes()
  local any = math.max(now, state.fullUntil, state.lastGrantAt + math.floor(state.window * SPACING), breakerOpensAt())
  local room = math.max(any, fewerThanAt(state.limit))
  return {
    ordinary = room,
    batch = math.max(any, fewerThanAt(state.limit - reserved()), state.lastBatchAt + pacing()),
    -- At most one overdue batch job per pacing step: they cannot void the reserve.
    overdue = math.max(room, state.lastOverdueAt + pacing()),
  }
end

-- When this job could go, and whether as one whose score has passed: exempt from reserve and pacing.
local function mayGoAt(job, times)
  if laneOf(job[JOB_PRIORITY]) < 3 then return times.ordinary, false end
  local overdue = math.max(times.overdue, job[JOB_SCORE])
  return math.min(times.batch, overdue), overdue < times.batch
end

-- When a call under way would be taken for dead, its job back in line; 0 without one.
local function nextDeathAt()
  local at = 0
  for _, job in ipairs(state.jobs) do
    local slot = findSlot(job[JOB_GRANT])
    local dies = slot and slot[SLOT_GRANTED] + slot[SLOT_HOLD]
    if dies and (at == 0 or dies < at) then at = dies end
  end
  return at
end

local function grant(job, isOverdue)
  local id = nextId()
  table.insert(state.slots, { id, now, 0, configuration.hold, step.request, job[JOB_KEY], job[JOB_CALLER] })
  job[JOB_GRANT] = id
  job[JOB_TRIES] = job[JOB_TRIES] + 1
  state.lastGrantAt = now
  if isOverdue then state.lastOverdueAt = now
  elseif laneOf(job[JOB_PRIORITY]) == 3 then state.lastBatchAt = now end
  breakerNotesGrant(id)
end
`;
