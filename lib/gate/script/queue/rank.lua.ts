/** The place of a request in the queue, and whether there is room for it. */
export const rankLua = `
local priorityPart, scoreAndRank, takeTurns, laneIsFull, refusal
do
function roundOf(job)
  return math.floor((job[JOB_RANK] - job[JOB_PRIORITY]) / ROUND)
end

function priorityPart(priority)
  return math.floor(priority * state.window / ROUND)
end

-- The jobs, waiting or in flight, that callers of this house entered first, in this or a more urgent lane.
local function jobsBefore(ask, among, except)
  local jobs = {}
  for _, job in ipairs(among) do
    local isOther = not except or job[JOB_ID] ~= except[JOB_ID]
    if isOther and houseOf(job) == ask.house and laneOf(job[JOB_PRIORITY]) <= laneOf(ask.priority) then jobs[#jobs + 1] = job end
  end
  return jobs
end

-- For each job, how many jobs its caller has before it, by rank.
local function turnsWithin(jobs)
  local turns, counts = {}, {}
  table.sort(jobs, function(one, other)
    if one[JOB_RANK] ~= other[JOB_RANK] then return one[JOB_RANK] < other[JOB_RANK] end
    return one[JOB_ID] < other[JOB_ID]
  end)
  for _, job in ipairs(jobs) do
    local caller = job[JOB_CALLER]
    turns[job], counts[caller] = counts[caller] or 0, (counts[caller] or 0) + 1
  end
  return turns, counts
end

-- The house's next round. k: how many jobs of the house go before this one when its callers take turns.
function scoreAndRank(ask, among, except)
  local k, round, priority = 0, state.level, ask.priority
  local jobs = jobsBefore(ask, among, except)
  local turns, counts = turnsWithin(jobs)
  for _, job in ipairs(jobs) do
    if turns[job] <= (counts[ask.caller] or 0) then k = k + 1 end
    round = math.max(round, roundOf(job) + 1)
  end
  return now + priorityPart(priority) + math.floor(k * state.window), round * ROUND + priority
end

-- Callers of one house take turns in its rounds, per lane, so that none waits for all jobs of another.
function takeTurns(house, lane, among)
  local jobs, rounds, callers, count = {}, {}, {}, 0
  for _, job in ipairs(among) do
    if job[JOB_GRANT] == 0 and houseOf(job) == house and laneOf(job[JOB_PRIORITY]) == lane then
      jobs[#jobs + 1], rounds[#rounds + 1] = job, roundOf(job)
      if not callers[job[JOB_CALLER]] then callers[job[JOB_CALLER]], count = true, count + 1 end
    end
  end
  if count < 2 then return end
  local turns = turnsWithin(jobs)
  table.sort(rounds)
  table.sort(jobs, function(one, other)
    if turns[one] ~= turns[other] then return turns[one] < turns[other] end
    return one[JOB_ID] < other[JOB_ID]
  end)
  for place, job in ipairs(jobs) do
    job[JOB_RANK] = rounds[place] * ROUND + job[JOB_PRIORITY]
    noteChange(job)
  end
end

-- Whether a caller has all the tickets it may have in a lane.
function laneIsFull(caller, lane, among)
  local count = 0
  for _, job in ipairs(among) do
    local at = findTicket(job, caller)
    if at and laneOfTicket(job, at) == lane then count = count + 1 end
  end
  return count >= TICKETS_PER_CALLER[lane]
end

-- Whether a house has a ticket in the queue: the last places are kept for other houses.
local function isInLine(house, among)
  for _, job in ipairs(among) do
    if findHouse(job, house) then return true end
  end
  return false
end

-- Why a request gets no place, or nil. Called before anything is written.
function refusal(ask, among, isNewJob)
  if laneIsFull(ask.caller, laneOf(ask.priority), among) then return 'caller' end
  local kept = isInLine(ask.house, among) and step.newcomers or 0
  if isNewJob and waiting.count() + #state.flights >= step.jobs - kept then return 'line' end
  if countTickets() >= step.tickets - kept then return 'line' end
end
end
`;
