/** Applies an admin's act to the gate. */
export const controlLua = `
local function control(act)
  -- Takes an id, so that an instance that saw this act notices when the store loses it.
  nextId()
  if act.kind == 'limit' then
    -- The lowest limit counts, so this never exceeds the configured limit. 0 removes it.
    state.lowered = act.limit
    return applyConfiguration()
  end
  if not state.windows[act.window] then return end
  local breaker = breakerOf(act.window)
  if act.kind == 'hold' then holdBreaker(breaker, act.forMs) else releaseBreaker(breaker) end
end
`;
