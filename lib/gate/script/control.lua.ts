/** What an admin does to the gate. */
export const controlLua = `
local function control(act)
  -- An id, so that whoever has seen this notices when the store lost it.
  nextId()
  if act.kind == 'limit' then
    -- Never raised above what is configured: the lowest counts. 0 takes it back.
    state.lowered = act.limit
    return applyConfiguration()
  end
  local breaker = state.breakers[CLASS_OF[act.window]]
  local isHeld = act.kind == 'hold'
  if breaker.held == isHeld then return end
  -- Let go gently, as after any stop.
  if not isHeld then breaker.rampFrom = now end
  breaker.held, breaker.since = isHeld, now
end
`;
