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

-- Only the holder of a grant may settle its job; its slot is stamped or given back all the same.
local function settle(call)
  local slot, index = findSlot(call.grant)
  if not slot or slot[SLOT_REQUEST] ~= call.request then
    -- A slot outlives what its holder may tell of it: the write that made this one was lost.
    if call.slot ~= 'unsent' and state.lostAt < call.grantedAt then countAsFull() end
    return
  end
  local job = jobOfKey[slot[SLOT_KEY]]
  if slot[SLOT_SETTLED] > 0 then return end
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
