// The end-to-end tests, one after the other: each browser is started once. `cargo xtask test e2e` runs them.

import { after } from "node:test";
import { closeAll } from "./browsers.mjs";

await import("./home.spec.mjs");
await import("./taste.spec.mjs");
await import("./lists.spec.mjs");
await import("./choice.spec.mjs");
await import("./newcomer.spec.mjs");
await import("./explore.spec.mjs");
await import("./own_model.spec.mjs");
await import("./charts.spec.mjs");
await import("./snapshots.spec.mjs");
await import("./offline.spec.mjs");
await import("./anywhere.spec.mjs");
await import("./updates.spec.mjs");
await import("./privacy.spec.mjs");
await import("./access.spec.mjs");
await import("./everyone.spec.mjs");
await import("./models.spec.mjs");
await import("./backends.spec.mjs");
await import("./faults.spec.mjs");
await import("./soak.spec.mjs");

after(closeAll);
