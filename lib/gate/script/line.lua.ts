/**
 * The line: jobs shared by tickets, each with a score and a rank, both fixed when it enters.
 *
 * Rank orders what is not due yet. It is counted in rounds: a caller's jobs are a round apart, and
 * nobody begins before the round now served, so that all who wait get a turn in each, whether they
 * came long ago with many jobs or just now (start-time fair queueing). Urgency is a part of a round.
 *
 * Score is when a job is due. What is due goes first, lowest score first, so nothing that arrives
 * after a job's score can overtake it. Nothing is re-sorted.
 */
export const lineLua = `
local jobOfKey, waitingCount, ticketCount = {}, 0, 0

local function ticketsIn(job)
  return (#job - FIRST_TICKET + 1) / TICKET_SIZE
end

local function countLine()
  jobOfKey, waitingCount, ticketCount = {}, 0, 0
  for _, job in ipairs(state.jobs) do
    jobOfKey[job[JOB_KEY]] = job
    if job[JOB_GRANT] == 0 then waitingCount = waitingCount + 1 end
    ticketCount = ticketCount + ticketsIn(job)
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

function failWaiting(class, problem, untilAt)
  local kept = {}
  for _, job in ipairs(state.jobs) do
    if job[JOB_GRANT] == 0 and (class == ACCOUNT or job[JOB_CLASS] == class) then
      state.negatives[job[JOB_KEY]] = { untilAt, problem }
    else kept[#kept + 1] = job end
  end
  state.jobs = kept
  dirty = true
  countLine()
end

local function isBefore(one, other)
  local isDue, otherIsDue = one[JOB_SCORE] <= now, other[JOB_SCORE] <= now
  if isDue ~= otherIsDue then return isDue end
  local by = isDue and JOB_SCORE or JOB_RANK
  if one[by] ~= other[by] then return one[by] < other[by] end
  return one[JOB_ID] < other[JOB_ID]
end

-- A ticket outlives the longest wait its place can mean, and then its lease.
local function leaseUntil(class)
  local opensAt = math.max(breakerOpensAt(ACCOUNT), breakerOpensAt(class))
  local windows = 1 + math.floor(waitingCount / limits[ACCOUNT]) + LEASE
  if class ~= ACCOUNT then windows = windows + math.floor(waitingCount / limits[class]) end
  return math.floor(math.max(now, state.fullUntil, opensAt) + state.window * windows)
end

local function findTicket(job, caller)
  for at = FIRST_TICKET, #job, TICKET_SIZE do
    if job[at] == caller then return at end
  end
end

-- Renewed only when a quarter of it has passed: most looks write nothing.
local function renewTicket(job, at)
  local fresh = leaseUntil(job[JOB_CLASS])
  if job[at + 2] < now + (fresh - now) * 0.75 then
    job[at + 2] = fresh
    dirty = true
  end
end

local function dropTicket(job, at)
  for _ = 1, TICKET_SIZE do table.remove(job, at) end
  ticketCount = ticketCount - 1
  dirty = true
end

local function leaveTicket(job, at)
  dropTicket(job, at)
  if ticketsIn(job) == 0 and job[JOB_GRANT] == 0 then removeJob(job) end
end

-- Its slot may have been freed since: then its caller is dead all the more.
local function callerIsDead(job)
  local slot = job[JOB_GRANT] > 0 and findSlot(job[JOB_GRANT])
  return job[JOB_GRANT] > 0 and (not slot or now >= slot[SLOT_GRANTED] + slot[SLOT_HOLD])
end

-- Whether a job stays: the job of a dead caller's grant returns to the line, at most so many times.
local function staysInLine(job)
  if callerIsDead(job) then
    job[JOB_GRANT] = 0
    dirty = true
    if job[JOB_TRIES] >= TRIES then
      -- A window: until then everybody who waits for it elsewhere has looked.
      state.negatives[job[JOB_KEY]] = { now + math.max(step.negative, state.window), 'upstream-timeout' }
      return false
    end
  end
  for at = #job - TICKET_SIZE + 1, FIRST_TICKET, -TICKET_SIZE do
    if job[at + 2] <= now then dropTicket(job, at) end
  end
  return ticketsIn(job) > 0 or job[JOB_GRANT] > 0
end

local function reap()
  local kept = {}
  for _, job in ipairs(state.jobs) do
    if staysInLine(job) then kept[#kept + 1] = job end
  end
  state.jobs = kept
  for key, negative in pairs(state.negatives) do
    if negative[1] <= now then state.negatives[key] = nil; dirty = true end
  end
  if dirty then countLine() end
end

function roundOf(job)
  return math.floor((job[JOB_RANK] - job[JOB_PRIORITY]) / ROUND)
end

local function priorityPart(priority)
  return math.floor(priority * state.window / ROUND)
end

-- k: the jobs this caller was first to enter, waiting or running, in this or a more urgent lane.
local function scoreAndRank(caller, priority, except)
  local k, round = 0, state.level
  for _, job in ipairs(state.jobs) do
    if job ~= except and job[JOB_CALLER] == caller and laneOf(job[JOB_PRIORITY]) <= laneOf(priority) then
      k = k + 1
      round = math.max(round, roundOf(job) + 1)
    end
  end
  return now + priorityPart(priority) + k * state.window, round * ROUND + priority
end

-- Checked before anything is written.
local function refusal(caller, lane, isNewJob)
  local mine, mineInLane = 0, 0
  for _, job in ipairs(state.jobs) do
    local at = findTicket(job, caller)
    if at then
      mine = mine + 1
      if job[at + 3] == lane then mineInLane = mineInLane + 1 end
    end
  end
  if mineInLane >= TICKETS_PER_CALLER[lane] then return 'caller' end
  local kept = mine > 0 and step.newcomers or 0
  if isNewJob and #state.jobs >= step.jobs - kept then return 'line' end
  if ticketCount >= step.tickets - kept then return 'line' end
end
`;
