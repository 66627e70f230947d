/**
 * The line: jobs shared by tickets, each with a score and a rank, both fixed when it enters.
 *
 * Rank orders what is not due yet. It is counted in rounds: a caller's jobs are a round apart, and
 * nobody begins before the round now served, so that all who wait get a turn in each, whether they
 * came long ago with many jobs or just now (start-time fair queueing). Urgency is a part of a round.
 *
 * Score is when a job is due. What is due goes first, lowest score first, so nothing that arrives
 * after a job's score can overtake it. Nothing is re-sorted: the jobs lie in no order.
 */
export const lineLua = `
-- Read by the first who needs them: where in the line each name is, and how many tickets there are.
local placeOfName, ticketCount

local function countTickets(by)
  if placeOfName then ticketCount = ticketCount + by end
end

local function readLine()
  if placeOfName then return end
  placeOfName, ticketCount = {}, 0
  for place, packed in ipairs(state.line) do
    placeOfName[readName(packed)] = place
    ticketCount = ticketCount + readThree(packed, TICKETS_AT)
  end
  for _, job in ipairs(state.flights) do ticketCount = ticketCount + ticketsIn(job) end
end

local function findJob(key)
  for _, job in ipairs(state.flights) do
    if job[JOB_KEY] == key then return job end
  end
  readLine()
  local place = placeOfName[nameOf(key)]
  return place and openJob(place)
end

-- The jobs that this caller made or has a ticket of are among these.
local function jobsNaming(caller)
  local jobs = {}
  for place, packed in ipairs(state.line) do
    if string.find(packed, caller, NAME_AT, true) then jobs[#jobs + 1] = openJob(place) end
  end
  for _, job in ipairs(state.flights) do jobs[#jobs + 1] = job end
  return jobs
end

-- The line is gone through again not before this: leases that are renewed only end later.
local function noteLeases(job)
  for at = FIRST_TICKET, #job, TICKET_SIZE do
    if state.reapAt == 0 or job[at + 2] < state.reapAt then state.reapAt = job[at + 2] end
  end
end

local function addToLine(job)
  job.place = #state.line + 1
  keepJob(job)
  noteLeases(job)
  if placeOfName then placeOfName[nameOf(job[JOB_KEY])] = job.place end
end

-- The last one of the line takes its place.
local function takeFromLine(job)
  local line, place = state.line, job.place
  if placeOfName then
    placeOfName[readName(line[#line])] = place
    placeOfName[nameOf(job[JOB_KEY])] = nil
  end
  line[place] = line[#line]
  line[#line] = nil
  -- Frames are named by those in line only.
  if #line == 0 then state.frames = {} end
  job.place, job.head = nil, nil
  dirty = true
end

local function takeFromFlights(job)
  for index, other in ipairs(state.flights) do
    if other == job then table.remove(state.flights, index); break end
  end
  job[JOB_GRANT] = 0
  dirty = true
end

local function removeJob(job)
  countTickets(-ticketsIn(job))
  if job.place then takeFromLine(job) else takeFromFlights(job) end
end

local function failJob(job, problem, span)
  state.negatives[job[JOB_KEY]] = { now + span, problem }
  removeJob(job)
end

function failWaiting(class, problem, untilAt)
  for place = #state.line, 1, -1 do
    local job = openJob(place)
    if class == ACCOUNT or job[JOB_CLASS] == class then
      state.negatives[job[JOB_KEY]] = { untilAt, problem }
      removeJob(job)
    end
  end
  dirty = true
end

-- A ticket outlives the longest wait its place can mean, and then its lease.
local function leaseUntil(class)
  local waiting, opensAt = #state.line, math.max(breakerOpensAt(ACCOUNT), breakerOpensAt(class))
  local windows = 1 + math.floor(waiting / limits[ACCOUNT]) + LEASE
  if class ~= ACCOUNT then windows = windows + math.floor(waiting / limits[class]) end
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
    keepJob(job)
  end
end

local function dropTicket(job, at)
  for _ = 1, TICKET_SIZE do table.remove(job, at) end
  -- The call is made for whoever still wants it, and counts as theirs.
  job[JOB_CALLER] = job[FIRST_TICKET] or job[JOB_CALLER]
  countTickets(-1)
  dirty = true
end

local function leaveTicket(job, at)
  dropTicket(job, at)
  if ticketsIn(job) == 0 and job[JOB_GRANT] == 0 then removeJob(job) else keepJob(job) end
end

local function dropEndedTickets(job)
  for at = #job - TICKET_SIZE + 1, FIRST_TICKET, -TICKET_SIZE do
    if job[at + 2] <= now then dropTicket(job, at) end
  end
end

-- A job without tickets leaves, unless its call is under way.
local function reapLine()
  if state.reapAt == 0 or now < state.reapAt then return end
  state.reapAt, dirty = 0, true
  for place = #state.line, 1, -1 do
    local job = openJob(place)
    local before = #job
    dropEndedTickets(job)
    if ticketsIn(job) == 0 then removeJob(job)
    elseif #job < before then keepJob(job) end
    noteLeases(job)
  end
end

-- Its slot may have been freed since: then its caller is dead all the more.
local function callerIsDead(job)
  local slot = findSlot(job[JOB_GRANT])
  return not slot or now >= slot[SLOT_GRANTED] + slot[SLOT_HOLD]
end

-- The job of a dead caller's grant returns to the line, at most so many times.
local function reapFlights()
  for index = #state.flights, 1, -1 do
    local job = state.flights[index]
    dropEndedTickets(job)
    if callerIsDead(job) then
      -- A window: until then everybody who waits for it elsewhere has looked.
      if job[JOB_TRIES] >= TRIES then failJob(job, 'upstream-timeout', math.max(step.negative, state.window))
      elseif ticketsIn(job) == 0 then removeJob(job)
      else
        takeFromFlights(job)
        addToLine(job)
      end
    end
  end
end

local function reap()
  reapLine()
  reapFlights()
  for key, negative in pairs(state.negatives) do
    if negative[1] <= now then state.negatives[key] = nil; dirty = true end
  end
end
`;
