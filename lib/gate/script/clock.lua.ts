/** The only fragment that reads time. Tests replace it with virtual time. */
export const storeClockLua = `
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
`;
