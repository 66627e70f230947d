/**
 * State: how it is stored, and what is done when writes were lost.
 *
 * One packed map under one key without a TTL. Arrays inside, with 0 for what is absent:
 *   slot   { id, grantedAt, settledAt, hold, requestId, key, caller }
 *   job    { key, score, enteredAt, priority, caller, tries, grant, id, tickets }
 *   ticket { caller, id, leaseUntil, lane } four after another in the job's flat list
 * Times are ms of the store's clock, except `hold`, a span. Ids come from one sequence that starts
 * at the store's time, so that a state made anew is ahead of every id ever handed out.
 */
export const stateLua = `
local SLOT_ID, SLOT_GRANTED, SLOT_SETTLED, SLOT_HOLD, SLOT_REQUEST, SLOT_KEY, SLOT_CALLER = 1, 2, 3, 4, 5, 6, 7
local JOB_KEY, JOB_SCORE, JOB_ENTERED, JOB_PRIORITY, JOB_CALLER, JOB_TRIES, JOB_GRANT, JOB_ID, JOB_TICKETS = 1, 2, 3, 4, 5, 6, 7, 8, 9
local TICKET_SIZE = 4

local dirty = false

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
  state = {
    version = SCHEMA, time = now, sequence = math.max(now, step.seen), lostAt = now, fullUntil = 0,
    limit = configuration.limit, window = configuration.window, configurations = {},
    slots = {}, jobs = {}, negatives = {}, landings = {},
    breaker = { state = 'closed', untilAt = 0, reason = '', since = now, failures = 0, probe = 0 },
    turn = { instance = '', wakeAt = 0 }, lastGrantAt = 0, lastBatchAt = 0, lastOverdueAt = 0, latency = step.usualLatency,
  }
  dirty = true
end

-- The lowest limit and the longest window that any instance was configured with lately decide.
local function applyConfiguration()
  local known = state.configurations
  local mine
  for index = #known, 1, -1 do
    local row = known[index]
    if row[1] == configuration.limit and row[2] == configuration.window then mine = row
    elseif now > row[3] + step.configurationMemory then table.remove(known, index); dirty = true end
  end
  if not mine then
    table.insert(known, { configuration.limit, configuration.window, now })
    dirty = true
  elseif now > mine[3] + step.configurationMemory / 4 then
    mine[3] = now
    dirty = true
  end
  state.limit, state.window = configuration.limit, configuration.window
  for _, row in ipairs(known) do
    state.limit = math.min(state.limit, row[1])
    state.window = math.max(state.window, row[2])
  end
end

-- The store's clock went back: everything keeps its distance from now.
local function shiftTimes(by)
  for _, slot in ipairs(state.slots) do
    slot[SLOT_GRANTED] = slot[SLOT_GRANTED] + by
    if slot[SLOT_SETTLED] > 0 then slot[SLOT_SETTLED] = slot[SLOT_SETTLED] + by end
  end
  for _, job in ipairs(state.jobs) do
    job[JOB_SCORE] = job[JOB_SCORE] + by
    job[JOB_ENTERED] = job[JOB_ENTERED] + by
    local tickets = job[JOB_TICKETS]
    for at = 1, #tickets, TICKET_SIZE do tickets[at + 2] = tickets[at + 2] + by end
  end
  for _, negative in pairs(state.negatives) do negative[1] = negative[1] + by end
  for _, row in ipairs(state.configurations) do row[3] = row[3] + by end
  state.landings = {}
  state.fullUntil = state.fullUntil + by
  state.lastGrantAt = state.lastGrantAt + by
  state.lastBatchAt = state.lastBatchAt + by
  state.lastOverdueAt = state.lastOverdueAt + by
  state.turn.wakeAt = state.turn.wakeAt + by
  state.breaker.untilAt = state.breaker.untilAt + by
  state.breaker.since = state.breaker.since + by
end

local function loadState()
  local packed = redis.call('GET', stateKey)
  local readable, unpacked = pcall(cmsgpack.unpack, packed or '')
  if packed and readable and type(unpacked) == 'table' and unpacked.version then
    state = unpacked
    if state.version > SCHEMA then return false end
    applyConfiguration()
    if now < state.time - CLOCK_TOLERANCE then
      shiftTimes(now - state.time)
      countAsFull()
    else
      now = math.max(now, state.time)
      if state.sequence < step.seen or step.lost then
        state.sequence = math.max(state.sequence, step.seen, now)
        countAsFull()
      end
    end
  else
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
