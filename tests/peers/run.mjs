// `cargo xtask bench --peers DIR`: Konomi's scan beside other runtimes, by the benchmark of that folder.

import { spawn } from "node:child_process";
import { join } from "node:path";
import { serve } from "../e2e/server.mjs";

const [folder, peers] = process.argv.slice(2);
// Without these the browser rounds its clock.
const host = await serve(folder, "/", { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" });
const page = `${host.base}index.html`;
const env = {
  ...process.env,
  CANDIDATE_URL: `${page} ${page}?bytes ${page}?gpu`,
  CANDIDATE_NAMES: "konomi konomi-8bit konomi-gpu",
  CANDIDATE_KINDS: "cpu cpu webgpu",
};
const run = spawn("bash", [join(peers, "run.sh")], { env, stdio: "inherit" });
const code = await new Promise((resolve) => run.on("exit", resolve));
await host.close();
process.exitCode = code ?? 1;
