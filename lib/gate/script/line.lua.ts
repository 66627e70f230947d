/**
 * The line: jobs shared by tickets, lowest score first, the older id first among equals.
 * Nothing that arrives after a job's score can overtake it; nothing is re-sorted.
 */
export const lineLua = `
local jobOfKey, waitingCount, ticketCount = {}, 0, 0

local function countLine()
  jobOfKey, waitingCount, ticketCount = {}, 0, 0
  for _, job in ipairs(state.jobs) do
    jobOfKey[job[JOB_KEY]] = job
    if job[JOB_GRANT] == 0 then waitingCount = waitingCount + 1 end
    ticketCount = ticketCount + #job[JOB_TICKETS] / TICKET_SIZE
  end
end

local function removeJob(job)
  for index, other in ipairs(state.jobs) do
    if other == job then table.remove(state.jobs, index); break end
  end
  dirty = true
  countLine()
end

local function failJob(job, problem, span)
  state.negatives[job[JOB_KEY]] = { now + span, problem }
  removeJob(job)
end

local function isBefore(one, other)
  if one[JOB_SCORE] ~= other[JOB_SCORE] then return one[JOB_SCORE] < other[JOB_SCORE] end
  return one[JOB_ID] < other[JOB_ID]
end

-- A ticket outlives the longest wait its place can mean, and then its lease.
local function leaseUntil()
  return math.max(now, state.fullUntil, breakerOpensAt()) + state.window * (1 + math.floor(waitingCount / state.limit)) + state.window * LEASE
end

local function findTicket(job, caller)
  local tickets = job[JOB_TICKETS]
  for at = 1, #tickets, TICKET_SIZE do
    if tickets[at] == caller then return at end
  end
end

-- Renewed only when a quarter of it has passed: most looks write nothing.
local function renewTicket(job, at)
  local fresh = leaseUntil()
  if job[JOB_TICKETS][at + 2] < now + (fresh - now) * 0.75 then
    job[JOB_TICKETS][at + 2] = fresh
    dirty = true
  end
end

local function leaveTicket(job, at)
  for _ = 1, TICKET_SIZE do table.remove(job[JOB_TICKETS], at) end
  ticketCount = ticketCount - 1
  dirty = true
  if #job[JOB_TICKETS] == 0 and job[JOB_GRANT] == 0 then removeJob(job) end
end

-- Ended leases leave; the job of a dead caller's grant returns to the line, at most so many times.
local function reap()
  for index = #state.jobs, 1, -1 do
    local job = state.jobs[index]
    -- Its slot may have been freed since: then its caller is dead all the more.
    local slot = job[JOB_GRANT] > 0 and findSlot(job[JOB_GRANT])
    if job[JOB_GRANT] > 0 and (not slot or now >= slot[SLOT_GRANTED] + slot[SLOT_HOLD]) then
      job[JOB_GRANT] = 0
      dirty = true
      if job[JOB_TRIES] >= TRIES then failJob(job, 'upstream-timeout', step.negative)
      elseif #job[JOB_TICKETS] == 0 then removeJob(job) end
    end
  end
  for index = #state.jobs, 1, -1 do
    local job = state.jobs[index]
    for at = #job[JOB_TICKETS] - TICKET_SIZE + 1, 1, -TICKET_SIZE do
      if job[JOB_TICKETS][at + 2] <= now then leaveTicket(job, at) end
    end
  end
  for key, negative in pairs(state.negatives) do
    if negative[1] <= now then state.negatives[key] = nil; dirty = true end
  end
  countLine()
end

-- k: the jobs this caller was first to enter, waiting or running, in this or a more urgent lane.
local function scoreFor(caller, priority)
  local k = 0
  for _, job in ipairs(state.jobs) do
    if job[JOB_CALLER] == caller and laneOf(job[JOB_PRIORITY]) <= laneOf(priority) then k = k + 1 end
  end
  return now + math.floor(priority * state.window * PRIORITY_STEP) + k * state.window
end

-- Checked before anything is written.
local function refusal(caller, lane, isNewJob)
  local mine, mineInLane = 0, 0
  for _, job in ipairs(state.jobs) do
    local at = findTicket(job, caller)
    if at then
      mine = mine + 1
      if job[JOB_TICKETS][at + 3] == lane then mineInLane = mineInLane + 1 end
    end
  end
  if mineInLane >= TICKETS_PER_CALLER[lane] then return 'caller' end
  local kept = mine > 0 and step.newcomers or 0
  if isNewJob and #state.jobs >= step.jobs - kept then return 'line' end
  if ticketCount >= step.tickets - kept then return 'line' end
end

local function describe(job, at, isNew)
  return {
    kind = job[JOB_GRANT] == 0 and 'queued' or 'running', ticket = job[JOB_TICKETS][at + 1],
    job = job[JOB_ID], since = job[JOB_ENTERED], new = isNew,
  }
end

local function joinJob(job, ask, isNew)
  local tickets = job[JOB_TICKETS]
  local at = #tickets + 1
  tickets[at], tickets[at + 1] = ask.caller, nextId()
  tickets[at + 2], tickets[at + 3] = leaseUntil(), laneOf(ask.priority)
  ticketCount = ticketCount + 1
  return describe(job, at, isNew)
end

local function enter(ask)
  local negative = state.negatives[ask.key]
  if negative then return { kind = 'negative', problem = negative[2], untilAt = negative[1] } end
  local job = jobOfKey[ask.key]
  local at = job and findTicket(job, ask.caller)
  if at then
    renewTicket(job, at)
    return describe(job, at, false)
  end
  local landed = state.landings[ask.key]
  if landed and landed > ask.seen then return { kind = 'landed', at = landed } end
  -- A ticket whose place is gone: given up or its lease ended, unless the state lost it.
  if ask.resume > 0 and state.lostAt < ask.resume then return { kind = 'expired' } end
  local breaker = state.breaker
  if breaker.state == 'open' and breaker.untilAt - now > ask.patience then
    return { kind = 'open', untilAt = breaker.untilAt }
  end
  if not job and ask.join then return { kind = 'absent' } end
  local lane = laneOf(ask.priority)
  local why = refusal(ask.caller, lane, not job)
  if why then return { kind = 'refused', why = why } end
  local score = scoreFor(ask.caller, ask.priority)
  if job then
    job[JOB_SCORE] = math.min(job[JOB_SCORE], score)
    job[JOB_PRIORITY] = math.min(job[JOB_PRIORITY], ask.priority)
    return joinJob(job, ask, false)
  end
  job = { ask.key, score, now, ask.priority, ask.caller, 0, 0, nextId(), {} }
  table.insert(state.jobs, job)
  jobOfKey[ask.key] = job
  waitingCount = waitingCount + 1
  return joinJob(job, ask, true)
end

local function placeOf(row)
  local job = jobOfKey[row.key]
  local tickets = job and job[JOB_TICKETS] or {}
  for at = 1, #tickets, TICKET_SIZE do
    if tickets[at + 1] == row.ticket then return job, at end
  end
end

-- The best job that may go now, passing over whatever is held back, and when the next one may.
local function chooseJob()
  local times, best, bestIsOverdue, nextAt = legalTimes(), nil, false, 0
  for _, job in ipairs(state.jobs) do
    if job[JOB_GRANT] == 0 then
      local at, isOverdue = mayGoAt(job, times)
      if at > now then
        if nextAt == 0 or at < nextAt then nextAt = at end
      elseif not best or isBefore(job, best) then best, bestIsOverdue = job, isOverdue end
    end
  end
  return best, bestIsOverdue, best and now or nextAt
end
`;
