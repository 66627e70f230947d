import { breakerPolicy } from "@/lib/policy";

/**
 * Refusals: the upstream refuses a call for the credential that made it.
 *   credential { digest, its refusals by scope, the key of a first refusal by scope, 1 once it was answered }
 *   refusal    { since, untilAt, slot of its probe, deployment of the refused call }
 * The scope is the name of the main window (every call of the credential), the name of another window,
 * or a kind. One refused symbol may be a fact about that symbol. Two refused symbols are a fact about
 * the credential. The credential makes no call in the scope until the refusal ends. Then one call is
 * its probe.
 *
 * A credential that was never answered makes two calls at a time while another credential can make
 * them: two calls are enough to judge it. It makes one call at a time where the most specific window
 * is not the main one, since a second refusal there proves no more than the first. Once any call was
 * refused it makes one at a time, so that a second refusal comes before a third call.
 */
export const refusalsLua = `
local REFUSAL_UNTIL = 2
local refuse, refusalIn, usableAt, credentialAnswered, refusalsNoteGrant, forgetCredentials, refusalRows
do
  local NOT_ALLOWED = ${breakerPolicy.notAllowedOfWindow}
  local CREDENTIAL_DIGEST, CREDENTIAL_REFUSALS, CREDENTIAL_SUSPECTS, CREDENTIAL_ANSWERED = 1, 2, 3, 4
  local REFUSAL_SINCE, REFUSAL_PROBE, REFUSAL_DEPLOYMENT = 1, 3, 4

  local function credentialOf(digest)
    for _, row in ipairs(state.credentials) do
      if row[CREDENTIAL_DIGEST] == digest then return row end
    end
  end

  -- The row of a credential, if any, and the scopes of such a call, most general first.
  local function scopesOf(digest, own, kind)
    local row = credentialOf(digest)
    return row, row and { MAIN, own, kind } or {}
  end

  -- The most general refusal that stops a credential from such a call, or nil. After its end it lasts until a
  -- probe.
  function refusalIn(digest, own, kind)
    local row, scopes = scopesOf(digest, own, kind)
    for _, scope in ipairs(scopes) do
      local refusal = row[CREDENTIAL_REFUSALS][scope]
      if refusal then return refusal, scope end
    end
  end

  local function isUnderWay(slot)
    return slot and slot[SLOT_SETTLED] == 0 and now < slot[SLOT_GRANTED] + slot[SLOT_HOLD]
  end

  -- Counts all calls in flight of a credential, or those whose most specific window this is.
  local function callsUnderWay(digest, own)
    local count = 0
    for _, slot in ipairs(state.slots) do
      local isSuch = slot[SLOT_CREDENTIAL] == digest and (not own or ownOf(slot[SLOT_CHARGES]) == own)
      if isSuch and isUnderWay(slot) then count = count + 1 end
    end
    return count
  end

  -- Whether a credential that was never answered must wait for its calls in flight.
  local function waitsForProof(row, digest, own)
    if row and row[CREDENTIAL_ANSWERED] == 1 then return false end
    if row and (next(row[CREDENTIAL_REFUSALS]) or next(row[CREDENTIAL_SUSPECTS])) then return callsUnderWay(digest) > 0 end
    if isOnlyCredential(digest) then return false end
    return callsUnderWay(digest) >= 2 or own ~= MAIN and callsUnderWay(digest, own) > 0
  end

  local function knownCredential(digest)
    local row = credentialOf(digest)
    if row then return row end
    row = { digest, {}, {}, 0 }
    table.insert(state.credentials, row)
    dirty = true
    return row
  end

  -- From when a credential may make such a call, by its refusals alone.
  function usableAt(digest, own, kind)
    local row, scopes = scopesOf(digest, own, kind)
    local at, soon = 0, now + math.floor(state.window * GRACE)
    if waitsForProof(row, digest, own) then at = soon end
    for _, scope in ipairs(scopes) do
      local refusal = row[CREDENTIAL_REFUSALS][scope]
      if refusal then at = math.max(at, isUnderWay(findSlot(refusal[REFUSAL_PROBE])) and soon or refusal[REFUSAL_UNTIL])
      -- Refused once: one call at a time, even for a credential that was answered before.
      elseif row[CREDENTIAL_SUSPECTS][scope] and callsUnderWay(digest) > 0 then at = math.max(at, soon) end
    end
    return at
  end

  -- Whether a credential that was never answered is refused another call of another scope. Then the scope is
  -- not at fault.
  local function isRefusedBeside(row, scope, key)
    if row[CREDENTIAL_ANSWERED] == 1 then return false end
    local suspect = row[CREDENTIAL_SUSPECTS][MAIN]
    if scope ~= MAIN then return suspect ~= nil and suspect ~= key end
    return next(row[CREDENTIAL_REFUSALS]) ~= nil
  end

  -- A call was refused in this scope. Returns until when its credential stops, and the scope (the main window
  -- for every call). Nil while the refusal may be one symbol's own.
  function refuse(slot, scope, isCertain)
    local row, key = knownCredential(slot[SLOT_CREDENTIAL]), slot[SLOT_KEY]
    local refusals, suspects = row[CREDENTIAL_REFUSALS], row[CREDENTIAL_SUSPECTS]
    if isRefusedBeside(row, scope, key) then scope, isCertain = MAIN, true end
    local before = refusals[scope]
    -- The call was sent before the refusal was known.
    if before and slot[SLOT_GRANTED] <= before[REFUSAL_SINCE] then return before[REFUSAL_UNTIL], scope end
    if not before and not isCertain and (suspects[scope] or key) == key then
      suspects[scope] = key
      return nil
    end
    local untilAt = now + math.min(math.floor(state.window * NOT_ALLOWED), BREAKER_OPEN_MAX)
    suspects[scope], refusals[scope] = nil, { now, untilAt, 0, step.deployment }
    row[CREDENTIAL_ANSWERED] = 0
    return untilAt, scope
  end

  -- An answer to a call granted before a refusal does not end that refusal.
  function credentialAnswered(slot)
    knownCredential(slot[SLOT_CREDENTIAL])
    local row, scopes = scopesOf(slot[SLOT_CREDENTIAL], ownOf(slot[SLOT_CHARGES]), slot[SLOT_KIND])
    for _, scope in ipairs(scopes) do
      local refusal = row[CREDENTIAL_REFUSALS][scope]
      if refusal and slot[SLOT_GRANTED] <= refusal[REFUSAL_SINCE] then return end
      row[CREDENTIAL_REFUSALS][scope], row[CREDENTIAL_SUSPECTS][scope] = nil, nil
    end
    row[CREDENTIAL_ANSWERED] = 1
  end

  function refusalsNoteGrant(slot)
    local row, scopes = scopesOf(slot[SLOT_CREDENTIAL], ownOf(slot[SLOT_CHARGES]), slot[SLOT_KIND])
    for _, scope in ipairs(scopes) do
      local refusal = row[CREDENTIAL_REFUSALS][scope]
      if refusal then refusal[REFUSAL_PROBE] = slot[SLOT_ID] end
    end
  end

  -- Forgets credentials that no maker uses and that are not refused.
  function forgetCredentials(isInUse)
    for index = #state.credentials, 1, -1 do
      local row = state.credentials[index]
      local isKept = isInUse(row[CREDENTIAL_DIGEST])
      for _, refusal in pairs(row[CREDENTIAL_REFUSALS]) do isKept = isKept or now < refusal[REFUSAL_UNTIL] end
      if not isKept then table.remove(state.credentials, index); dirty = true end
    end
  end

  function shiftRefusals(by)
    for _, row in ipairs(state.credentials) do
      for _, refusal in pairs(row[CREDENTIAL_REFUSALS]) do shift(refusal, { REFUSAL_SINCE, REFUSAL_UNTIL }, by) end
    end
  end

  -- The refusals in force or waiting for their probe, with their deployments.
  function refusalRows()
    local rows = {}
    for _, row in ipairs(state.credentials) do
      for scope, refusal in pairs(row[CREDENTIAL_REFUSALS]) do
        rows[#rows + 1] = {
          scope = scope, deployment = refusal[REFUSAL_DEPLOYMENT], isOwn = row[CREDENTIAL_DIGEST] == step.credential,
          since = absolute(refusal[REFUSAL_SINCE]), untilAt = absolute(refusal[REFUSAL_UNTIL]),
        }
      end
    end
    return rows
  end
end
`;
