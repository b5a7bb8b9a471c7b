/**
 * `npm run screenshot`: every picture of the extension, from real runs in VS Code (code-server) on examples/, in light, dark and both high
 * contrast themes. All of them go to test-output/pictures; the walkthrough's are client/media, those of the README docs/images.
 *
 *   node --import tsx test/vscode/screenshot.ts [THEME]    only one theme: dark, light, hc-dark, hc-light
 */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Locator, Page } from "playwright-core";
import { ROOT } from "./codeServer.js";
import { Workbench } from "./workbench.js";

const OUTPUT = join(ROOT, "test-output", "pictures");
const MEDIA = join(ROOT, "client", "media");
const DOCS = join(ROOT, "docs", "images");

const THEMES: Readonly<Record<string, string>> = {
  dark: "Default Dark Modern",
  light: "Default Light Modern",
  "hc-dark": "Default High Contrast",
  "hc-light": "Default High Contrast Light",
};

/** The pictures that are kept, by name: where, and in which themes. */
const KEPT: Readonly<Record<string, { readonly folder: string; readonly themes: readonly string[] }>> = {
  see: { folder: MEDIA, themes: ["dark", "light"] },
  understand: { folder: MEDIA, themes: ["dark", "light"] },
  fix: { folder: MEDIA, themes: ["dark", "light"] },
  runtime: { folder: MEDIA, themes: ["dark", "light"] },
  editor: { folder: DOCS, themes: ["dark"] },
  view: { folder: DOCS, themes: ["light"] },
};

const SETTINGS = {
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
  "editor.wordWrap": "on",
  "breadcrumbs.enabled": false,
};

/** Lines of data_driven.py above the function; they are scrolled out of the picture. */
const LINES_ABOVE = 7;

/** Height of what is below the editor, in pixels. */
const STATUS_BAR = 40;

/** Height of the server's part of a hover, on the screen. */
const CARD = 303;

/** Pixels of a picture for one of the screen. */
const SCALE = 1.5;

/** Parts of the window change their size while they are drawn. */
const SETTLE_MS = 1000;

/** What is cut out of a picture, in pixels of the window. */
interface Clip {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Takes the pictures of one theme. */
class Camera {
  private readonly forWalkthrough: { readonly name: string; readonly picture: Buffer }[] = [];

  constructor(
    private readonly theme: string,
    private readonly workbench: Workbench,
  ) {}

  /** Leaves a picture, and keeps it where it is wanted. */
  async take(name: string, clip?: Clip): Promise<void> {
    const { page } = this.workbench;
    const picture = await page.screenshot({ ...(clip ? { clip } : {}) });
    writeFileSync(join(OUTPUT, `${name}-${this.theme}.png`), picture);
    const kept = KEPT[name];
    if (!kept?.themes.includes(this.theme)) return;
    mkdirSync(kept.folder, { recursive: true });
    // The walkthrough is shipped, so its pictures are small ones.
    if (kept.folder === MEDIA) this.forWalkthrough.push({ name, picture });
    else writeFileSync(join(DOCS, `${name}.png`), picture);
  }

  /** Packs the pictures of the walkthrough. At the end: another page takes the focus, and hovers close. */
  async pack(): Promise<void> {
    for (const { name, picture } of this.forWalkthrough) {
      writeFileSync(join(MEDIA, `${name}-${this.theme}.webp`), await webp(this.workbench.page, picture));
    }
  }
}

/** Packs a picture again, by the browser's own means. */
async function webp(page: Page, png: Buffer): Promise<Buffer> {
  const blank = await page.context().browser()!.newPage();
  try {
    const data: string = await blank.evaluate(`(${PACK})(${JSON.stringify(png.toString("base64"))})`);
    return Buffer.from(data.slice(data.indexOf(",") + 1), "base64");
  } finally {
    await blank.close();
  }
}

/** Runs in the page: the picture as the address of a WebP, in the size that it has on the screen. */
const PACK = `async (base64) => {
  const image = new Image();
  image.src = "data:image/png;base64," + base64;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(image.width / ${SCALE});
  canvas.height = Math.round(image.height / ${SCALE});
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL("image/webp", 0.4);
}`;

/** Pulls the lower edge of the hover down by as much as there is more to read. Pulled further than that, the hover closes. */
async function unfoldHover(page: Page): Promise<Locator> {
  const hover = page.locator(".monaco-hover:visible").first();
  // The server's card comes after the problem itself.
  await hover.getByText("Rewrites").waitFor({ timeout: 5 * SETTLE_MS });
  await sleep(SETTLE_MS);
  const box = await hover.boundingBox({ timeout: SETTLE_MS });
  if (!box) throw new Error("no hover");
  const hidden = await hover
    .locator(".monaco-hover-content")
    .first()
    .evaluate((content) => content.scrollHeight - content.clientHeight);
  if (hidden <= 0) return hover;
  const x = box.x + box.width / 2;
  const bottom = box.y + box.height - 1;
  await page.mouse.move(x, bottom);
  await page.mouse.down();
  await page.mouse.move(x, Math.min(bottom + hidden, page.viewportSize()!.height - STATUS_BAR), { steps: 20 });
  await page.mouse.up();
  await page.mouse.move(x, box.y + box.height / 2);
  await sleep(SETTLE_MS);
  const unfolded = await hover.boundingBox();
  if (!unfolded || unfolded.height <= box.height) throw new Error("the hover did not unfold");
  return hover;
}

/** The chain in the editor, its hover, its fixes. */
async function picturesOfHint(workbench: Workbench, camera: Camera): Promise<void> {
  const { page } = workbench;
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
  const hover = await unfoldHover(page);
  const box = (await hover.boundingBox())!;
  await camera.take("editor");
  // The card: below the message and its places.
  const top = Math.max(box.y, box.y + box.height - CARD);
  await camera.take("understand", {
    x: 0,
    y: top,
    width: box.x + box.width + 20,
    height: box.y + box.height - top + 10,
  });
  await page.keyboard.press("Escape");
  await page.mouse.move(860, 1000);
  await hover.waitFor({ state: "hidden" });
  await camera.take("see", { x: 0, y: 0, width: 640, height: 420 });
  const fixes = await workbench.openQuickFixes();
  await fixes.getByText("loop").first().waitFor();
  await sleep(SETTLE_MS);
  const list = (await fixes.boundingBox())!;
  await camera.take("fix", { x: 0, y: list.y - 80, width: list.x + list.width + 20, height: list.height + 100 });
  await page.keyboard.press("Escape");
}

/** The quick pick, as the status item opens it. */
async function picturesOfRuntime(workbench: Workbench, camera: Camera): Promise<void> {
  const { page } = workbench;
  await workbench.runCommand("JIT Hints: Select runtime");
  const list = page.locator(".quick-input-widget");
  await list.getByText("Selected interpreter").waitFor();
  await page.mouse.move(10, 600);
  await sleep(SETTLE_MS);
  const { x, y, width, height } = (await list.boundingBox())!;
  await camera.take("runtime", { x: x - 4, y: Math.max(0, y - 4), width: width + 8, height: height + 8 });
  await page.keyboard.press("Escape");
}

/** The tree beside hot lines with their reasons. */
async function picturesOfView(workbench: Workbench, camera: Camera, folder: string): Promise<void> {
  const { page } = workbench;
  await page.keyboard.press("Control+B");
  await workbench.openByKeyboard("read_struct_objects.py");
  await workbench.openByKeyboard("pi_opaque_call.py");
  await workbench.openByKeyboard("triples_generator.py");
  await workbench.squiggles.first().waitFor();
  mkdirSync(join(folder, ".vscode"));
  const views = { "jitHints.heat.enable": true, "jitHints.codeLens.enable": true };
  writeFileSync(join(folder, ".vscode", "settings.json"), JSON.stringify(views));
  await workbench.runCommand("Explorer: Focus on JIT hints View");
  // Room for the view.
  await page.locator(".pane-header[aria-label^='Explorer Section'][aria-expanded='true']").click();
  await page.locator(".monaco-list-row").filter({ hasText: "none-check-chain" }).first().waitFor();
  await page.locator(".codelens-decoration").filter({ hasText: "Hot on" }).first().waitFor();
  await sleep(SETTLE_MS);
  await camera.take("view");
  await workbench.runCommand("JIT Hints: Show the page of a rule");
  // The list shows a few of the rules; what is typed picks among all of them.
  await page.locator(".quick-input-list .monaco-list-row").first().waitFor();
  await page.keyboard.type("opaque-call");
  await page.locator(".quick-input-list").getByText("opaque-call-in-loop").click();
  await workbench.previewFrame();
  await camera.take("page");
}

async function takePictures(theme: string): Promise<void> {
  const temporary = mkdtempSync(join(tmpdir(), "jit-hints-picture-"));
  const folder = join(temporary, "examples");
  cpSync(join(ROOT, "examples"), folder, { recursive: true });
  const themed = { ...SETTINGS, "workbench.colorTheme": THEMES[theme] };
  const workbench = await Workbench.open(folder, { width: 880, height: 1180, scale: SCALE, settings: themed });
  const camera = new Camera(theme, workbench);
  try {
    await picturesOfHint(workbench, camera);
    await picturesOfRuntime(workbench, camera);
    await workbench.page.setViewportSize({ width: 1280, height: 640 });
    await picturesOfView(workbench, camera, folder);
    await camera.pack();
  } catch (error) {
    await workbench.screenshot(`failed-picture-${theme}`);
    throw error;
  } finally {
    await workbench.close();
    rmSync(temporary, { recursive: true, force: true });
  }
}

async function main(): Promise<void> {
  mkdirSync(OUTPUT, { recursive: true });
  const [only] = process.argv.slice(2);
  for (const theme of only === undefined ? Object.keys(THEMES) : [only]) await takePictures(theme);
}

void main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
