import { test as setup } from "@playwright/test";
import { ensureBuild } from "@/tests/support/servers/ensure-build";

/** Once, before workers that start servers side by side. */
setup("the product builds", async () => {
  setup.setTimeout(600_000);
  await ensureBuild();
});
