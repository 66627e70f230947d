import { breakerPolicy, gatePolicy } from "@/lib/policy";

/** Claiming: chooses the job that may be granted now and the instance that steps next. */
export const claimLua = `
local grants, sleepUntil, replayGrants, claim = {}, 0, nil, nil
do
local PACING_CREDIT, CONTROLLED_LOOK = ${gatePolicy.pacingCredit}, ${breakerPolicy.controlledLookOfWindow}

local function addGrant(slot, job)
  table.insert(grants, {
    grant = publicId(slot[SLOT_ID]), request = slot[SLOT_REQUEST], key = slot[SLOT_KEY],
    grantedAt = absolute(slot[SLOT_GRANTED]), caller = slot[SLOT_CALLER],
    since = absolute(job and job[JOB_ENTERED] or slot[SLOT_GRANTED]), attempt = job and job[JOB_TRIES] or 1,
    priority = job and job[JOB_PRIORITY] or BATCH_FROM,
  })
end

-- A replayed step returns the grants of its first run.
function replayGrants()
  for _, slot in ipairs(state.slots) do
    if slot[SLOT_REQUEST] == step.request then addGrant(slot, findJob(slot[SLOT_KEY])) end
  end
end

local unable = {}
for _, key in ipairs(step.unable) do unable[key] = true end

-- By key: the houses whose shares cover jobs now; nil for none.
local covered

-- A row is named by its start index. Jobs that a share covers go first. Then due jobs, lowest score first. The
-- others go by rank. Equal jobs go in the order of their ids.
local function isBefore(at, other)
  local row = state.line
  if covered and (covered[row[at]] == nil) ~= (covered[row[other]] == nil) then return covered[row[at]] ~= nil end
  local isDue, otherIsDue = row[at + JOB_SCORE - 1] <= now, row[other + JOB_SCORE - 1] <= now
  if isDue ~= otherIsDue then return isDue end
  local by = (isDue and JOB_SCORE or JOB_RANK) - 1
  if row[at + by] ~= row[other + by] then return row[at + by] < row[other + by] end
  return row[at + JOB_ID - 1] < row[other + JOB_ID - 1]
end

-- Shared by all jobs with the same charges and kind: when they may go, and from when this instance may make
-- them.
local function classOf(charges, kind, classes)
  local byKind = classes[charges] or {}
  classes[charges] = byKind
  local class = byKind[kind]
  if not class then
    class = { times = legalTimes(chargesOf(charges)), mineAt = mineFrom(ownOf(charges), kindAt(kind)) }
    byKind[kind] = class
  end
  return class
end

-- Whether the waiting jobs of other lanes than batch will use every free slot.
local function areSlotsWanted(classes)
  local wanted, row = chargedSince(MAIN, 0), state.line
  for at = 1, #row, ROW do
    if row[at + JOB_PRIORITY - 1] < BATCH_FROM then
      local class = classOf(row[at + JOB_CHARGES - 1], row[at + JOB_KIND - 1], classes)
      if class.times.ordinary <= now then wanted = wanted + (chargesOf(row[at + JOB_CHARGES - 1]).costs[MAIN] or 0) end
    end
  end
  return wanted > limits[MAIN]
end

-- When another maker steps, if it is about to claim this row's call. Otherwise nil.
local function rivalFor(at)
  local row = state.line
  return makerAboutToClaim(ownOf(row[at + JOB_CHARGES - 1]), kindAt(row[at + JOB_KIND - 1]), row[at + JOB_REFUSED - 1])
end

-- Returns the row of the best job that may go now, whether it is an overdue batch job, and when the next job
-- may go (0: none for this instance). The last value is until when to leave the slot to another maker, whose
-- job ranks first.
local function chooseJob()
  local classes, best, bestIsOverdue, nextAt, rival, rivalAt = {}, nil, false, 0, nil, nil
  local row, areLeasesCurrent = state.line, not mayHaveLapsedLeases()
  covered = shares.covered()
  local areWanted = covered and areSlotsWanted(classes)
  for at = 1, #row, ROW do
    local class, refused = classOf(row[at + JOB_CHARGES - 1], row[at + JOB_KIND - 1], classes), row[at + JOB_REFUSED - 1]
    local goesAt, isOverdue = mayGoAt(row[at + JOB_PRIORITY - 1], row[at + JOB_SCORE - 1], class.times)
    if areWanted and covered[row[at]] and class.times.ordinary < goesAt then goesAt, isOverdue = class.times.ordinary, true end
    if not areLeasesCurrent and areLeasesOver(waiting.openAt(at)) then goesAt, isOverdue = state.keptUntil, false end
    local isMine = class.mineAt and not unable[row[at]] and (refused == 0 or not isRefusedToMine(refused))
    if not isMine then
      local wakeAt = goesAt <= now and (not rival or isBefore(at, rival)) and rivalFor(at)
      if wakeAt then rival, rivalAt = at, wakeAt end
    elseif math.max(goesAt, class.mineAt) > now then
      goesAt = math.max(goesAt, class.mineAt)
      if nextAt == 0 or goesAt < nextAt then nextAt = goesAt end
    elseif not best or isBefore(at, best) then
      best, bestIsOverdue = at, isOverdue
    end
  end
  local leaveUntil = best and rival and isBefore(rival, best) and rivalAt + math.floor(state.window * SPACING) or nil
  return best, bestIsOverdue, best and now or nextAt, leaveUntil
end

local function grant(job, isOverdue)
  local id = nextId()
  waiting.remove(job)
  job[JOB_GRANT], job[JOB_TRIES] = id, job[JOB_TRIES] + 1
  table.insert(state.flights, job)
  local slot = { id, now, 0, configuration.hold, step.request, job[JOB_KEY], job[JOB_CALLER], job[JOB_CHARGES],
    step.credential, kindOf(job), 0 }
  local sharer = covered and covered[job[JOB_KEY]]
  if sharer or job[JOB_HOUSE] ~= 0 then slot[SLOT_HOUSE] = sharer or job[JOB_HOUSE] end
  refusalsNoteGrant(slot)
  table.insert(state.slots, slot)
  -- A covered job may have come from a later round, which is not served yet.
  if not sharer then state.level = math.max(state.level, roundOf(job)) end
  state.lastGrantAt = now
  if isOverdue then state.lastOverdueAt = now
  elseif job[JOB_PRIORITY] >= BATCH_FROM then
    -- Paces from the time the call was due, so a late claim or a slow call is made up for. Not after an idle
    -- time.
    local pace = pacing(chargesOf(job[JOB_CHARGES]).costs[MAIN] or 0)
    local due = state.lastBatchAt + pace
    state.lastBatchAt = now - due < PACING_CREDIT * pace and due or now
  end
  breakersNoteGrant(id, chargesOf(job[JOB_CHARGES]))
  addGrant(slot, job)
end

local function isControlled()
  for _, window in pairs(state.windows) do
    if window.breaker.heldAt ~= 0 then return true end
  end
  return state.lowered > 0
end

-- When to look for a slot that is given back early: a call that takes long may never have been sent.
local function nextReturnAt()
  local grace, at = math.floor(state.window * GRACE), math.huge
  for _, job in ipairs(state.flights) do
    local slot = findSlot(job[JOB_GRANT])
    if slot then at = math.min(at, slot[SLOT_GRANTED] + 2 * state.latency + grace) end
  end
  return math.max(at, now + grace)
end

-- The next moment with possible work: a call may go, a caller is dead, a slot may be given back, or an admin
-- may have resumed calls.
local function nextMoment(legalAt)
  local moment, diesAt = legalAt, nextDeathAt()
  if diesAt > 0 and (moment == 0 or diesAt < moment) then moment = diesAt end
  if moment > now then moment = math.min(moment, nextReturnAt()) end
  local controlAt = now + math.floor(state.window * CONTROLLED_LOOK)
  if moment > controlAt and isControlled() then return controlAt end
  return moment
end

-- One instance of each maker has the turn. It claims and records when it wakes. The others sleep past that
-- time.
function claim()
  closeJobs()
  local at, isOverdue, legalAt, leaveUntil
  if waiting.count() > 0 and step.room > 0 then at, isOverdue, legalAt, leaveUntil = chooseJob() end
  if not legalAt or legalAt == 0 then
    endTurn()
    return leaveDeputy()
  end
  if #grants == 0 and waitsForTurn(legalAt) then
    sleepUntil = sleepWithoutTurn()
    return
  end
  local isGranted = #grants == 0 and at and not leaveUntil
  if isGranted then
    grant(waiting.openAt(at), isOverdue)
    at, isOverdue, legalAt, leaveUntil = chooseJob()
  end
  if legalAt > 0 and step.room > #grants then
    sleepUntil = leaveUntil or nextMoment(legalAt)
    giveTurn(step.instance, sleepUntil)
    leaveDeputy()
  else
    giveTurn('', 0)
  end
end
end
`;
