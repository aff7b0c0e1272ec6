// Gets the outside tools that a list names: node tools/get-packages.mjs [CACHE [LIST]]
//
// The list is packages.json if none is given. Afterwards CACHE/FOLDER holds the named files of each
// package, taken from a tarball whose sha512 is the pinned one. Silent and quick when they are there
// already. A package's folder appears by one rename, complete, so two builds may run this at the
// same time.

import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";

/** In each folder: the pinned sha512 of the tarball, and the sha512 of each file taken from it. */
const MANIFEST = "manifest.json";
const BLOCK = 512;

class Failure extends Error {}

const sha512 = (bytes) => `sha512-${createHash("sha512").update(bytes).digest("base64")}`;

/** Whether the folder has exactly the files that a verified tarball gave, unchanged. */
function isComplete(folder, pinned) {
  try {
    const manifest = JSON.parse(readFileSync(join(folder, MANIFEST), "utf8"));
    return (
      manifest.integrity === pinned.integrity &&
      pinned.files.every((file) => manifest.files[file] === sha512(readFileSync(join(folder, file))))
    );
  } catch {
    return false;
  }
}

/** The entries of a tar archive that are wanted, by path without the leading "package/". */
function untar(tar, wanted) {
  const found = new Map();
  const text = (from, length) => tar.toString("latin1", from, from + length).replace(/\0.*$/s, "");
  for (let at = 0; at + BLOCK <= tar.length && tar[at] !== 0; ) {
    const prefix = text(at + 345, 155);
    const path = (prefix ? `${prefix}/` : "") + text(at, 100);
    const size = parseInt(text(at + 124, 12), 8);
    const kind = text(at + 156, 1);
    const name = path.slice(path.indexOf("/") + 1);
    if (!(size >= 0) || at + BLOCK + size > tar.length) {
      throw new Failure("its tar archive is damaged");
    }
    if ((kind === "0" || kind === "") && wanted.includes(name)) {
      found.set(name, tar.subarray(at + BLOCK, at + BLOCK + size));
    }
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return found;
}

/** The bytes of the package's tarball, as npm brings them, verified. */
function pack(pinned, folder) {
  const windows = process.platform === "win32";
  const spec = `${pinned.name}@${pinned.version}`;
  const run = spawnSync(
    windows ? "npm.cmd" : "npm",
    ["pack", spec, "--ignore-scripts", "--loglevel=error", "--pack-destination", "."],
    { cwd: folder, encoding: "utf8", shell: windows, timeout: 300_000 },
  );
  if (run.error?.code === "ENOENT") {
    throw new Failure("npm was not found; install Node with npm and see that both are on PATH");
  }
  if (run.error || run.status !== 0) {
    const said = run.error ? run.error.message : run.stderr.trim() || `npm ended with ${run.status}`;
    throw new Failure(
      `npm pack failed: ${said}\n  To do: see that 'npm pack ${spec}' works here (network, npm's` +
        " settings), or copy the folder from a machine that has it.",
    );
  }
  const tarball = readdirSync(folder).find((name) => name.endsWith(".tgz"));
  if (!tarball) {
    throw new Failure("npm pack left no tarball");
  }
  const bytes = readFileSync(join(folder, tarball));
  if (sha512(bytes) !== pinned.integrity) {
    throw new Failure(
      `the tarball is not the pinned one:\n  expected ${pinned.integrity}\n  got      ${sha512(bytes)}` +
        "\n  To do: find out who changed it; nothing was unpacked. If the version was raised, put its" +
        " sha512 into the list.",
    );
  }
  return bytes;
}

/** Unpacks the wanted files into a fresh folder, with their manifest. */
function unpack(pinned, tarball, folder) {
  const files = untar(gunzipSync(tarball), pinned.files);
  const manifest = { integrity: pinned.integrity, files: {} };
  for (const file of pinned.files) {
    const bytes = files.get(file);
    if (!bytes) {
      throw new Failure(`it has no file ${file}; correct the list`);
    }
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), bytes);
    manifest.files[file] = sha512(bytes);
  }
  writeFileSync(join(folder, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** Puts a complete folder in its place; another build may have done so meanwhile, or do so now. */
function install(fresh, folder, scratch, pinned) {
  for (let attempt = 0; attempt < 10; attempt++) {
    if (isComplete(folder, pinned)) {
      return;
    }
    try {
      if (existsSync(folder)) {
        renameSync(folder, join(scratch, `damaged-${attempt}`));
      }
      renameSync(fresh, folder);
    } catch (error) {
      if (!["ENOENT", "EEXIST", "ENOTEMPTY", "EPERM", "EACCES", "EBUSY"].includes(error.code)) {
        throw error;
      }
    }
  }
  if (!isComplete(folder, pinned)) {
    throw new Failure(`${folder} could not be put in place; see whether something holds it open`);
  }
}

function get(pinned, cache) {
  const folder = join(cache, pinned.folder);
  if (isComplete(folder, pinned)) {
    return;
  }
  console.log(`tools: getting ${pinned.name} ${pinned.version} into ${folder}`);
  let scratch;
  try {
    mkdirSync(dirname(folder), { recursive: true });
    scratch = mkdtempSync(join(cache, "getting-"));
    const tarball = pack(pinned, scratch);
    const fresh = join(scratch, "fresh");
    unpack(pinned, tarball, fresh);
    install(fresh, folder, scratch, pinned);
  } catch (error) {
    throw new Failure(
      `could not get ${pinned.name} ${pinned.version} (${pinned.purpose}) into ${folder}:\n  ` +
        error.message,
    );
  } finally {
    if (scratch) {
      rmSync(scratch, { recursive: true, force: true });
    }
  }
}

const here = dirname(fileURLToPath(import.meta.url));
const cache = process.argv[2] ?? join(homedir(), ".cache", "parallax");
const list = process.argv[3] ?? join(here, "packages.json");
try {
  const packages = JSON.parse(readFileSync(list, "utf8"));
  packages.forEach((pinned) => get(pinned, cache));
} catch (error) {
  console.error(`tools: ${error instanceof Failure ? error.message : error.stack}`);
  process.exitCode = 1;
}
