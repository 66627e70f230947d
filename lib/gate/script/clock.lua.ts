/** The one fragment that reads time. Tests swap it for virtual time; nothing else differs. */
export const storeClockLua = `
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
`;
