// CPython 3.14 as WebAssembly, where no other Python 3.14 is at hand:  node python.mjs SCRIPT FOLDER
// runs the script with the folder as its argument, and every warning as an error.
import path from "node:path";
import { loadPyodide } from "pyodide";

const [script, folder] = process.argv.slice(2).map((name) => path.resolve(name));
const python = await loadPyodide();
for (const mounted of [path.dirname(script), folder]) {
  python.FS.mkdirTree(mounted);
  python.FS.mount(python.FS.filesystems.NODEFS, { root: mounted }, mounted);
}
python.globals.set("script", script);
python.globals.set("folder", folder);
try {
  python.runPython(`
import runpy, sys, warnings
assert sys.version_info[:2] == (3, 14), sys.version
sys.dont_write_bytecode = True
sys.argv = [script, folder]
warnings.simplefilter("error")
runpy.run_path(script, run_name="__main__")
`);
} catch (error) {
  console.error(String(error));
  process.exitCode = 1;
}
