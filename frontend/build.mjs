// Builds static/dist: one style sheet, one script, the fonts and the mark. Run by `npm run build`.
import * as esbuild from 'esbuild'
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import * as sass from 'sass'

const out = 'static/dist'
const pages = ['latin', 'latin-ext'].map((set) => `@fontsource-variable/inter/files/inter-${set}-wght-normal.woff2`)
const documents = ['latin', 'latin-ext'].flatMap((set) => [400, 700].map((weight) => `@fontsource/inter/files/inter-${set}-${weight}-normal.woff2`))

rmSync(out, { recursive: true, force: true })
for (const folder of ['fonts', 'images']) mkdirSync(`${out}/${folder}`, { recursive: true })

const { css } = sass.compile('frontend/app.scss', {
  style: 'compressed', loadPaths: ['.'], quietDeps: true, fatalDeprecations: [], logger: { warn: (text) => { throw new Error(text) } }
})
writeFileSync(`${out}/app.css`, css)
for (const [, image] of css.matchAll(/\.\/images\/([\w.-]+)/g)) {
  cpSync(`node_modules/@ministryofjustice/frontend/moj/assets/images/${image}`, `${out}/images/${image}`)
}

await esbuild.build({
  entryPoints: ['frontend/app.mjs'], outfile: `${out}/app.js`, bundle: true, minify: true, format: 'esm', target: 'es2022', legalComments: 'none'
})
for (const font of [...pages, ...documents]) cpSync(`node_modules/${font}`, `${out}/fonts/${font.split('/').at(-1)}`)
for (const file of ['js-on.js', 'mark.svg']) cpSync(`frontend/${file}`, `${out}/${file}`)
