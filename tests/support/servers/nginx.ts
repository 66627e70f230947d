import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createConnection } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { freePort } from "./free-port";

/** It is often only on root's PATH. */
const NGINX =
  ["/usr/sbin/nginx", "/usr/local/sbin/nginx"].find((path) => existsSync(path)) ?? "nginx";

export type Nginx = { port: number; stop(): Promise<void> };

/** A real nginx in front of `targetPort`, in the usual setup: buffering on, compression on. */
export async function startNginx(targetPort: number): Promise<Nginx> {
  const port = await freePort();
  const site = `
    server {
      listen 127.0.0.1:${port};
      location / {
        proxy_pass http://127.0.0.1:${targetPort}; proxy_http_version 1.1; proxy_buffering on;
        proxy_set_header Host $http_host; proxy_set_header Connection "";
      }
    }`;
  return startNginxWith(site, port);
}

/** A real nginx with these server blocks, of which one listens on `port` of 127.0.0.1. */
export async function startNginxWith(site: string, port: number): Promise<Nginx> {
  const folder = await mkdtemp(join(tmpdir(), "gammagate-nginx-"));
  const paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (name) => `${name}_temp_path ${folder}/${name};`,
  );
  const configuration = `
    daemon off; pid ${folder}/nginx.pid; error_log ${folder}/error.log; worker_processes 1;
    events { worker_connections 64; }
    http {
      access_log off; gzip on; gzip_min_length 1; gzip_types *; ${paths.join(" ")}
      ${site}
    }`;
  await writeFile(join(folder, "nginx.conf"), configuration);
  const child = spawn(NGINX, ["-c", join(folder, "nginx.conf"), "-p", folder], {
    stdio: "ignore",
  });
  const killChild = () => child.kill("SIGKILL");
  process.once("exit", killChild);
  await listens(port);
  return {
    port,
    async stop() {
      process.off("exit", killChild);
      const gone = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await gone;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function listens(port: number): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const isUp = await new Promise<boolean>((resolve) => {
      const socket = createConnection(port, "127.0.0.1", () => resolve(true));
      socket.on("error", () => resolve(false));
      socket.on("connect", () => socket.destroy());
    });
    if (isUp) return;
    await pause(50);
  }
  throw new Error("nginx did not start");
}
