/** The packaged extension as a person uses it, in a browser: see the hint, fix it, save, choose a runtime. */
import assert from "node:assert/strict";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { Locator } from "playwright-core";
import { seriousBarriers } from "./accessibility.js";
import { createWorkspace } from "./fixtures.js";
import { CHAIN_RULE } from "./rules.js";
import { Workbench } from "./workbench.js";

const SECONDS = 15;
const SIZE = { width: 1280, height: 800 };

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

/** Colours and underlines in a preview are those of VS Code's Markdown, on a background that lies outside of its frame. */
const PREVIEW_STYLE = ["color-contrast", "link-in-text-block"];

async function until(holds: () => Promise<boolean>, what: string): Promise<void> {
  const deadline = Date.now() + SECONDS * 1000;
  while (!(await holds())) {
    assert.ok(Date.now() < deadline, `not within ${SECONDS} s: ${what}`);
    await sleep(100);
  }
}

/** Whether something is there within a moment. */
async function appears(wanted: Locator): Promise<boolean> {
  try {
    await wanted.first().waitFor({ timeout: 3000 });
    return true;
  } catch {
    return false;
  }
}

describe("the packaged extension in the browser", () => {
  let folder: string;
  let workbench: Workbench;

  before(async () => {
    folder = createWorkspace();
    workbench = await Workbench.open(folder, SIZE);
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
    assert.equal(await workbench.page.locator(".notification-toast").filter({ hasText: "JIT" }).count(), 0, "a popup");
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

  step("the walkthrough is gone through by mouse", async () => {
    const { page } = workbench;
    writeFileSync(join(folder, ".vscode", "settings.json"), "{}");
    await workbench.openWalkthrough();
    const steps = page.locator(".getting-started-step");
    assert.equal(await steps.count(), 4);
    await page.getByRole("button", { name: "Open an example" }).click();
    await workbench.squiggles.first().waitFor();
    await workbench.openWalkthrough();
    // Only a wide window has room for the pictures.
    await page.setViewportSize({ width: 1720, height: 1000 });
    await steps.nth(1).click();
    const picture = page.locator(".getting-started-media img:visible");
    await picture.waitFor();
    assert.ok(((await picture.getAttribute("alt")) ?? "").length > 20, "the picture is described");
    await workbench.screenshot("walkthrough");
    await page.getByRole("button", { name: "Show the page of a rule" }).click();
    const article = await workbench.previewFrame();
    await article.getByRole("heading", { name: CHAIN_RULE }).waitFor();
    await workbench.screenshot("rule-page");
    assert.deepEqual(await seriousBarriers(article, "body", PREVIEW_STYLE), []);
    await workbench.openWalkthrough();
    await steps.nth(2).click();
    await steps.getByRole("button", { name: "Show the view" }).click();
    await view().getByRole("treeitem", { level: 2 }).first().waitFor();
    await steps.nth(3).click();
    await steps.getByRole("button", { name: "Select runtime" }).click();
    await page.locator(".quick-input-list").getByText("Selected interpreter").waitFor();
    await page.keyboard.press("Escape");
    await until(async () => (await stepsDone()) === 4, "every step done");
    await page.setViewportSize(SIZE);
    await closeUnsaved();
  });

  step("the walkthrough is gone through by keyboard alone", async () => {
    const { page } = workbench;
    const steps = page.locator(".getting-started-step");
    /** Opens a step where it is not open yet, and presses its button. */
    const press = async (index: number, name: string): Promise<void> => {
      await workbench.openWalkthroughByKeyboard();
      const one = steps.nth(index);
      if ((await one.getAttribute("aria-expanded")) !== "true") {
        await workbench.tabTo(one);
        await page.keyboard.press("Enter");
        await one.and(page.locator("[aria-expanded=true]")).waitFor();
      }
      await workbench.tabTo(steps.getByRole("button", { name, exact: true }));
      await page.keyboard.press("Enter");
    };
    await press(0, "Open an example");
    await workbench.squiggles.first().waitFor();
    await press(1, "Show the page of a rule");
    await (await workbench.previewFrame()).getByRole("heading", { name: CHAIN_RULE }).waitFor();
    await press(2, "Show the view");
    await view().locator(".monaco-list:focus").waitFor();
    await goToLastHint();
    await (await workbench.openQuickFixes()).getByText("loop").first().waitFor();
    await page.keyboard.press("Enter");
    await page.locator(".view-line").filter({ hasText: "zip(" }).first().waitFor();
    await press(3, "Select runtime");
    await page.locator(".quick-input-list").getByText("Selected interpreter").waitFor();
    await page.keyboard.type("PyPy 7.3");
    const choice = page.locator(".quick-input-list .monaco-list-row.focused");
    await choice.filter({ hasText: "its JIT is always on" }).waitFor();
    await page.keyboard.press("Enter");
    await untilFile(join(folder, ".vscode", "settings.json"), /"jitHints\.runtimes": \[\s*"pypy"\s*\]/);
    writeFileSync(join(folder, ".vscode", "settings.json"), "{}");
    await closeUnsaved();
  });

  step("the view lists the hints; it is filtered and walked through by keyboard alone", async () => {
    const { page } = workbench;
    await workbench.openByKeyboard("records.py");
    await workbench.openByKeyboard("pairs.py");
    await workbench.squiggles.first().waitFor();
    await workbench.runByKeyboard("Explorer: Focus on JIT hints View");
    const hints = view().getByRole("treeitem", { level: 2 });
    await until(async () => (await hints.count()) === 2, "two hints");
    await workbench.screenshot("view");
    // The tree's frame and its header are VS Code's, and so is how label and description are put together in a row.
    const known = [
      ...(await rulesBroken(".pane:has(.pane-header[aria-label^='Explorer Section'])")),
      ...(await rulesBroken(".pane-header[aria-label^='JIT hints']")),
    ];
    assert.deepEqual(await seriousBarriers(page, ".pane:has(.pane-header[aria-label^='JIT hints'])", known), []);
    const names = await hints.evaluateAll((all) => all.map((one) => one.getAttribute("aria-label")));
    for (const name of names) assert.match(name ?? "", /^(?:warning|information|hint): [\w-]+, .*line \d+\. \w/);
    await workbench.runByKeyboard("JIT Hints: Filter");
    await page.locator(".quick-input-title:visible").getByText("Filter JIT hints").waitFor();
    await workbench.typeIntoQuickInput("pairs");
    await page.keyboard.press("Enter");
    await until(async () => (await hints.count()) === 1, "one hint");
    await workbench.screenshot("view-filtered");
    await goToLastHint();
    await until(async () => /Ln 9/.test(await workbench.statusText()), "the cursor on the line");
    await workbench.runByKeyboard("JIT Hints: Clear the filter");
    await until(async () => (await hints.count()) === 2, "two hints again");
  });

  step("the hover is read and left by keyboard", async () => {
    const { page } = workbench;
    await workbench.runByKeyboard("Show or Focus Hover");
    const hover = page.locator(".monaco-hover:visible").first();
    await hover.getByText("About generator-in-loop").waitFor();
    await workbench.screenshot("hover");
    await page.keyboard.press("Escape");
    await hover.waitFor({ state: "hidden" });
  });

  step("a fix is previewed before it is made", async () => {
    const { page } = workbench;
    await workbench.openQuickFixes();
    await workbench.screenshot("fixes");
    await page.keyboard.press("Control+Enter");
    await page.locator(".refactor-preview, [id='refactorPreview']").first().waitFor();
    await workbench.screenshot("refactor-preview");
    await page.getByRole("button", { name: "Discard" }).first().click();
    await page.locator(".refactor-preview, [id='refactorPreview']").first().waitFor({ state: "hidden" });
    // The same from the view, by the menu of a hint.
    await view().getByRole("treeitem", { level: 2 }).first().click({ button: "right" });
    await page.getByRole("menuitem", { name: "Preview the fix" }).click();
    await page.locator(".refactor-preview, [id='refactorPreview']").first().waitFor();
    await page.getByRole("button", { name: "Discard" }).first().click();
    await page.locator(".refactor-preview, [id='refactorPreview']").first().waitFor({ state: "hidden" });
  });

  step("hot lines are marked and explained when that is switched on", async () => {
    const { page } = workbench;
    const settings = { "jitHints.heat.enable": true, "jitHints.codeLens.enable": true };
    writeFileSync(join(folder, ".vscode", "settings.json"), JSON.stringify(settings));
    await page.locator(".codelens-decoration").filter({ hasText: "Hot on PyPy" }).first().waitFor();
    await until(async () => (await bars()) >= 4, "bars beside hot lines");
    await workbench.screenshot("heat");
    writeFileSync(join(folder, ".vscode", "settings.json"), "{}");
    await until(async () => (await bars()) === 0, "no bars");
  });

  step("the list of runtimes says what was detected, and is accessible", async () => {
    const { page } = workbench;
    await workbench.runByKeyboard("Change Language Mode");
    await page.locator(".quick-input-list .monaco-list-row").first().waitFor();
    const known = await rulesBroken(".quick-input-widget");
    await page.keyboard.press("Escape");
    await workbench.runByKeyboard("JIT Hints: Select runtime");
    await page.locator(".quick-input-list").getByText("Selected interpreter").waitFor();
    await workbench.screenshot("runtimes");
    assert.deepEqual(await seriousBarriers(page, ".quick-input-widget", known), []);
    await page.keyboard.press("Escape");
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

  /** The view "JIT hints" with its header. */
  function view(): Locator {
    const { page } = workbench;
    return page.locator(".pane").filter({ has: page.locator(".pane-header[aria-label^='JIT hints']") });
  }

  /**
   * Opens the last hint of the view by keyboard. A tree that is being filled anew takes no key, and a list of commands that closes late
   * gives the focus back to the editor: this presses as a person would, looking where each key got to.
   */
  async function goToLastHint(): Promise<void> {
    const { page } = workbench;
    const chosen = view().locator(".monaco-list:focus .monaco-list-row.focused[aria-level='2']");
    const editor = page.locator(".monaco-editor.focused");
    await until(async () => {
      if ((await view().locator(".monaco-list:focus").count()) === 0)
        await workbench.runByKeyboard("Explorer: Focus on JIT hints View");
      await page.keyboard.press("End");
      if ((await chosen.count()) === 0) return false;
      await page.keyboard.press("Enter");
      return appears(editor);
    }, "the last hint opened");
  }

  /** How many steps of the walkthrough are marked as done. */
  function stepsDone(): Promise<number> {
    return workbench.page.locator(".getting-started-step .codicon-getting-started-step-checked").count();
  }

  /** Closes every editor; one of them holds the example, which was never saved. */
  async function closeUnsaved(): Promise<void> {
    await workbench.runCommand("View: Close All Editors");
    await workbench.page.getByRole("button", { name: /Don't Save/ }).click();
    await until(
      async () => (await workbench.page.locator(".editor-group-container .tab").count()) === 0,
      "no editor open",
    );
  }

  /** What VS Code's own part of the window breaks: not ours to mend. */
  async function rulesBroken(selector: string): Promise<string[]> {
    return (await seriousBarriers(workbench.page, selector, [])).map(({ rule }) => rule);
  }

  /** Lines with a bar, as drawn: decorations with a border at their left. */
  function bars(): Promise<number> {
    return workbench.page.locator(".view-overlays .cdr").evaluateAll((all) => {
      const { getComputedStyle } = globalThis as unknown as {
        getComputedStyle(element: unknown): { borderLeftWidth: string };
      };
      return all.filter((one) => getComputedStyle(one).borderLeftWidth === "3px").length;
    });
  }

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
