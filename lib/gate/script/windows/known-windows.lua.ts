/** The windows in the state: added, changed and forgotten as instances are configured with them. */
export const knownWindowsLua = `
do
  -- More than the windows of both vendor APIs and of the code before. Beyond it, windows are forgotten.
  local function forgetWindows()
    local count = 0
    for _ in pairs(state.windows) do count = count + 1 end
    for name, window in pairs(state.windows) do
      local isIdle = not limits[name] and not chargesWindow(name) and #(window.counts or {}) == 0
      if count > WINDOWS_MOST and isIdle then
        state.windows[name], count = nil, count - 1
      end
    end
  end

  -- Sets a window. A new window is full: calls made before it was known did not count in it. A longer window
  -- is full for the time it gained: slots that no longer counted in it are gone.
  function setWindow(name, limit, length)
    local window = state.windows[name]
    if not window then
      window = { limit = limit, length = length, fullUntil = 0, counts = {}, usedUpAt = 0, breaker = freshBreaker() }
      if not isNewState and length > 0 then fillWindow(window, length) end
      state.windows[name], dirty = window, true
      forgetWindows()
    end
    if length > window.length then fillWindow(window, length - window.length) end
    if window.limit ~= limit or window.length ~= length then
      window.limit, window.length, dirty = limit, length, true
    end
  end
end
`;
