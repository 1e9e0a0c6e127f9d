// Asks npm's changelog programs, whole and unmodified, for one section after the other.
//   node npm-changelogs.mjs 5|8 PACKAGES REPOSITORY
// PACKAGES holds node_modules; REPOSITORY is a git repository whose HEAD this script moves.
// Standard input: a line of JSON for each section: { from, to, version, date, previousTag, currentTag }.
// Standard output: a line of JSON for each: the text, or { error }.
import { readFileSync, writeFileSync, existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'
import path from 'node:path'

const [generation, packages, repository] = process.argv.slice(2)

async function load (name) {
  const folder = path.join(packages, 'node_modules', name)
  const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'))
  const exported = manifest.exports?.['.'] ?? manifest.exports
  const file = typeof exported === 'string' ? exported : exported?.import?.default ?? exported?.import ?? exported?.default ?? manifest.main ?? 'index.js'
  return import(pathToFileURL(path.join(folder, file)).href)
}

const preset = (await load('conventional-changelog-angular')).default
const program = generation === '5' ? (await load('conventional-changelog-core')).default : (await load('conventional-changelog')).ConventionalChangelog

function contextOf ({ version, date, previousTag, currentTag }) {
  return { version, date, previousTag, currentTag, linkCompare: Boolean(previousTag) }
}

async function section (asked) {
  let text = ''
  const chunks = generation === '5'
    ? program({ config: await preset(), cwd: repository }, contextOf(asked), { from: asked.from })
    : new program(repository).readPackage().config(preset()).context(contextOf(asked)).commits({ from: asked.from }).write()
  for await (const chunk of chunks) text += chunk
  return text
}

const head = path.join(repository, '.git', 'HEAD')
if (!existsSync(head)) throw new Error(`${head} is missing`)
for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line)
  writeFileSync(head, `${asked.to}\n`)
  const answer = await section(asked).catch(error => ({ error: String(error.stack) }))
  process.stdout.write(`${JSON.stringify(answer)}\n`)
}
