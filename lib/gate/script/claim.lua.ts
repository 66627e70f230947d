/** Claiming: which call may go now, and which instance looks next. */
export const claimLua = `
local grants, sleepUntil = {}, 0

local function addGrant(slot, job)
  table.insert(grants, {
    grant = publicId(slot[SLOT_ID]), request = slot[SLOT_REQUEST], key = slot[SLOT_KEY],
    grantedAt = absolute(slot[SLOT_GRANTED]), caller = slot[SLOT_CALLER],
    since = absolute(job and job[JOB_ENTERED] or slot[SLOT_GRANTED]), attempt = job and job[JOB_TRIES] or 1,
    priority = job and job[JOB_PRIORITY] or BATCH_FROM,
  })
end

-- A step that is replayed returns what it was granted the first time.
local function replayGrants()
  for _, slot in ipairs(state.slots) do
    if slot[SLOT_REQUEST] == step.request then addGrant(slot, findJob(slot[SLOT_KEY])) end
  end
end

-- What is due goes first, lowest score first; the rest by rank; of equals the one that came first.
local function isBefore(score, rank, place, otherScore, otherRank, otherPlace)
  local isDue, otherIsDue = score <= now, otherScore <= now
  if isDue ~= otherIsDue then return isDue end
  local mine, other = isDue and score or rank, isDue and otherScore or otherRank
  if mine ~= other then return mine < other end
  return readId(state.line[place]) < readId(state.line[otherPlace])
end

-- The place of the best job that may go now, passing over whatever is held back, and when the next one may.
local function chooseJob()
  local times, best, bestScore, bestRank, bestIsOverdue, nextAt = {}, nil, 0, 0, false, 0
  for place, packed in ipairs(state.line) do
    local score, rank, class, lane = readChoice(packed)
    times[class] = times[class] or legalTimes(class)
    local at, isOverdue = mayGoAt(lane, score, times[class])
    if at > now then
      if nextAt == 0 or at < nextAt then nextAt = at end
    elseif not best or isBefore(score, rank, place, bestScore, bestRank, best) then
      best, bestScore, bestRank, bestIsOverdue = place, score, rank, isOverdue
    end
  end
  return best, bestIsOverdue, best and now or nextAt
end

local function grant(place, isOverdue)
  local id, job = nextId(), openJob(place)
  takeFromLine(job)
  job[JOB_GRANT], job[JOB_TRIES] = id, job[JOB_TRIES] + 1
  table.insert(state.flights, job)
  local slot = { id, now, 0, configuration.hold, step.request, job[JOB_KEY], job[JOB_CALLER], job[JOB_CLASS] }
  table.insert(state.slots, slot)
  state.level = math.max(state.level, roundOf(job))
  state.lastGrantAt = now
  if isOverdue then state.lastOverdueAt = now
  elseif job[JOB_PRIORITY] >= BATCH_FROM then
    -- From when it was due: what a late claim or a slow call cost is made up for, in a while that is not idle.
    local due = state.lastBatchAt + pacing()
    state.lastBatchAt = now - due < PACING_CREDIT * pacing() and due or now
  end
  breakersNoteGrant(id, job[JOB_CLASS])
  addGrant(slot, job)
end

local function isControlled()
  for _, breaker in ipairs(state.breakers) do
    if breaker.held then return true end
  end
  return state.lowered > 0
end

-- The next moment at which there may be something to do: a call may go, its caller is dead, or an
-- admin may have let go what only an admin can.
local function nextMoment(legalAt)
  local moment, diesAt = legalAt, nextDeathAt()
  if diesAt > 0 and (moment == 0 or diesAt < moment) then moment = diesAt end
  local controlAt = now + math.floor(state.window * CONTROLLED_LOOK)
  if moment > controlAt and isControlled() then return controlAt end
  return moment
end

local function mayTakeTurn(legalAt)
  local turn, grace = state.turn, math.floor(state.window * GRACE)
  if turn.instance == '' or turn.instance == step.instance then return true end
  if now >= turn.wakeAt + grace then return true end
  return turn.wakeAt > now and (legalAt <= now or legalAt < turn.wakeAt - grace)
end

local function giveTurn(instance, wakeAt)
  local turn = state.turn
  if turn.instance ~= instance or turn.wakeAt ~= wakeAt then dirty = true end
  turn.instance, turn.wakeAt = instance, wakeAt
end

-- One instance has the turn: it claims and names the moment it will wake; the others sleep past it.
local function claim()
  if #state.line == 0 or step.room == 0 then
    if state.turn.instance == step.instance then giveTurn('', 0) end
    return
  end
  local place, isOverdue, legalAt = chooseJob()
  if #grants == 0 and not mayTakeTurn(legalAt) then
    sleepUntil = math.max(state.turn.wakeAt, now) + math.floor(state.window * GRACE)
    return
  end
  local isGranted = #grants == 0 and place
  if isGranted then grant(place, isOverdue) end
  if #state.line > 0 and step.room > #grants then
    if isGranted then legalAt = select(3, chooseJob()) end
    sleepUntil = nextMoment(legalAt)
    giveTurn(step.instance, sleepUntil)
  else
    giveTurn('', 0)
  end
end
`;
