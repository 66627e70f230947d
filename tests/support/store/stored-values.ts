import type { RedisServer } from "./redis-server";

/** Every key of a Redis with its value, as text. */
export async function everyValue(redis: RedisServer): Promise<string[]> {
  const keys = (await redis.command("KEYS", "*")) as string[];
  const values = keys.map(async (key) => {
    const type = await redis.command("TYPE", key);
    const read = {
      string: ["GET"],
      hash: ["HGETALL"],
      zset: ["ZRANGE", "0", "-1"],
      list: ["LRANGE", "0", "-1"],
    }[String(type)];
    const [name = "GET", ...words] = read ?? [];
    return `${key} ${JSON.stringify(await redis.command(name, key, ...words))}`;
  });
  return Promise.all(values);
}
