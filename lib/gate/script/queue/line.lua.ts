import { gatePolicy } from "@/lib/policy";

/**
 * The queue: jobs shared by tickets. Each job has a score and a rank, both fixed when it enters.
 *
 * Rank orders the jobs that are not due yet. It counts in rounds: a caller's jobs are one round
 * apart, and no job begins before the round that is served now. So all callers get one turn in each
 * round, whether they came long ago with many jobs or just now (start-time fair queueing). Urgency
 * is a fraction of a round.
 *
 * Score is the time when a job is due. Due jobs go first, lowest score first, so nothing that
 * arrives after a job's score can overtake it. Nothing is re-sorted: jobs are stored in no order.
 */
export const lineLua = `
local function findJob(key)
  for _, job in ipairs(state.flights) do
    if job[JOB_KEY] == key then return job end
  end
  return waiting.find(key)
end

local function everyJob()
  local jobs = waiting.openAll()
  for _, job in ipairs(state.flights) do jobs[#jobs + 1] = job end
  return jobs
end

local function countTickets()
  local count = waiting.tickets()
  for _, job in ipairs(state.flights) do count = count + ticketsIn(job) end
  return count
end

-- The jobs that this caller or its house made or has a ticket of.
local function jobsOf(caller, house)
  local jobs, found = waiting.concerning(caller, house), {}
  for _, job in ipairs(state.flights) do jobs[#jobs + 1] = job end
  for _, job in ipairs(jobs) do
    local isTheirs = job[JOB_CALLER] == caller or findTicket(job, caller)
    if isTheirs or house and (houseOf(job) == house or findHouse(job, house)) then found[#found + 1] = job end
  end
  return found
end

-- Leases are not checked again before this time: a renewed lease only ends later.
local function noteLeases(job)
  local endsAt = firstLeaseEnd(job)
  if state.reapAt == 0 or endsAt < state.reapAt then state.reapAt = endsAt end
end

local function addToLine(job)
  waiting.add(job)
  noteLeases(job)
end

local function takeFromFlights(job)
  local flights = state.flights
  for place, other in ipairs(flights) do
    if other == job then
      -- The last job takes its place. The order does not matter.
      flights[place] = flights[#flights]
      flights[#flights] = nil
      break
    end
  end
  job[JOB_GRANT], dirty = 0, true
end

local function removeJob(job)
  if job[JOB_GRANT] == 0 then waiting.remove(job) else takeFromFlights(job) end
end

-- A failed call: until when it answers requests, its problem, and when it failed.
local function failJob(job, problem, span)
  state.negatives[job[JOB_KEY]] = { now + span, problem, now }
  removeJob(job)
end

-- Fails the jobs that no maker in use may call. The failure is kept as long as the refusal, so that a later
-- request about a failed ticket gets the reason.
function failRefused()
  for _, job in ipairs(waiting.openAll()) do
    local reason, untilAt = refusedToAll(ownOf(job[JOB_CHARGES]), kindOf(job))
    if reason then failJob(job, 'upstream-auth', untilAt - now) end
  end
  dirty = true
end

-- A ticket outlives the longest wait of its place, and then its lease.
local function leaseUntil(charges)
  local waiting, from, wait = waiting.count(), now, state.window * (1 + LEASE)
  for _, name in ipairs(charges.guards) do
    from = math.max(from, state.windows[name].fullUntil, breakerOpensAt(name))
    wait = wait + math.floor(waiting * (charges.costs[name] or 1) / limits[name]) * spanOf(name)
  end
  return math.floor(from + wait)
end

-- Renewed only after a part of it (renewedAfterOfLease), so that most steps write nothing.
local function renewTicket(job, at)
  local fresh = leaseUntil(chargesOf(job[JOB_CHARGES]))
  if job[at + 2] < now + (fresh - now) * ${1 - gatePolicy.renewedAfterOfLease} then
    job[at + 2] = fresh
    noteChange(job)
  end
end

local function dropTicket(job, at)
  for _ = 1, TICKET_SIZE do table.remove(job, at) end
  -- The call belongs to the first caller that still wants it.
  if job[FIRST_TICKET] then job[JOB_CALLER], job[JOB_HOUSE] = job[FIRST_TICKET], job[FIRST_TICKET + 4] end
  noteChange(job)
end

local function leaveTicket(job, at)
  dropTicket(job, at)
  if ticketsIn(job) == 0 and job[JOB_GRANT] == 0 then removeJob(job) end
end

local reap
do
local function dropEndedTickets(job)
  if areLeasesKept() then return end
  for at = #job - TICKET_SIZE + 1, FIRST_TICKET, -TICKET_SIZE do
    if job[at + 2] <= now then dropTicket(job, at) end
  end
end

-- Removes jobs without tickets, except those in flight.
local function reapLine()
  if state.reapAt == 0 or now < state.reapAt or areLeasesKept() then return end
  for _, job in ipairs(waiting.withEnded()) do
    dropEndedTickets(job)
    if ticketsIn(job) == 0 then removeJob(job) end
  end
  state.reapAt, dirty = waiting.nextEnd(), true
end

-- A slot that was freed since proves even more that its caller is dead.
local function callerIsDead(job)
  local slot = findSlot(job[JOB_GRANT])
  return not slot or now >= slot[SLOT_GRANTED] + slot[SLOT_HOLD]
end

-- The job of a dead caller's grant is queued again, up to TRIES times.
local function reapFlights()
  for index = #state.flights, 1, -1 do
    local job = state.flights[index]
    dropEndedTickets(job)
    if callerIsDead(job) then
      -- Kept for one window, until every waiting instance has stepped.
      if job[JOB_TRIES] >= TRIES then failJob(job, 'upstream-timeout', math.max(step.negative, state.window))
      elseif ticketsIn(job) == 0 then removeJob(job)
      else
        takeFromFlights(job)
        addToLine(job)
      end
    end
  end
end

function reap()
  reapLine()
  reapFlights()
  -- Waiters step at least once a window, or up to a quarter later: until then one may ask how its job ended.
  local reportedFor = math.floor(state.window * 1.5)
  for key, negative in pairs(state.negatives) do
    local endsAt = math.max(negative[1], (negative[3] or 0) + reportedFor)
    if endsAt <= now then state.negatives[key] = nil; dirty = true end
  end
end
end
`;
