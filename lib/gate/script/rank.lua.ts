/** Where in line an ask belongs, and whether there is room for it. */
export const rankLua = `
function roundOf(job)
  return math.floor((job[JOB_RANK] - job[JOB_PRIORITY]) / ROUND)
end

local function priorityPart(priority)
  return math.floor(priority * state.window / ROUND)
end

-- k: the jobs this caller was first to enter, waiting or running, in this or a more urgent lane.
local function scoreAndRank(ask, among, except)
  local k, round, priority = 0, state.level, ask.priority
  for _, job in ipairs(among) do
    local isOther = not except or job[JOB_ID] ~= except[JOB_ID]
    if isOther and job[JOB_CALLER] == ask.caller and laneOf(job[JOB_PRIORITY]) <= laneOf(priority) then
      k = k + 1
      round = math.max(round, roundOf(job) + 1)
    end
  end
  return now + priorityPart(priority) + math.floor(k * state.window), round * ROUND + priority
end

-- Whether a caller has all the tickets it may have in a lane; and how many it has in all.
local function laneIsFull(caller, lane, among)
  local mine, mineInLane = 0, 0
  for _, job in ipairs(among) do
    local at = findTicket(job, caller)
    if at then
      mine = mine + 1
      if laneOfTicket(job, at) == lane then mineInLane = mineInLane + 1 end
    end
  end
  return mineInLane >= TICKETS_PER_CALLER[lane], mine
end

-- Checked before anything is written.
local function refusal(ask, among, isNewJob)
  local isFull, mine = laneIsFull(ask.caller, laneOf(ask.priority), among)
  if isFull then return 'caller' end
  readLine()
  local kept = mine > 0 and step.newcomers or 0
  if isNewJob and #state.line + #state.flights >= step.jobs - kept then return 'line' end
  if ticketCount >= step.tickets - kept then return 'line' end
end
`;
