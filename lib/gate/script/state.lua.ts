/**
 * State: how it is stored, and what is done when writes were lost.
 *
 * One packed map under one key without a TTL. Arrays inside, with 0 for what is absent:
 *   slot   { id, grantedAt, settledAt, hold, requestId, key, caller, class }
 *   line   the jobs that wait, in no order, each packed as one string (see job.lua.ts)
 *   flight { key, score, rank, enteredAt, priority, caller, class, tries, grant, id, its tickets ... }:
 *          a job under way, as a row
 *   ticket { caller, id, leaseUntil, lane + 4 * priority }, four after another in its job's row: the
 *          lane it counts in now, and the priority it was given with, which names it; that is 0 where
 *          an older script gave it
 * No lease in the line ends before `reapAt`; 0 where none is known of.
 * Times are ms of the store's clock, except `hold`, a span. Ids come from one sequence that starts
 * at the store's time, so that a state made anew is ahead of every id ever handed out.
 * Both are kept, and worked with, relative to `base` and `idBase`: that packs in half the bytes.
 * They are absolute only where a step or a reply names them.
 */
export const stateLua = `
local SLOT_ID, SLOT_GRANTED, SLOT_SETTLED, SLOT_HOLD, SLOT_REQUEST, SLOT_KEY, SLOT_CALLER, SLOT_CLASS = 1, 2, 3, 4, 5, 6, 7, 8
local JOB_KEY, JOB_SCORE, JOB_RANK, JOB_ENTERED, JOB_PRIORITY, JOB_CALLER, JOB_CLASS = 1, 2, 3, 4, 5, 6, 7
local JOB_TRIES, JOB_GRANT, JOB_ID, FIRST_TICKET = 8, 9, 10, 11
local TICKET_SIZE = 4
-- Told of, but whether it arrived is not known: it counts by hold.
local UNKNOWN = -1
-- A class is the most specific window that a call charges; every call charges the account's.
local ACCOUNT, CLASSES = 1, { 'account', 'realtime', 'expensive' }
local CONFIGURED, CONFIGURATION_UNTIL, CONFIGURATION_SEEN = 5, 6, 7
local BREAKER_TIMES = { 'untilAt', 'since', 'stoppedAt', 'rampFrom', 'steppedAt', 'outsideAt', 'openedAt' }

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

-- By the longest hold that any instance may have: whose calls were forgotten is not known.
local function countAsFull()
  state.fullUntil = math.max(state.fullUntil, now + HOLD_MAX + state.window + TOLERANCE)
  state.lostAt = now
  dirty = true
end

local function freshState()
  local moment = now
  now = FIRST_MOMENT
  state = {
    version = SCHEMA, base = moment - now, idBase = moment - 1, time = now, sequence = math.max(1, step.seen - moment + 1),
    lostAt = now, fullUntil = 0, window = configuration.window, configurations = {}, lowered = 0, level = 0,
    slots = {}, line = {}, frames = {}, flights = {}, reapAt = 0, negatives = {}, landings = {},
    breakers = { freshBreaker(), freshBreaker(), freshBreaker() },
    turn = { instance = '', wakeAt = 0 }, lastGrantAt = 0, lastBatchAt = 0, lastOverdueAt = 0, latency = step.usualLatency,
  }
  dirty = true
end

local function shift(row, names, by)
  for _, name in ipairs(names) do
    if (row[name] or 0) ~= 0 then row[name] = row[name] + by end
  end
end

-- While nothing waits and nothing counts, so that times stay short for years.
local function moveBase()
  if now < LAST_MOMENT or #state.line + #state.flights + #state.slots > 0 then return end
  local by = FIRST_MOMENT - now
  shift(state, { 'time', 'lostAt', 'fullUntil', 'lastGrantAt', 'lastBatchAt', 'lastOverdueAt' }, by)
  shift(state.turn, { 'wakeAt' }, by)
  for _, breaker in ipairs(state.breakers) do shift(breaker, BREAKER_TIMES, by) end
  for _, row in ipairs(state.configurations) do shift(row, { CONFIGURATION_UNTIL, CONFIGURATION_SEEN }, by) end
  state.negatives, state.landings, state.reapAt = {}, {}, 0
  state.base, now = state.base - by, FIRST_MOMENT
  dirty = true
end

local function useState(unpacked)
  state = unpacked
  now = now - state.base
  if now < state.time - CLOCK_TOLERANCE then
    -- The store's clock went back: everything keeps its distance from now.
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

local function loadState()
  local packed = redis.call('GET', stateKey)
  local readable, unpacked = pcall(cmsgpack.unpack, packed or '')
  if packed and readable and type(unpacked) == 'table' and unpacked.version then
    if unpacked.version > SCHEMA then return false end
    if unpacked.version == SCHEMA then useState(unpacked) end
  end
  if not state then
    freshState()
    applyConfiguration()
    if packed or step.seen > 0 or not configuration.startsEmpty then countAsFull() end
  end
  return true
end

local function saveState()
  if not dirty then return end
  state.time = now
  redis.call('SET', stateKey, cmsgpack.pack(state))
end
`;
