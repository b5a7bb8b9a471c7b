/**
 * `npm run screenshot`: the picture in the README, from a real run: the built extension in VS Code (code-server), examples/data_driven.py,
 * with squiggle, light bulb and hover. Writes docs/images/editor.png.
 */
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "playwright-core";
import { ROOT } from "./codeServer.js";
import { Workbench } from "./workbench.js";

const SETTINGS = {
  "workbench.colorTheme": "Default Dark Modern",
  "workbench.activityBar.location": "hidden",
  "workbench.layoutControl.enabled": false,
  "window.commandCenter": false,
  "editor.minimap.enabled": false,
  "editor.stickyScroll.enabled": false,
  "editor.scrollbar.horizontal": "hidden",
  "editor.fontSize": 14,
  "editor.lineHeight": 20,
  "editor.hover.delay": 100,
  // The mouse leaves the hover while it is unfolded.
  "editor.hover.hidingDelay": 10_000,
  // Below the line, so that the chain above stays in the picture.
  "editor.hover.above": false,
  "editor.occurrencesHighlight": "off",
  "editor.renderWhitespace": "none",
  "breadcrumbs.enabled": false,
};

/** Lines of the file that are scrolled out of the picture. */
const LINES_ABOVE = 7;

/** The hover changes its size while its parts are drawn. */
const SETTLE_MS = 1000;

/** Pulls the lower edge of the hover down by as much as there is more to read. Pulled further than that, the hover closes. */
async function unfoldHover(page: Page): Promise<void> {
  const hover = page.locator(".monaco-hover:visible").first();
  // The server's card comes after the problem itself.
  await hover.getByText("Rewrites").waitFor();
  await sleep(SETTLE_MS);
  const box = await hover.boundingBox();
  if (!box) throw new Error("no hover");
  const hidden = await hover
    .locator(".monaco-hover-content")
    .first()
    .evaluate((content) => content.scrollHeight - content.clientHeight);
  if (hidden <= 0) return;
  const x = box.x + box.width / 2;
  const bottom = box.y + box.height - 1;
  await page.mouse.move(x, bottom);
  await page.mouse.down();
  await page.mouse.move(x, Math.min(bottom + hidden, page.viewportSize()!.height - 1), { steps: 20 });
  await page.mouse.up();
  await page.mouse.move(x, box.y + box.height / 2);
  await sleep(SETTLE_MS);
  const unfolded = await hover.boundingBox();
  if (!unfolded || unfolded.height <= box.height) throw new Error("the hover did not unfold");
}

async function main(): Promise<void> {
  const temporary = mkdtempSync(join(tmpdir(), "jit-hints-picture-"));
  const folder = join(temporary, "examples");
  cpSync(join(ROOT, "examples"), folder, { recursive: true });
  const workbench = await Workbench.open(folder, { width: 880, height: 1120, scale: 1.5, settings: SETTINGS });
  const { page } = workbench;
  try {
    await workbench.openFile("data_driven.py");
    await workbench.squiggles.first().waitFor();
    await workbench.goToProblem("None checks");
    await page.keyboard.press("Control+J");
    await page.keyboard.press("Control+B");
    await page.keyboard.press("Home");
    await page.locator(".margin-view-overlays").hover();
    await page.mouse.wheel(0, -10_000);
    for (let line = 0; line < LINES_ABOVE; line++) await page.keyboard.press("Control+ArrowDown");
    await workbench.lightBulb.waitFor();
    await page.locator(".view-line").filter({ hasText: "h = 0.25" }).getByText("0.25").hover();
    await page.locator(".monaco-hover:visible").getByText("none-check-chain").first().waitFor();
    await unfoldHover(page);
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
