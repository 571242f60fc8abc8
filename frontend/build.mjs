// Builds everything that the browser loads, and the fonts of the PDF documents, into build/ (Node is needed only here).

import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";

import { build, transform } from "esbuild";
import postcss from "postcss";
import customProperties from "postcss-custom-properties";
import { compile } from "sass";

const root = resolve(import.meta.dirname, "..");
const modules = join(root, "node_modules");
const output = process.env.KABINET_BUILD ? resolve(process.env.KABINET_BUILD) : join(root, "build");
const frontend = join(output, "frontend");

// Bytes after gzip; the fonts are counted as they are. UX: a page must stay light on a 10 Mbit/s line.
const budgets = { "kabinet.css": 35_000, "scripts": 45_000, "fonts": 60_000 };

async function buildStyles() {
  const { css } = compile(join(root, "frontend/kabinet.scss"), {
    loadPaths: [modules],
    quietDeps: true,
    style: "expanded",
  });
  // Internet Explorer knows no custom properties: every var() gets its value of :root in front of it.
  const levelled = await postcss([customProperties({ preserve: true })]).process(css, { from: undefined });
  const { code } = await transform(levelled.css, { loader: "css", minify: true, target: ["ie11"], logLevel: "error" });
  writeFileSync(join(frontend, "kabinet.css"), code);
}

async function buildScripts() {
  await build({
    entryPoints: [join(root, "frontend/js/kabinet.js")],
    outfile: join(frontend, "kabinet.js"),
    bundle: true,
    format: "esm",
    target: ["chrome109", "firefox115"],
    minify: true,
    legalComments: "none",
    logLevel: "warning",
  });
  copyFileSync(join(modules, "htmx.org/dist/htmx.min.js"), join(frontend, "htmx.min.js"));
}

function buildFonts() {
  const environment = join(root, ".venv/bin/python");
  const python = process.env.KABINET_PYTHON ?? (existsSync(environment) ? environment : "python3");
  const source = join(modules, "@fontsource/golos-text/files");
  execFileSync(python, [join(root, "frontend/fonts.py"), source, frontend, join(output, "fonts")], {
    stdio: "inherit",
    env: { SOURCE_DATE_EPOCH: "1767225600", ...process.env },
  });
}

function weigh() {
  const packed = (name) => gzipSync(readFileSync(join(frontend, name)), { level: 9 }).length;
  const plain = (name) => readFileSync(join(frontend, name)).length;
  const weights = {
    "kabinet.css": packed("kabinet.css"),
    "scripts": packed("kabinet.js") + packed("htmx.min.js"),
    "fonts": plain("golos-400.woff2") + plain("golos-600.woff2"),
  };
  for (const [what, bytes] of Object.entries(weights)) {
    console.log(`${what}: ${bytes} of ${budgets[what]} bytes`);
    if (bytes > budgets[what]) {
      throw new Error(`${what} outgrew its budget`);
    }
  }
}

rmSync(frontend, { recursive: true, force: true });
mkdirSync(frontend, { recursive: true });
await buildStyles();
await buildScripts();
buildFonts();
weigh();
