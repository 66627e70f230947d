/** Entering: a place in line for an ask, or the reason why there is none. */
export const enterLua = `
local newTickets = {}

local function describe(job, at)
  local ticket, priority = job[at + 1], math.floor(job[at + 3] / 4)
  local isNew = newTickets[ticket] or false
  -- Said to one ask of a step: another one of it for the same joined what that one made.
  newTickets[ticket] = nil
  return {
    kind = job[JOB_GRANT] == 0 and 'queued' or 'running', ticket = publicId(ticket),
    job = publicId(job[JOB_ID]), since = absolute(job[JOB_ENTERED]), new = isNew,
    priority = priority > 0 and priority or job[JOB_PRIORITY],
  }
end

local function joinJob(job, ask)
  local at = #job + 1
  job[at], job[at + 1] = ask.caller, nextId()
  -- Alone with a call under way that everybody else has given up, should it come back to the line.
  if at == FIRST_TICKET then job[JOB_CALLER] = ask.caller end
  job[at + 2], job[at + 3] = leaseUntil(job[JOB_CLASS]), laneOf(ask.priority) + 4 * ask.priority
  countTickets(1)
  noteLeases(job)
  keepJob(job)
  return describe(job, at)
end

-- What is known without a place: a failure of just now, a landing newer than what was seen, a ticket that is over.
local function knownAnswer(ask)
  local negative, landed = state.negatives[ask.key], state.landings[ask.key]
  if negative then return { kind = 'negative', problem = negative[2], untilAt = absolute(negative[1]) } end
  local seen, resume = relative(ask.seen), relative(ask.resume)
  -- What is seen in the future is from before the clock went back: whatever landed since is newer.
  if landed and (landed > seen or seen > now) then return { kind = 'landed', at = absolute(landed) } end
  -- Given up or its lease ended, unless the state lost it.
  if resume > 0 and state.lostAt < resume and resume <= now then return { kind = 'expired' } end
end

local function notNow(ask, job, class)
  local reason, untilAt = closedFor(class)
  if reason and (reason == 'held' or untilAt - now > ask.patience) then
    return { kind = 'open', untilAt = absolute(untilAt), reason = reason }
  end
  if not job and ask.join then return { kind = 'absent' } end
end

-- A more urgent ask may only improve a job's place.
local function improve(job, ask, among)
  local score, rank = scoreAndRank(ask, among, job)
  job[JOB_SCORE], job[JOB_RANK] = math.min(job[JOB_SCORE], score), math.min(job[JOB_RANK], rank)
  job[JOB_PRIORITY] = math.min(job[JOB_PRIORITY], ask.priority)
  job.head = nil
end

-- A step that is sent again says what it made the first time: its sender had not seen those ids before.
local function replayNews()
  if not step.again then return end
  for _, ask in ipairs(step.enter) do
    local job = findJob(ask.key)
    -- A job's first ticket has the id after the job's own.
    local first = job and job[JOB_ID] + 1
    if first and job[FIRST_TICKET] == ask.caller and job[FIRST_TICKET + 1] == first and publicId(first) > step.seen then
      newTickets[first] = true
    end
  end
end

local function askAgain(ask, job, at)
  if ask.priority < job[JOB_PRIORITY] then
    local among, lane, before = jobsNaming(ask.caller), laneOf(ask.priority), laneOfTicket(job, at)
    -- A caller whose more urgent lane is full keeps the place there is.
    if lane == before or not laneIsFull(ask.caller, lane, among) then
      improve(job, ask, among)
      job[at + 3] = job[at + 3] - before + lane
      keepJob(job)
    end
  end
  renewTicket(job, at)
  return describe(job, at)
end

local function enter(ask)
  local job = findJob(ask.key)
  local at = job and findTicket(job, ask.caller)
  if at then return askAgain(ask, job, at) end
  local class = CLASS_OF[ask.window]
  local answer = knownAnswer(ask) or notNow(ask, job, class)
  if answer then return answer end
  local among = jobsNaming(ask.caller)
  local why = refusal(ask, among, not job)
  if why then return { kind = 'refused', why = why } end
  if job then
    improve(job, ask, among)
    return joinJob(job, ask)
  end
  local score, rank = scoreAndRank(ask, among)
  job = { ask.key, score, rank, now, ask.priority, ask.caller, class, 0, 0, nextId() }
  newTickets[job[JOB_ID] + 1] = true
  addToLine(job)
  return joinJob(job, ask)
end

local function placeOf(row)
  local job = findJob(row.key)
  for at = FIRST_TICKET, job and #job or 0, TICKET_SIZE do
    if job[at + 1] == innerId(row.ticket) then return job, at end
  end
end
`;
