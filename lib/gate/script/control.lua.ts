/** What an admin does to the gate. */
export const controlLua = `
local function control(act)
  dirty = true
  if act.kind == 'limit' then
    -- Never raised above what is configured: the lowest counts. 0 takes it back.
    state.lowered = act.limit
    return applyConfiguration()
  end
  local breaker = state.breakers[CLASS_OF[act.window]]
  if act.kind == 'release' and breaker.held then
    -- Gently, as after any stop.
    breaker.rampFrom = now
  end
  breaker.held = act.kind == 'hold'
  breaker.since = now
end
`;
