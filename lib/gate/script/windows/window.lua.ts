/**
 * A rolling window, stamped at completion. A slot counts until `settledAt + length + tolerance`
 * when its call's response headers were read. In every other case (abort, timeout, reset, crash,
 * silence) it counts until `grantedAt + hold + length + tolerance`. A grant is legal while the cost
 * of all counting slots plus its own cost is within `limit`.
 *
 * Proof that the limit holds. Suppose the calls that arrive in some span [x, x + length) cost more
 * than the limit. Let g be the time of the last grant among them. A grant precedes its arrival, so
 * g < x + length, that is, x > g - length. Every other call of the span arrived at x or later. At g,
 * its slot is in one of two states:
 * - Settled. A call settles after it arrives, so settledAt >= x > g - length, and the slot counts.
 * - Not settled. No call arrives later than grantedAt + hold, so grantedAt + hold >= x > g - length,
 *   and the slot counts.
 * So all of these slots counted at g. With the last grant they cost more than the limit, so that
 * grant was not legal. `tolerance` covers the difference between the clocks of store and upstream.
 *
 * A stalled upstream breaks the rule of hold. It queues calls and processes them when it resumes,
 * even if their senders have left. So the gate keeps a slot with an unknown end for longer, up to
 * BREAKER_OPEN_MAX, and waits for a sign that the upstream has resumed: an answer to a call that was
 * granted later. From that answer (SLOT_OVER) the slot counts for one more window. The ramp counts
 * every kept slot. While a kept slot counts in no window, calls go one at a time. The limit can
 * still be exceeded by these calls and by probes, if the upstream queues them too.
 *
 * A call charges any number of windows, each with a cost. One step checks all of them, then charges
 * all of them. The first window of an instance's configuration is its main one: spacing, reserve
 * and pacing follow it, and its breaker stops every call.
 */
export const windowLua = `
-- From this time a slot counts in a window for the window's length.
local function stampOf(slot)
  if slot[SLOT_SETTLED] > 0 then return slot[SLOT_SETTLED] end
  local stamp = slot[SLOT_GRANTED] + slot[SLOT_HOLD]
  return slot[SLOT_OVER] == 0 and stamp or math.min(math.max(stamp, slot[SLOT_OVER]), stamp + BREAKER_OPEN_MAX)
end

-- Whether the call may be queued at an upstream that has not shown that it resumed.
local function mayBeQueued(slot)
  return slot[SLOT_SETTLED] <= 0 and slot[SLOT_OVER] == 0 and now < stampOf(slot) + BREAKER_OPEN_MAX
end

-- The upstream has answered this call, so by now it works off the calls it queued before.
local function noteGoingOn(answered)
  for _, slot in ipairs(state.slots) do
    -- Not a call in flight: it may be stalled from now on, while others are answered.
    local isEnded = slot[SLOT_SETTLED] == UNKNOWN or slot[SLOT_GRANTED] + slot[SLOT_HOLD] <= answered[SLOT_GRANTED]
    local isBefore = isEnded and slot[SLOT_GRANTED] < answered[SLOT_GRANTED]
    if isBefore and slot[SLOT_SETTLED] <= 0 and slot[SLOT_OVER] == 0 then slot[SLOT_OVER] = now end
  end
end

-- The most likely stamp: a call in flight is expected to settle at the usual latency.
local function likelyStampOf(slot)
  if slot[SLOT_SETTLED] ~= 0 or now >= slot[SLOT_GRANTED] + slot[SLOT_HOLD] then return stampOf(slot) end
  return math.min(math.max(slot[SLOT_GRANTED] + state.latency, now), stampOf(slot))
end

-- When to look for the verdict of a call in flight: when its answer is expected, then after each grace.
local function nextLookAt(slot)
  return math.max(slot[SLOT_GRANTED] + state.latency, now + math.floor(state.window * GRACE))
end

local function freesAt(slot, name)
  return stampOf(slot) + state.windows[name].length + TOLERANCE
end

local function likelyFreesAt(slot, name)
  return likelyStampOf(slot) + state.windows[name].length + TOLERANCE
end

local function findSlot(id)
  for index, slot in ipairs(state.slots) do
    if slot[SLOT_ID] == id then return slot, index end
  end
end

-- Drops slots that count in no window.
local function dropFreedSlots()
  for index = #state.slots, 1, -1 do
    local slot = state.slots[index]
    local length = 0
    for name in pairs(chargesOf(slot[SLOT_CHARGES]).costs) do length = math.max(length, state.windows[name].length) end
    if stampOf(slot) + length + TOLERANCE <= now and not mayBeQueued(slot) then
      -- In a calendar window the call stays counted, but not as a slot.
      if slot[SLOT_SETTLED] == 0 then calendar.count(slot, stampOf(slot)) end
      table.remove(state.slots, index)
      dirty = true
    end
  end
end

-- The cost charged to a window by counting slots that were granted since then.
function chargedSince(name, since)
  local sum, isCalendar = 0, state.windows[name].length == 0
  for _, slot in ipairs(state.slots) do
    local cost = chargesOf(slot[SLOT_CHARGES]).costs[name]
    if cost and slot[SLOT_GRANTED] >= since and (isCalendar or freesAt(slot, name) > now or mayBeQueued(slot)) then sum = sum + cost end
  end
  return sum
end

-- Slots that batch jobs leave free, so that a click during a scan is granted at once.
local function reserved()
  return math.min(configuration.reserve, math.floor(limits[MAIN] / 5))
end

-- The time between two batch calls, by the cost of the next one.
local function pacing(cost)
  return math.floor(state.window / (limits[MAIN] - reserved()) * cost)
end

local roomAt, legalTimes
do
-- When a rolling window has room for this cost within the limit; now when it has.
local function rollingRoomAt(name, limit, cost)
  local frees, charged = {}, cost
  for _, slot in ipairs(state.slots) do
    local taken = chargesOf(slot[SLOT_CHARGES]).costs[name]
    if taken and freesAt(slot, name) > now then
      frees[#frees + 1] = { likelyFreesAt(slot, name), taken }
      charged = charged + taken
    end
  end
  if charged <= limit then return now end
  table.sort(frees, function(one, other) return one[1] < other[1] end)
  for _, row in ipairs(frees) do
    charged = charged - row[2]
    if charged <= limit then return row[1] end
  end
  -- More than the whole limit: only a changed limit lets it go.
  return now + state.window
end

-- When a window has room for this cost within a limit, as of now; now when it has.
function roomAt(name, limit, cost)
  local window = state.windows[name]
  if window.length == 0 then return calendar.roomAt(name, limit, cost) end
  return math.max(window.fullUntil, rollingRoomAt(name, limit, cost))
end

-- When the next call may go while calls that no longer count may still be queued: one at a time, until one is
-- answered.
local function oneByOneAt(name)
  local isInDoubt, at = false, 0
  for _, slot in ipairs(state.slots) do
    if slot[SLOT_SETTLED] == 0 and now < slot[SLOT_GRANTED] + slot[SLOT_HOLD] then at = math.max(at, nextLookAt(slot))
    elseif mayBeQueued(slot) and chargesOf(slot[SLOT_CHARGES]).costs[name] and freesAt(slot, name) <= now then isInDoubt = true end
  end
  return isInDoubt and at or 0
end

-- The earliest times at which grants of such charges are legal, as of now; now when legal now.
function legalTimes(charges)
  local cost = charges.costs[MAIN] or 0
  local any = math.max(now, state.lastGrantAt + math.floor(state.window * SPACING))
  for _, name in ipairs(charges.guards) do
    any = math.max(any, breakerOpensAt(name))
    if state.windows[name].length > 0 then any = math.max(any, oneByOneAt(name)) end
    if name ~= MAIN then any = math.max(any, roomAt(name, limits[name], charges.costs[name])) end
  end
  local room, sharedRoom = any, any
  if cost > 0 then
    room = math.max(any, roomAt(MAIN, limits[MAIN], cost))
    sharedRoom = math.max(any, roomAt(MAIN, limits[MAIN] - reserved(), cost))
  end
  return {
    ordinary = room,
    batch = math.max(sharedRoom, state.lastBatchAt + pacing(cost)),
    -- At most one overdue batch job per pacing step, so that overdue jobs cannot use up the reserve.
    overdue = math.max(room, state.lastOverdueAt + pacing(cost)),
  }
end
end

-- When a job may go, and whether it is an overdue batch job, exempt from reserve and pacing.
local function mayGoAt(priority, score, times)
  if priority < BATCH_FROM then return times.ordinary, false end
  local overdue = math.max(times.overdue, score)
  return math.min(times.batch, overdue), overdue < times.batch
end

-- When the next call in flight counts as dead and its job is queued again; 0 without one.
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
