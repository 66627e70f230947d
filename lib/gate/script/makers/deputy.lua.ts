/**
 * The deputy: the one instance without the turn that steps when the turn is overdue. The other
 * instances step only when a call of their own is overdue (see waiter.ts), so that one call does
 * not wake them all. The turn and the deputy should be instances that wait long: an instance whose
 * result comes soon is gone before it is needed. Part of makers.lua.ts.
 */
export const deputyLua = `

  function leaveDeputy()
    if mine[MAKER_DEPUTY] == step.instance then mine[MAKER_DEPUTY], dirty = '', true end
  end

  -- Whether another instance is the deputy, stepped in time, and still waits when the turn is overdue.
  local function isAnothers(grace)
    local deputy, lookAt, untilAt = mine[MAKER_DEPUTY], mine[MAKER_DEPUTY_AT], mine[MAKER_DEPUTY_UNTIL]
    if deputy == '' or deputy == step.instance or now >= lookAt + grace then return false end
    return untilAt > lookAt + grace or untilAt >= now + step.stays
  end

  -- Returns until when this instance sleeps. The deputy steps once a window, and when a call of its own is
  -- overdue.
  function sleepWithoutTurn()
    local grace = math.floor(state.window * GRACE)
    if isAnothers(grace) then return now + 2 * state.window end
    local lookAt = math.max(mine[MAKER_WAKE], now) + grace
    mine[MAKER_DEPUTY], mine[MAKER_DEPUTY_AT], mine[MAKER_DEPUTY_UNTIL] = step.instance, lookAt, now + step.stays
    dirty = true
    return lookAt
  end
`;
