/** The packaged extension as a person uses it, in a browser: see the hint, fix it, save, choose a runtime. */
import assert from "node:assert/strict";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { createWorkspace } from "./fixtures.js";
import { Workbench } from "./workbench.js";

const SECONDS = 15;

async function untilFile(file: string, expected: RegExp): Promise<void> {
  const deadline = Date.now() + SECONDS * 1000;
  for (;;) {
    let text = "";
    try {
      text = readFileSync(file, "utf8");
    } catch {
      // Not written yet.
    }
    if (expected.test(text)) return;
    if (Date.now() > deadline) assert.match(text, expected);
    await sleep(100);
  }
}

describe("the packaged extension in the browser", () => {
  let folder: string;
  let workbench: Workbench;

  before(async () => {
    folder = createWorkspace();
    workbench = await Workbench.open(folder, { width: 1280, height: 800 });
  });

  after(async () => {
    await workbench?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** A step, with a picture of what went wrong. */
  function step(name: string, body: () => Promise<void>): void {
    test(name, async () => {
      try {
        await body();
      } catch (error) {
        await workbench.screenshot(`failed-${name.replace(/\W+/g, "-")}`);
        throw error;
      }
    });
  }

  step("a file opens and has a squiggle", async () => {
    await workbench.openFile("chain.py");
    await workbench.squiggles.first().waitFor({ timeout: SECONDS * 1000 });
  });

  step("the status item names the runtimes and says why", async () => {
    const { page } = workbench;
    await page.locator("#status\\.languageStatus").hover();
    const item = page.locator(".hover-language-status").filter({ hasText: "PyPy" }).first();
    await item.waitFor();
    assert.match((await item.textContent()) ?? "", /PyPy, CPython 3\.15 JIT/);
    await workbench.screenshot("status");
    await page.mouse.move(640, 10);
  });

  step("the quick fix is applied from the keyboard and saved", async () => {
    const { page } = workbench;
    await workbench.goToProblem("PyPy");
    await workbench.lightBulb.waitFor();
    const fixes = await workbench.openQuickFixes();
    await fixes.getByText("loop").first().waitFor();
    await workbench.screenshot("quick-fix");
    await page.keyboard.press("Enter");
    await page.locator(".view-line").filter({ hasText: "zip(" }).first().waitFor();
    await workbench.squiggles.first().waitFor({ state: "detached" });
    await page.keyboard.press("Control+S");
    await untilFile(join(folder, "chain.py"), /zip\(\(a, b, c, d, e, f\)/);
  });

  step("the runtime is chosen from a list and written to the workspace", async () => {
    const { page } = workbench;
    await workbench.runCommand("JIT Hints: Select runtime");
    const choice = page
      .locator(".quick-input-list .monaco-list-row")
      .filter({ hasText: "CPython 3.15 with JIT" })
      .first();
    await choice.waitFor();
    await workbench.screenshot("select-runtime");
    await choice.click();
    await untilFile(join(folder, ".vscode", "settings.json"), /"jitHints\.runtimes": \[\s*"cpython-3\.15"\s*\]/);
  });

  step("a crash of the server is told once, with a way to its log", async () => {
    const { page } = workbench;
    const toasts = page.locator(".notification-toast").filter({ hasText: "stopped unexpectedly" });
    const [first] = workbench.servers;
    assert.ok(first, "no server");
    process.kill(first, "SIGKILL");
    await toasts.first().waitFor();
    await workbench.screenshot("crash");
    await toasts.getByText("Show log").click();
    await page.getByRole("tab", { name: "Output" }).and(page.locator(".checked, [aria-selected=true]")).waitFor();
    await toasts.waitFor({ state: "detached" });
    const second = await untilServer((pid) => pid !== first);
    process.kill(second, "SIGKILL");
    await untilServer((pid) => pid !== first && pid !== second);
    await sleep(500);
    assert.equal(await toasts.count(), 0, "told once");
  });

  async function untilServer(wanted: (pid: number) => boolean): Promise<number> {
    const deadline = Date.now() + SECONDS * 1000;
    for (;;) {
      const pid = workbench.servers.find(wanted);
      if (pid !== undefined) return pid;
      assert.ok(Date.now() < deadline, "no new server");
      await sleep(100);
    }
  }
});
