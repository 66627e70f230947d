/** Settling: what a call came to, told once by the holder of its grant. */
export const settleLua = `
local function rememberLanding(key, fetchedAt)
  state.landings[key] = fetchedAt
  local oldest, count = nil, 0
  for other, at in pairs(state.landings) do
    count = count + 1
    if not oldest or at < state.landings[oldest] then oldest = other end
  end
  if count > LANDINGS then state.landings[oldest] = nil end
end

local function endJob(job, call)
  -- What was never sent was no try.
  if call.slot == 'unsent' and call.job == 'again' then job[JOB_TRIES] = job[JOB_TRIES] - 1 end
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

-- Only the holder of a grant may settle its job; its slot is stamped or given back all the same.
local function settle(call)
  local id = innerId(call.grant)
  local slot, index = findSlot(id)
  if not slot or slot[SLOT_REQUEST] ~= call.request then
    -- A slot outlives what its holder may tell of it: the write that made this one was lost.
    if call.slot ~= 'unsent' and state.lostAt < relative(call.grantedAt) then countAsFull() end
    return
  end
  if slot[SLOT_SETTLED] ~= 0 then return end
  dirty = true
  -- Before it is given back: the breakers know their probe by its slot.
  breakersHear(slot, call.verdict, call.retryAfter)
  if call.slot == 'unsent' then
    table.remove(state.slots, index)
  elseif call.slot == 'arrived' and now < slot[SLOT_GRANTED] + slot[SLOT_HOLD] then
    slot[SLOT_SETTLED] = now
    state.latency = math.floor(state.latency * 0.8 + (now - slot[SLOT_GRANTED]) * 0.2)
  else
    slot[SLOT_SETTLED] = UNKNOWN
  end
  local job = findJob(slot[SLOT_KEY])
  if job and job[JOB_GRANT] == id then endJob(job, call) end
end
`;
