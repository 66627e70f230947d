import { gatePolicy } from "@/lib/policy";

/** Settling: the holder of a grant reports once how its call ended. */
export const settleLua = `
local settle
do
local LANDINGS = ${gatePolicy.landingsRemembered}

local function rememberLanding(key, fetchedAt)
  state.landings[key] = fetchedAt
  local oldest, count = nil, 0
  for other, at in pairs(state.landings) do
    count = count + 1
    if not oldest or at < state.landings[oldest] then oldest = other end
  end
  if count > LANDINGS then state.landings[oldest] = nil end
end

-- The upstream refuses this call to the credential, or its subscription does not include the data.
local function isRefusal(call)
  if call.job ~= 'again' or call.slot == 'unsent' then return false end
  return call.problem == 'upstream-auth' or call.problem == 'not-offered'
end

-- Refused with one credential: other makers may call it, and it does not count as a try. It fails when none
-- may.
local function endRefused(job, call, slot)
  job[JOB_REFUSED] = (job[JOB_REFUSED] == 0 and '' or job[JOB_REFUSED] .. ' ') .. slot[SLOT_CREDENTIAL]
  if not isOpenElsewhere(job) then
    local _, untilAt = refusedToAll(ownOf(job[JOB_CHARGES]), kindOf(job))
    failJob(job, call.problem, math.max(call.negative, state.window, (untilAt or now) - now))
  elseif ticketsIn(job) == 0 then
    removeJob(job)
  else
    job[JOB_TRIES] = job[JOB_TRIES] - 1
    takeFromFlights(job)
    addToLine(job)
  end
end

local function endJob(job, call, slot)
  -- A call that was never sent does not count as a try.
  if call.slot == 'unsent' and call.job == 'again' then job[JOB_TRIES] = job[JOB_TRIES] - 1 end
  if isRefusal(call) then return endRefused(job, call, slot) end
  if call.job == 'landed' then
    rememberLanding(job[JOB_KEY], relative(call.fetchedAt))
    removeJob(job)
  elseif call.job == 'failed' or job[JOB_TRIES] >= TRIES then
    failJob(job, call.problem, call.negative)
  elseif ticketsIn(job) == 0 then
    removeJob(job)
  else
    takeFromFlights(job)
    addToLine(job)
  end
end

-- Only the holder of a grant may settle its job. A step stamps or gives back the slot in any case.
function settle(call)
  local id = innerId(call.grant)
  local slot, index = findSlot(id)
  if not slot or slot[SLOT_REQUEST] ~= call.request then
    -- A slot outlives any settlement of it, so the write that made this slot was lost.
    if call.slot ~= 'unsent' and state.lostAt < relative(call.grantedAt) then countAsFull() end
    return
  end
  if slot[SLOT_SETTLED] ~= 0 then return end
  dirty = true
  -- Breakers first: they recognize their probe by its slot.
  updateBreakers(slot, call)
  -- Only an answer of the upstream itself counts. A limit, a fault or an unreadable reply may come from a server
  -- in front of it.
  local isItself = call.verdict ~= 'failing' and call.verdict ~= 'limited' and call.verdict ~= 'unreadable'
  if call.slot == 'arrived' and isItself then noteGoingOn(slot) end
  -- Refused, but not a sign of a refused credential or window: then the kind is refused.
  local isOfKind = call.verdict == 'none' and call.problem == 'upstream-auth'
  if isOfKind and refuse(slot, slot[SLOT_KIND], false) then failRefused() end
  if call.slot == 'unsent' then
    table.remove(state.slots, index)
  elseif call.slot == 'arrived' and now < slot[SLOT_GRANTED] + slot[SLOT_HOLD] then
    calendar.count(slot, now)
    slot[SLOT_SETTLED] = now
    state.latency = math.floor(state.latency * 0.8 + (now - slot[SLOT_GRANTED]) * 0.2)
  else
    calendar.count(slot, stampOf(slot))
    slot[SLOT_SETTLED] = UNKNOWN
  end
  local job = findJob(slot[SLOT_KEY])
  if job and job[JOB_GRANT] == id then endJob(job, call, slot) end
end
end
`;
