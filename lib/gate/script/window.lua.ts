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

-- The earliest moment at which a grant could be legal, as things stand; now when it is legal now.
local function nextLegalAt()
  local at = math.max(now, state.fullUntil, state.lastGrantAt + math.floor(state.window * SPACING))
  local over = #state.slots - state.limit
  if over >= 0 then
    local frees = {}
    for _, slot in ipairs(state.slots) do frees[#frees + 1] = likelyFreesAt(slot) end
    table.sort(frees)
    at = math.max(at, frees[over + 1])
  end
  return math.max(at, breakerOpensAt())
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

local function grant(job)
  local id = nextId()
  table.insert(state.slots, { id, now, 0, configuration.hold, step.request, job[JOB_KEY], job[JOB_CALLER] })
  job[JOB_GRANT] = id
  job[JOB_TRIES] = job[JOB_TRIES] + 1
  state.lastGrantAt = now
  breakerNotesGrant(id)
end
`;
