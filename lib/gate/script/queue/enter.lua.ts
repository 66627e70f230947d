/** Entering: a place in the queue for a request, or the reason why there is none. */
export const enterLua = `
local describe, replayNews, enter, placeOf
do
local newTickets = {}

function describe(job, at)
  local ticket, priority = job[at + 1], math.floor(job[at + 3] / 4)
  local isNew = newTickets[ticket] or false
  -- Report new once per step: a second request for the same key in this step only joined the job.
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
  -- All other tickets were canceled while the call is in flight. If it is queued again, it belongs to this
  -- caller.
  if at == FIRST_TICKET then job[JOB_CALLER] = ask.caller end
  job[at + 4] = ask.house == ask.caller and 0 or ask.house
  if at == FIRST_TICKET then job[JOB_HOUSE] = job[at + 4] end
  job[at + 2], job[at + 3] = leaseUntil(chargesOf(job[JOB_CHARGES])), laneOf(ask.priority) + 4 * ask.priority
  noteChange(job)
  noteLeases(job)
  return describe(job, at)
end

-- Answers without a place: a recent failure, data newer than the caller has seen, or a ticket that ended.
local function knownAnswer(ask)
  local negative, landed = state.negatives[ask.key], state.landings[ask.key]
  local ifNewerThan, issuedAt = relative(ask.ifNewerThan), relative(ask.issuedAt)
  -- Later requests are not answered by an old failure. The ones that waited for that job are.
  local isOurs = negative and ask.issuedAt > 0 and issuedAt <= (negative[3] or 0)
  if negative and (negative[1] > now or isOurs) then
    return { kind = 'negative', problem = negative[2], untilAt = absolute(negative[1]) }
  end
  -- What is seen in the future is from before the clock went back: whatever landed since is newer.
  if landed and (landed > ifNewerThan or ifNewerThan > now) then return { kind = 'landed', at = absolute(landed) } end
  -- Canceled, or its lease ended, unless the state lost it.
  if issuedAt > 0 and state.lostAt < issuedAt and issuedAt <= now then return { kind = 'expired' } end
end

local function notNow(ask, job, charges)
  local reason, untilAt, since = closedFor(chargesOf(charges))
  if not reason then reason, untilAt = refusedToAll(chargesOf(charges).own, ask.kind) end
  if reason and (untilAt == 0 or untilAt - now > ask.maxBreakerWaitMs) then
    return { kind = 'open', untilAt = absolute(untilAt), reason = reason, since = absolute(since or 0) }
  end
  if not job and ask.joinOnly then return { kind = 'absent' } end
end

-- A more urgent request may only move a job forward.
local function improve(job, ask, among)
  local score, rank = scoreAndRank(ask, among, job)
  job[JOB_SCORE], job[JOB_RANK] = math.min(job[JOB_SCORE], score), math.min(job[JOB_RANK], rank)
  job[JOB_PRIORITY] = math.min(job[JOB_PRIORITY], ask.priority)
  noteChange(job)
end

-- A repeated step reports what it made the first time: its sender had not seen those ids before.
function replayNews()
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
    local among, lane, before = jobsOf(ask.caller, ask.house), laneOf(ask.priority), laneOfTicket(job, at)
    -- A caller whose more urgent lane is full keeps its current place.
    if lane == before or not laneIsFull(ask.caller, lane, among) then
      improve(job, ask, among)
      job[at + 3] = job[at + 3] - before + lane
      noteChange(job)
    end
  end
  renewTicket(job, at)
  return describe(job, at)
end

function enter(ask)
  ask.house = ask.house or ask.caller
  shares.note(ask.house, ask.share)
  local job = findJob(ask.key)
  local at = job and findTicket(job, ask.caller)
  if at then return askAgain(ask, job, at) end
  local charges = placeOfCharges(ask.charges)
  local answer = knownAnswer(ask) or notNow(ask, job, charges)
  if answer then return answer end
  local among = jobsOf(ask.caller, ask.house)
  local why = refusal(ask, among, not job)
  if why then return { kind = 'refused', why = why } end
  if job then
    improve(job, ask, among)
    return joinJob(job, ask)
  end
  local score, rank = scoreAndRank(ask, among)
  job = { ask.key, score, rank, nextId(), ask.priority, charges, placeOfKind(ask.kind), 0, '', now, ask.caller, 0, 0, 0 }
  newTickets[job[JOB_ID] + 1] = true
  addToLine(job)
  local place = joinJob(job, ask)
  table.insert(among, job)
  takeTurns(ask.house, laneOf(ask.priority), among)
  return place
end

function placeOf(row)
  local job = findJob(row.key)
  for at = FIRST_TICKET, job and #job or 0, TICKET_SIZE do
    if job[at + 1] == innerId(row.ticket) then return job, at end
  end
end
end
`;
