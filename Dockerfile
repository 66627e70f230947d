# Gammagate in one image, on Next's standalone output. docs/deploy.md says how to run it.
ARG NODE_VERSION=20.20.2

FROM node:${NODE_VERSION}-slim AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 BUILD_STANDALONE=1
RUN node node_modules/next/dist/bin/next build

FROM node:${NODE_VERSION}-slim AS run
# The data of the in-process store. The image's user may write here and nowhere else.
WORKDIR /home/node
USER node
RUN mkdir data
WORKDIR /app
COPY --from=build /build/.next/standalone ./
COPY --from=build /build/.next/static ./.next/static
COPY --from=build /build/public ./public
# Without HOSTNAME the server listens on the name of the container only.
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 HOSTNAME=0.0.0.0 PORT=3000 DATA_DIR=/home/node/data
VOLUME /home/node/data
EXPOSE 3000
# A new process may need a minute on a small machine. Without a shell, node itself gets SIGTERM.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/api/health`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "server.js"]
