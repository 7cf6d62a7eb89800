// TypeScript on the site's scripts: node types.mjs pages|worker
//
// The scripts say their types in JSDoc that begins with `//**`: to a browser, and to what makes
// the published files small, it is a comment of a line, and goes. Here it becomes `/**`, in place.
import ts from "typescript"

const read = ts.sys.readFile
ts.sys.readFile = (path, encoding) => read(path, encoding)?.replace(/^( *)\/\/\*\* @/gm, "$1 /** @")
const project = `tsconfig.${process.argv[2]}.json`
ts.executeCommandLine(ts.sys, () => {}, ["--project", project])
