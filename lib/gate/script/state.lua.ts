/**
 * State: how it is stored, and what to do when writes were lost.
 *
 * One packed map under one key without a TTL. Rows are arrays, with 0 for an absent value:
 *   slot   { id, grantedAt, settledAt, hold, requestId, key, caller, charges, credential, kind, overAt,
 *            house }
 *   job    { key, score, rank, id, priority, charges, kind, credentials it was refused with, its summary
 *          text, enteredAt, caller, tries, grant, house, its tickets ... }
 *          In `line` while it waits (see waiting.lua.ts), with grant 0. In `flights` while it is in
 *          flight. Both are in no order. Its kind is a place in `kinds`
 *   ticket { caller, id, leaseUntil, lane + 4 * priority, house }, one after another in the row of its
 *          job: the lane it counts in now, and the priority it was issued with, which names it
 *   charges: a place in `state.charges` (see charges.lua.ts)
 * A house is the group whose share of the queue a caller uses; 0 when it is the caller itself. A slot's
 * house is absent then.
 * Windows are a map by name: { limit, length, fullUntil, breaker }. A calendar window has length 0 and
 * also { counts, starts, margin, usedUpAt } (see calendar.lua.ts). A rolling window is full until `fullUntil`.
 * No lease in the queue ends before `reapAt` (0: none known), nor before `keptUntil` (see
 * absence.lua.ts), which is absent at first.
 *
 * Times are ms of the store's clock, except `hold`, which is a duration. Ids come from one sequence that
 * starts at the store's time, so a rebuilt state is ahead of every id ever issued.
 * Times and ids are stored and used relative to `base` and `idBase`, which packs in half the bytes.
 * Only steps and replies have absolute ones.
 */
export const stateLua = `
local SLOT_ID, SLOT_GRANTED, SLOT_SETTLED, SLOT_HOLD, SLOT_REQUEST, SLOT_KEY, SLOT_CALLER, SLOT_CHARGES = 1, 2, 3, 4, 5, 6, 7, 8
local SLOT_CREDENTIAL, SLOT_KIND, SLOT_OVER, SLOT_HOUSE = 9, 10, 11, 12
local JOB_KEY, JOB_SCORE, JOB_RANK, JOB_ID, JOB_PRIORITY, JOB_CHARGES, JOB_KIND, JOB_REFUSED, JOB_TEXT = 1, 2, 3, 4, 5, 6, 7, 8, 9
local JOB_ENTERED, JOB_CALLER, JOB_TRIES, JOB_GRANT, JOB_HOUSE, FIRST_TICKET = 10, 11, 12, 13, 14, 15
local TICKET_SIZE = 5
-- Settled without a known arrival: the slot counts by hold.
local UNKNOWN = -1
local BREAKER_TIMES = { 'untilAt', 'since', 'stoppedAt', 'rampFrom', 'steppedAt', 'outsideAt', 'openedAt', 'heldAt', 'heldUntil' }

local dirty = false

local function absolute(moment) return moment == 0 and 0 or moment + state.base end
local function relative(moment) return moment == 0 and 0 or moment - state.base end
local function publicId(id) return id + state.idBase end
local function innerId(id) return id - state.idBase end

local function nextId()
  state.sequence = state.sequence + 1
  dirty = true
  return state.sequence
end

local isNewState = false

local function fillWindow(window, length)
  window.fullUntil = math.max(window.fullUntil, now + HOLD_MAX + length + TOLERANCE)
end

-- Counts by the longest hold of any instance: the owners of the forgotten calls are unknown.
local function countAsFull()
  for _, window in pairs(state.windows) do
    if window.length > 0 then fillWindow(window, window.length) else calendar.countLost(window) end
  end
  state.lostAt = now
  dirty = true
end

local function shift(row, names, by)
  for _, name in ipairs(names) do
    if (row[name] or 0) ~= 0 then row[name] = row[name] + by end
  end
end

local loadState
do
local function freshState()
  local moment = now
  now = FIRST_MOMENT
  state = {
    version = SCHEMA, base = moment - now, idBase = moment - 1, time = now, sequence = math.max(1, step.seen - moment + 1),
    lostAt = now, window = 0, windows = {}, charges = {}, configurations = {}, lowered = 0, level = 0,
    slots = {}, line = {}, flights = {}, reapAt = 0, negatives = {}, landings = {},
    makers = {}, credentials = {}, kinds = {}, lastGrantAt = 0, lastBatchAt = 0, lastOverdueAt = 0, latency = step.usualLatency,
  }
  dirty, isNewState = true, true
end

-- Only while nothing waits and nothing counts. It keeps times short for years.
local function moveBase()
  if now < LAST_MOMENT or #state.line + #state.flights + #state.slots > 0 then return end
  local by = FIRST_MOMENT - now
  shift(state, { 'time', 'lostAt', 'lastGrantAt', 'lastBatchAt', 'lastOverdueAt', 'keptUntil' }, by)
  shiftMakers(by)
  shiftRefusals(by)
  for _, window in pairs(state.windows) do
    shift(window, { 'fullUntil', 'usedUpAt' }, by)
    shift(window.breaker, BREAKER_TIMES, by)
  end
  for _, row in ipairs(state.configurations) do shift(row, { 'untilAt', 'seen' }, by) end
  state.negatives, state.landings, state.reapAt = {}, {}, 0
  state.base, now = state.base - by, FIRST_MOMENT
  dirty = true
end

local function useState(unpacked)
  state = unpacked
  now = now - state.base
  if now < state.time - CLOCK_TOLERANCE then
    -- The store's clock went back: every time keeps its distance from now.
    state.base = state.base + now - state.time
    now = state.time
    state.landings = {}
    applyConfiguration()
    return countAsFull()
  end
  now = math.max(now, state.time)
  moveBase()
  applyConfiguration()
  if publicId(state.sequence) < step.seen or step.lost then
    state.sequence = math.max(state.sequence, innerId(step.seen), innerId(absolute(now)))
    countAsFull()
  end
end

-- Written by older code: its calls count as lost, and its tickets enter again when their callers poll. An
-- admin's acts remain: the lowered limit, and the pause of all calls.
local function keepControls(older)
  local first = type(older.breakers) == 'table' and older.breakers[1]
  if first and first.held then holdBreaker(state.windows[MAIN].breaker) end
end

function loadState()
  local packed = redis.call('GET', stateKey)
  local readable, unpacked = pcall(cmsgpack.unpack, packed or '')
  if packed and readable and type(unpacked) == 'table' and unpacked.version then
    if unpacked.version > SCHEMA then return false end
    if unpacked.version == SCHEMA then useState(unpacked) end
  end
  if not state then
    freshState()
    local isOlder = readable and type(unpacked) == 'table'
    if isOlder then state.lowered = tonumber(unpacked.lowered) or 0 end
    applyConfiguration()
    if isOlder then keepControls(unpacked) end
    if packed or step.seen > 0 or not configuration.startsEmpty then countAsFull() end
  end
  return true
end
end

local function saveState()
  if not dirty then return end
  closeJobs()
  state.time = now
  if #state.line + #state.flights + #state.slots == 0 then state.charges = {} end
  redis.call('SET', stateKey, cmsgpack.pack(state))
end
`;
