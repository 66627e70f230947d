import { gatePolicy } from "@/lib/policy";
import { deputyLua } from "./deputy.lua";

/**
 * Makers: who can make which call. A maker is a set of instances with the same credential and the
 * same kinds of job that they can call. The instances of one maker take turns.
 *   maker { credential, kinds, seenAt, last worked at, instance that has the turn, wakeAt,
 *           deputy (see deputy.lua.ts), when the deputy steps, until when the deputy stays }
 * A maker that was not seen for `configurationMemory` is no longer in use.
 */
export const makersLua = `
local placeOfKind, kindAt, kindOf, isRefusedToMine, mineFrom, isOpenElsewhere, isSpared, isUsable, hasAwakeMaker, refusedToAll, noteMaker
local makerAboutToClaim, waitsForTurn, giveTurn, endTurn, sleepWithoutTurn, leaveDeputy, stepExpectedBy
do
  local MAKER_CREDENTIAL, MAKER_KINDS, MAKER_SEEN, MAKER_CLAIMED, MAKER_INSTANCE, MAKER_WAKE = 1, 2, 3, 4, 5, 6
  local MAKER_DEPUTY, MAKER_DEPUTY_AT, MAKER_DEPUTY_UNTIL = 7, 8, 9
  local AWAKE = ${gatePolicy.awakeOfWindow}
  -- The maker of the instance that sends this step.
  local mine

  local kindSets = {}
  local function canCall(maker, kind)
    local text = maker[MAKER_KINDS]
    if not kindSets[text] then
      kindSets[text] = {}
      for name in string.gmatch(text, '%S+') do kindSets[text][name] = true end
    end
    return kindSets[text][kind]
  end

  -- A job names its kind by the place in this list. The list is cleared when there is no job.
  function placeOfKind(kind)
    for place, other in ipairs(state.kinds) do
      if other == kind then return place end
    end
    if #state.line + #state.flights == 0 then state.kinds = {} end
    table.insert(state.kinds, kind)
    return #state.kinds
  end

  function kindAt(place) return state.kinds[place] end

  function kindOf(job) return kindAt(job[JOB_KIND]) end

  -- refused: the credentials that this job was refused with; 0 for none.
  local function isRefusedTo(maker, refused)
    return refused ~= 0 and string.find(refused, maker[MAKER_CREDENTIAL], 1, true) ~= nil
  end

  -- Whether the maker can call this kind with a credential that this job was not refused with.
  local function mayCall(maker, job)
    return canCall(maker, kindOf(job)) and not isRefusedTo(maker, job[JOB_REFUSED])
  end

  function isRefusedToMine(refused) return isRefusedTo(mine, refused) end

  -- From when this instance may make calls of a kind; nil for never.
  function mineFrom(own, kind)
    return canCall(mine, kind) and usableAt(mine[MAKER_CREDENTIAL], own, kind) or nil
  end

  local function isRefusedNow(maker, own, kind)
    local refusal = refusalIn(maker[MAKER_CREDENTIAL], own, kind)
    return refusal and now < refusal[REFUSAL_UNTIL]
  end

  -- Whether another maker in use may make a call that was just refused.
  function isOpenElsewhere(job)
    for _, maker in ipairs(state.makers) do
      if mayCall(maker, job) and not isRefusedNow(maker, ownOf(job[JOB_CHARGES]), kindOf(job)) then return true end
    end
    return false
  end

  -- Whether this maker could make such calls if its breakers were closed.
  function isUsable(own, kind)
    return canCall(mine, kind) and not isRefusedNow(mine, own, kind)
  end

  -- Whether a credential in use still may make some of its calls.
  function isSpared()
    for _, maker in ipairs(state.makers) do
      if maker[MAKER_KINDS] ~= '' and not isRefusedNow(maker, MAIN, '') then return true end
    end
    return false
  end

  -- Whether a maker that asked for calls recently may make a call of this kind, refused with these
  -- credentials.
  function hasAwakeMaker(own, kind, refused)
    for _, maker in ipairs(state.makers) do
      local isAwake = now < maker[MAKER_CLAIMED] + math.floor(state.window * AWAKE)
      local isAble = canCall(maker, kind) and not isRefusedTo(maker, refused)
      if isAwake and isAble and not isRefusedNow(maker, own, kind) then return true end
    end
    return false
  end

  -- Why no maker in use may make such calls, and until when at least. Nil while one may.
  function refusedToAll(own, kind)
    local reason, untilAt
    for _, maker in ipairs(state.makers) do
      if canCall(maker, kind) then
        local refusal, scope = refusalIn(maker[MAKER_CREDENTIAL], own, kind)
        if not refusal or now >= refusal[REFUSAL_UNTIL] then return nil end
        if not untilAt or refusal[REFUSAL_UNTIL] < untilAt then
          reason, untilAt = scope == MAIN and 'credentials' or 'not-allowed', refusal[REFUSAL_UNTIL]
        end
      end
    end
    return reason, untilAt
  end

  -- When another maker steps next, if that is about now and it can make such a call at once. Otherwise nil.
  function makerAboutToClaim(own, kind, refused)
    local grace = math.floor(state.window * GRACE)
    for _, maker in ipairs(state.makers) do
      local wakeAt = maker[MAKER_WAKE]
      if maker ~= mine and maker[MAKER_INSTANCE] ~= '' and now < wakeAt + grace and wakeAt <= now + grace
        and canCall(maker, kind) and not isRefusedTo(maker, refused) and usableAt(maker[MAKER_CREDENTIAL], own, kind) <= now then
        return math.max(wakeAt, now)
      end
    end
  end

  -- Whether another instance of this maker has the turn, and it is not overdue or later than a call may go.
  function waitsForTurn(legalAt)
    local holder, wakeAt, grace = mine[MAKER_INSTANCE], mine[MAKER_WAKE], math.floor(state.window * GRACE)
    if holder == '' or holder == step.instance or now >= wakeAt + grace then return false end
    return not (wakeAt > now and (legalAt <= now or legalAt < wakeAt - grace))
  end

  function giveTurn(instance, wakeAt)
    if mine[MAKER_INSTANCE] ~= instance or mine[MAKER_WAKE] ~= wakeAt then dirty = true end
    mine[MAKER_INSTANCE], mine[MAKER_WAKE] = instance, wakeAt
  end

  function endTurn()
    if mine[MAKER_INSTANCE] == step.instance then giveTurn('', 0) end
  end

  -- Whether no other credential is in use.
  function isOnlyCredential(digest)
    for _, maker in ipairs(state.makers) do
      if maker[MAKER_CREDENTIAL] ~= digest and maker[MAKER_KINDS] ~= '' then return false end
    end
    return true
  end

  local function isInUse(digest)
    for _, maker in ipairs(state.makers) do
      if maker[MAKER_CREDENTIAL] == digest then return true end
    end
    return false
  end

  -- Written only after a quarter of a window, so that most steps write nothing.
  local function noteMoment(column)
    if now <= mine[column] + math.floor(state.window / 4) then return end
    mine[column], dirty = now, true
  end

  -- A new maker may be able to make the calls that no maker could: forget those failures.
  local function forgetWants()
    for key, negative in pairs(state.negatives) do
      if negative[2] == 'upstream-auth' or negative[2] == 'not-offered' then state.negatives[key] = nil end
    end
  end

  function noteMaker()
    local kinds, known = table.concat(step.kinds, ' '), state.makers
    for index = #known, 1, -1 do
      local other = known[index]
      if other[MAKER_CREDENTIAL] == step.credential and other[MAKER_KINDS] == kinds then mine = other
      elseif now > other[MAKER_SEEN] + step.configurationMemory then table.remove(known, index); dirty = true end
    end
    if not mine then
      mine = { step.credential, kinds, now, 0, '', 0, '', 0, 0 }
      if kinds ~= '' then forgetWants() end
      table.insert(known, mine)
      dirty = true
    end
    noteMoment(MAKER_SEEN)
    -- An instance without room for a call asks again soon, so it counts as awake when it did other work.
    if step.room > 0 or #step.enter + #step.settle + #step.renew > 0 then noteMoment(MAKER_CLAIMED) end
    forgetCredentials(isInUse)
  end

  function shiftMakers(by)
    for _, maker in ipairs(state.makers) do shift(maker, { MAKER_SEEN, MAKER_CLAIMED, MAKER_WAKE, MAKER_DEPUTY_AT, MAKER_DEPUTY_UNTIL }, by) end
  end

  -- By when the last of the makers with waiting instances steps. Nil when no step is expected.
  function stepExpectedBy()
    local expectedBy = #state.flights > 0 and state.time or nil
    -- Each of them steps at least once a window.
    local latest = state.time + state.window
    for _, maker in ipairs(state.makers) do
      if maker[MAKER_INSTANCE] ~= '' or maker[MAKER_DEPUTY] ~= '' then
        local wakeAt = maker[MAKER_WAKE]
        local at = wakeAt > 0 and math.max(state.time, math.min(wakeAt, latest)) or latest
        expectedBy = math.max(expectedBy or at, at)
      end
    end
    return expectedBy
  end
${deputyLua}end
`;
