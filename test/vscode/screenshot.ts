/**
 * `npm run screenshot`: the picture in the README, from a real run: the built extension in VS Code (code-server), examples/data_driven.py,
 * with squiggle, light bulb and hover. Writes docs/images/editor.png.
 */
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ROOT } from "./codeServer.js";
import { Workbench } from "./workbench.js";

const SETTINGS = {
  "workbench.colorTheme": "Default Dark Modern",
  "workbench.activityBar.location": "hidden",
  "workbench.layoutControl.enabled": false,
  "window.commandCenter": false,
  "editor.minimap.enabled": false,
  "editor.fontSize": 14,
  "editor.lineHeight": 20,
  "editor.hover.delay": 100,
  "editor.occurrencesHighlight": "off",
  "editor.renderWhitespace": "none",
  "breadcrumbs.enabled": false,
};

async function main(): Promise<void> {
  const temporary = mkdtempSync(join(tmpdir(), "jit-hints-picture-"));
  const folder = join(temporary, "examples");
  cpSync(join(ROOT, "examples"), folder, { recursive: true });
  const workbench = await Workbench.open(folder, { width: 1040, height: 640, scale: 2, settings: SETTINGS });
  const { page } = workbench;
  try {
    await workbench.openFile("data_driven.py");
    await workbench.squiggles.first().waitFor();
    await workbench.goToProblem("None checks");
    await page.keyboard.press("Control+J");
    await page.keyboard.press("Control+B");
    await page.keyboard.press("Home");
    await workbench.lightBulb.waitFor();
    await page.locator(".view-line").filter({ hasText: "if v is None" }).getByText("None", { exact: true }).hover();
    await page.locator(".monaco-hover:visible").getByText("none-check-chain").first().waitFor();
    await sleep(1000);
    mkdirSync(join(ROOT, "docs", "images"), { recursive: true });
    await page.screenshot({ path: join(ROOT, "docs", "images", "editor.png") });
  } catch (error) {
    await workbench.screenshot("failed-picture");
    throw error;
  } finally {
    await workbench.close();
    rmSync(temporary, { recursive: true, force: true });
  }
}

void main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
