/** Claiming: which call may go now, and which instance looks next. */
export const claimLua = `
local grants, sleepUntil = {}, 0

local function addGrant(slot)
  local job = jobOfKey[slot[SLOT_KEY]]
  table.insert(grants, {
    grant = publicId(slot[SLOT_ID]), request = slot[SLOT_REQUEST], key = slot[SLOT_KEY],
    grantedAt = absolute(slot[SLOT_GRANTED]), caller = slot[SLOT_CALLER],
    since = absolute(job and job[JOB_ENTERED] or slot[SLOT_GRANTED]), attempt = job and job[JOB_TRIES] or 1,
  })
end

-- A step that is replayed returns what it was granted the first time.
local function replayGrants()
  for _, slot in ipairs(state.slots) do
    if slot[SLOT_REQUEST] == step.request then addGrant(slot) end
  end
end

-- The best job that may go now, passing over whatever is held back, and when the next one may.
local function chooseJob()
  local times, best, bestIsOverdue, nextAt = {}, nil, false, 0
  for _, job in ipairs(state.jobs) do
    if job[JOB_GRANT] == 0 then
      local class = job[JOB_CLASS]
      times[class] = times[class] or legalTimes(class)
      local at, isOverdue = mayGoAt(job, times[class])
      if at > now then
        if nextAt == 0 or at < nextAt then nextAt = at end
      elseif not best or isBefore(job, best) then best, bestIsOverdue = job, isOverdue end
    end
  end
  return best, bestIsOverdue, best and now or nextAt
end

-- The next moment at which there may be something to do: a call may go, or its caller is dead.
local function nextMoment(legalAt)
  local diesAt = nextDeathAt()
  if diesAt == 0 or legalAt == 0 then return math.max(diesAt, legalAt) end
  return math.min(diesAt, legalAt)
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
  if waitingCount == 0 or step.room == 0 then
    if state.turn.instance == step.instance then giveTurn('', 0) end
    return
  end
  local job, isOverdue, legalAt = chooseJob()
  if #grants == 0 and not mayTakeTurn(legalAt) then
    sleepUntil = math.max(state.turn.wakeAt, now) + math.floor(state.window * GRACE)
    return
  end
  if #grants == 0 and job then
    grant(job, isOverdue)
    waitingCount = waitingCount - 1
    addGrant(state.slots[#state.slots])
    legalAt = select(3, chooseJob())
  end
  if waitingCount > 0 and step.room > #grants then
    sleepUntil = nextMoment(legalAt)
    giveTurn(step.instance, sleepUntil)
  else
    giveTurn('', 0)
  end
end
`;
