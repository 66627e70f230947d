import { gatePolicy } from "@/lib/policy";
import { breakerLua } from "./breaker.lua";
import { lineLua } from "./line.lua";
import { stateLua } from "./state.lua";
import { windowLua } from "./window.lua";

const { ticketsPerCaller } = gatePolicy;

const constantsLua = `
local SCHEMA, TOLERANCE, CLOCK_TOLERANCE = ${gatePolicy.schemaVersion}, ${gatePolicy.toleranceMs}, ${gatePolicy.clockToleranceMs}
local SPACING, GRACE, PRIORITY_STEP, LEASE = ${gatePolicy.spacingOfWindow}, ${gatePolicy.turnGraceOfWindow}, ${gatePolicy.priorityStepOfWindow}, ${gatePolicy.leaseOfWindow}
local TRIES, LANDINGS, BREAKER_OPEN_MAX = ${gatePolicy.triesMax}, ${gatePolicy.landingsRemembered}, ${gatePolicy.breakerOpenMaxMs}
local TICKETS_PER_CALLER = { ${ticketsPerCaller.interactive}, ${ticketsPerCaller.standard}, ${ticketsPerCaller.batch} }
`;

const settleLua = `
local function rememberLanding(key, fetchedAt)
  state.landings[key] = fetchedAt
  local oldest, count = nil, 0
  for other, at in pairs(state.landings) do
    count = count + 1
    if not oldest or at < state.landings[oldest] then oldest = other end
  end
  if count > LANDINGS then state.landings[oldest] = nil end
end

-- Only the holder of a grant may settle its job; its slot is stamped or given back all the same.
local function settle(call)
  local slot, index = findSlot(call.grant)
  local job = slot and jobOfKey[slot[SLOT_KEY]]
  if not slot or slot[SLOT_SETTLED] > 0 then return end
  if call.slot == 'unsent' then
    table.remove(state.slots, index)
    breakerHearsUnsent(call.grant)
  elseif call.slot == 'arrived' and now < slot[SLOT_GRANTED] + slot[SLOT_HOLD] then
    slot[SLOT_SETTLED] = now
    state.latency = math.floor(state.latency * 0.8 + (now - slot[SLOT_GRANTED]) * 0.2)
  end
  dirty = true
  if call.slot ~= 'unsent' then breakerHears(call.grant, call.verdict, call.retryAfter) end
  if not job or job[JOB_GRANT] ~= call.grant then return end
  job[JOB_GRANT] = 0
  if call.job == 'landed' then
    rememberLanding(job[JOB_KEY], call.fetchedAt)
    removeJob(job)
  elseif call.job == 'failed' or job[JOB_TRIES] >= TRIES then
    failJob(job, call.problem, call.negative)
  elseif #job[JOB_TICKETS] == 0 then
    removeJob(job)
  end
  countLine()
end
`;

const claimLua = `
local grants, sleepUntil = {}, 0

local function addGrant(slot)
  local job = jobOfKey[slot[SLOT_KEY]]
  table.insert(grants, {
    grant = slot[SLOT_ID], key = slot[SLOT_KEY], grantedAt = slot[SLOT_GRANTED],
    caller = slot[SLOT_CALLER], since = job and job[JOB_ENTERED] or slot[SLOT_GRANTED],
    attempt = job and job[JOB_TRIES] or 1,
  })
end

-- A step that is replayed returns what it was granted the first time.
local function replayGrants()
  for _, slot in ipairs(state.slots) do
    if slot[SLOT_REQUEST] == step.request then addGrant(slot) end
  end
end

local function mayTakeTurn(legalAt)
  local turn, grace = state.turn, math.floor(state.window * GRACE)
  if turn.instance == '' or turn.instance == step.instance then return true end
  if now > turn.wakeAt + grace then return true end
  return turn.wakeAt > now and (legalAt <= now or legalAt < turn.wakeAt - grace)
end

local function giveTurn(instance, wakeAt)
  local turn = state.turn
  if turn.instance ~= instance or turn.wakeAt ~= wakeAt then dirty = true end
  turn.instance, turn.wakeAt = instance, wakeAt
end

-- One instance has the turn: it claims and names the moment it will wake; the others sleep past it.
local function claim()
  if waitingCount == 0 or step.room == 0 then
    if state.turn.instance == step.instance then giveTurn('', 0) end
    return
  end
  local legalAt, room = nextLegalAt(), step.room
  if #grants == 0 and not mayTakeTurn(legalAt) then
    sleepUntil = math.max(state.turn.wakeAt, now) + math.floor(state.window * GRACE)
    return
  end
  if #grants == 0 and legalAt <= now then
    grant(bestWaiting())
    waitingCount = waitingCount - 1
    addGrant(state.slots[#state.slots])
    legalAt = nextLegalAt()
  end
  if waitingCount > 0 and room > #grants then
    giveTurn(step.instance, legalAt)
    sleepUntil = legalAt
  else
    giveTurn('', 0)
  end
end
`;

const summaryLua = `
local function slotRows()
  local rows = {}
  for _, slot in ipairs(state.slots) do
    table.insert(rows, { likelyFreesAt(slot), slot[SLOT_KEY], slot[SLOT_GRANTED], slot[SLOT_SETTLED] })
  end
  return rows
end

local function summary()
  local waiting, line, flights = {}, {}, {}
  for _, job in ipairs(state.jobs) do
    if job[JOB_GRANT] == 0 then waiting[#waiting + 1] = job
    else
      local slot = findSlot(job[JOB_GRANT])
      flights[#flights + 1] = { job[JOB_ID], slot and slot[SLOT_GRANTED] or now, #job[JOB_TICKETS] / TICKET_SIZE }
    end
  end
  table.sort(waiting, isBefore)
  for _, job in ipairs(waiting) do
    line[#line + 1] = { job[JOB_ID], laneOf(job[JOB_PRIORITY]), #job[JOB_TICKETS] / TICKET_SIZE }
  end
  local breaker = state.breaker
  return {
    limit = state.limit, window = state.window, latency = state.latency, lastGrantAt = state.lastGrantAt,
    fullUntil = state.fullUntil, slots = slotRows(), line = line, flights = flights,
    breaker = { state = breaker.state, untilAt = breaker.untilAt, reason = breaker.reason, since = breaker.since },
  }
end

local function ticketsOf(caller)
  local rows = {}
  for _, job in ipairs(state.jobs) do
    local at = findTicket(job, caller)
    if at then
      local row = describe(job, at, false)
      row.key, row.priority = job[JOB_KEY], job[JOB_PRIORITY]
      rows[#rows + 1] = row
    end
  end
  return rows
end
`;

const mainLua = `
if not loadState() then return cjson.encode({ kind = 'newer-schema' }) end
dropFreedSlots()
countLine()
moveBreaker()
-- Before leases are looked at: whoever is held open here is not gone, however long nobody came.
for _, row in ipairs(step.renew) do
  local job, at = placeOf(row)
  if job then renewTicket(job, at) end
end
reap()
replayGrants()
local entered = {}
for _, call in ipairs(step.settle) do settle(call) end
for _, row in ipairs(step.leave) do
  local job, at = placeOf(row)
  if job then leaveTicket(job, at); countLine() end
end
for index, ask in ipairs(step.enter) do entered[index] = enter(ask) end
claim()
local reply = {
  kind = 'done', now = now, sequence = state.sequence, lostAt = state.lostAt, grants = grants,
  entered = entered, sleepUntil = sleepUntil > 0 and sleepUntil or nextDeathAt(), summary = summary(),
}
if step.mine ~= '' then reply.mine = ticketsOf(step.mine) end
saveState()
return cjson.encode(reply)
`;

/**
 * One step of the gate: everything it decides, together and atomically, by the store's clock.
 *
 * KEYS[1] the gate's state · ARGV[1] the step as JSON (see step.ts) · reply: one JSON text.
 * `clockLua` must define `now` in ms; only tests pass another than the store's.
 */
export function composeStep(clockLua: string): string {
  return `#!lua flags=allow-key-locking
local stateKey = KEYS[1]
local step = cjson.decode(ARGV[1])
local configuration = step.configuration
local state
local breakerOpensAt, breakerNotesGrant
${clockLua}${constantsLua}${stateLua}${windowLua}${breakerLua}${lineLua}${settleLua}${claimLua}${summaryLua}${mainLua}`;
}
