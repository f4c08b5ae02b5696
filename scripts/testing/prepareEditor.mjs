/** Packages the built extension and installs it for a served VS Code, as a user would. */
import path from "node:path";
import { ensureBrowser } from "../host/browser.mjs";
import { step } from "../host/progress.mjs";
import { provisionHost, toHostName } from "../host/provision.mjs";
import { installVsix } from "../host/serve.mjs";
import { packageVsix } from "../package.mjs";

/** What it prepares is found through the environment, by tests in other processes too. @param {string} folder @param {string} [hostName] */
export async function prepareEditor(folder, hostName) {
  const name = toHostName(hostName);
  await ensureBrowser();
  const host = await provisionHost(name);
  const vsix = await step("Packaging", () => packageVsix(path.join(folder, "orgscope.vsix")));
  const extensionsDir = path.join(folder, "extensions");
  await installVsix(host, vsix, extensionsDir);
  process.env.ORGSCOPE_EXTENSIONS_DIR = extensionsDir;
  process.env.ORGSCOPE_HOST = name;
}
